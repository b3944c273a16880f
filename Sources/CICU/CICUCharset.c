// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#include "CICUCharset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

cicu_detector *cicu_ucsdet_open(int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  UCharsetDetector *detector = ucsdet_open(&code);
  *status = code;
  return (cicu_detector *)detector;
}

void cicu_ucsdet_close(cicu_detector *detector) {
  ucsdet_close((UCharsetDetector *)detector);
}

void cicu_ucsdet_setText(
    cicu_detector *detector, const char *bytes, int32_t length, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  ucsdet_setText((UCharsetDetector *)detector, bytes, length, &code);
  *status = code;
}

const cicu_match *const *cicu_ucsdet_detectAll(
    cicu_detector *detector, int32_t *count, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  const UCharsetMatch **matches =
      ucsdet_detectAll((UCharsetDetector *)detector, count, &code);
  *status = code;
  return (const cicu_match *const *)matches;
}

const char *cicu_ucsdet_getName(const cicu_match *match, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  const char *name = ucsdet_getName((const UCharsetMatch *)match, &code);
  *status = code;
  return name;
}

int32_t cicu_ucsdet_getConfidence(const cicu_match *match, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  int32_t confidence = ucsdet_getConfidence((const UCharsetMatch *)match, &code);
  *status = code;
  return confidence;
}

cicu_converter *cicu_ucnv_open(const char *name, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  UConverter *converter = ucnv_open(name, &code);
  *status = code;
  return (cicu_converter *)converter;
}

void cicu_ucnv_close(cicu_converter *converter) {
  ucnv_close((UConverter *)converter);
}

int32_t cicu_ucnv_toUTF8(
    cicu_converter *converter, char *target, int32_t capacity, const char *source,
    int32_t length, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  int32_t written = ucnv_toAlgorithmic(
      UCNV_UTF8, (UConverter *)converter, target, capacity, source, length, &code);
  *status = code;
  return written;
}

int32_t cicu_ucnv_fromUTF8(
    cicu_converter *converter, char *target, int32_t capacity, const char *source,
    int32_t length, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  int32_t written = ucnv_fromAlgorithmic(
      (UConverter *)converter, UCNV_UTF8, target, capacity, source, length, &code);
  *status = code;
  return written;
}
