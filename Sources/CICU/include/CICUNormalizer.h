// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// unorm2. See CICU.h.

#ifndef CICU_NORMALIZER_H
#define CICU_NORMALIZER_H

#include <stdbool.h>
#include <stdint.h>

typedef struct cicu_normalizer cicu_normalizer;

enum { CICU_BUFFER_OVERFLOW = 15 };

const cicu_normalizer *cicu_nfc(int32_t *status);
const cicu_normalizer *cicu_nfd(int32_t *status);
const cicu_normalizer *cicu_nfkcCasefold(int32_t *status);

int32_t cicu_normalize(
    const cicu_normalizer *form, const uint16_t *source, int32_t length, uint16_t *target,
    int32_t capacity, int32_t *status);
bool cicu_hasBoundaryBefore(const cicu_normalizer *form, int32_t character);
bool cicu_isInert(const cicu_normalizer *form, int32_t character);
/// Negative if the two do not compose.
int32_t cicu_composePair(const cicu_normalizer *form, int32_t first, int32_t second);

#endif
