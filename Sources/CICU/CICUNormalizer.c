// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#include "CICUNormalizer.h"

#include <unicode/unorm2.h>

_Static_assert(CICU_BUFFER_OVERFLOW == (int32_t)U_BUFFER_OVERFLOW_ERROR, "ICU's number");

const cicu_normalizer *cicu_nfc(int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  const UNormalizer2 *form = unorm2_getNFCInstance(&code);
  *status = code;
  return (const cicu_normalizer *)form;
}

const cicu_normalizer *cicu_nfd(int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  const UNormalizer2 *form = unorm2_getNFDInstance(&code);
  *status = code;
  return (const cicu_normalizer *)form;
}

const cicu_normalizer *cicu_nfkcCasefold(int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&code);
  *status = code;
  return (const cicu_normalizer *)form;
}

int32_t cicu_normalize(
    const cicu_normalizer *form, const uint16_t *source, int32_t length, uint16_t *target,
    int32_t capacity, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  int32_t written =
      unorm2_normalize((const UNormalizer2 *)form, source, length, target, capacity, &code);
  *status = code;
  return written;
}

bool cicu_hasBoundaryBefore(const cicu_normalizer *form, int32_t character) {
  return unorm2_hasBoundaryBefore((const UNormalizer2 *)form, character);
}

bool cicu_isInert(const cicu_normalizer *form, int32_t character) {
  return unorm2_isInert((const UNormalizer2 *)form, character);
}

int32_t cicu_composePair(const cicu_normalizer *form, int32_t first, int32_t second) {
  return unorm2_composePair((const UNormalizer2 *)form, first, second);
}
