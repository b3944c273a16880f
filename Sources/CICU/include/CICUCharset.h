// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Charset detection and conversion: ucsdet and ucnv. See CICU.h.

#ifndef CICU_CHARSET_H
#define CICU_CHARSET_H

#include <stdint.h>

typedef struct cicu_detector cicu_detector;
typedef struct cicu_match cicu_match;
typedef struct cicu_converter cicu_converter;

cicu_detector *cicu_ucsdet_open(int32_t *status);
void cicu_ucsdet_close(cicu_detector *detector);
void cicu_ucsdet_setText(
    cicu_detector *detector, const char *bytes, int32_t length, int32_t *status);
const cicu_match *const *cicu_ucsdet_detectAll(
    cicu_detector *detector, int32_t *count, int32_t *status);
const char *cicu_ucsdet_getName(const cicu_match *match, int32_t *status);
int32_t cicu_ucsdet_getConfidence(const cicu_match *match, int32_t *status);

cicu_converter *cicu_ucnv_open(const char *name, int32_t *status);
void cicu_ucnv_close(cicu_converter *converter);
int32_t cicu_ucnv_toUTF8(
    cicu_converter *converter, char *target, int32_t capacity, const char *source,
    int32_t length, int32_t *status);
int32_t cicu_ucnv_fromUTF8(
    cicu_converter *converter, char *target, int32_t capacity, const char *source,
    int32_t length, int32_t *status);

#endif
