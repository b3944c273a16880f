// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#include "CICUBreakIterator.h"

#include <unicode/ubrk.h>

_Static_assert(CICU_BREAK_WORD == (int32_t)UBRK_WORD, "ICU's number");
_Static_assert(CICU_BREAK_SENTENCE == (int32_t)UBRK_SENTENCE, "ICU's number");

cicu_breakIterator *cicu_ubrk_open(cicu_breakKind kind, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  UBreakIterator *iterator = ubrk_open((UBreakIteratorType)kind, "", 0, 0, &code);
  *status = code;
  return (cicu_breakIterator *)iterator;
}

void cicu_ubrk_close(cicu_breakIterator *iterator) {
  ubrk_close((UBreakIterator *)iterator);
}

void cicu_ubrk_setText(
    cicu_breakIterator *iterator, const uint16_t *text, int32_t length, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  ubrk_setText((UBreakIterator *)iterator, text, length, &code);
  *status = code;
}

int32_t cicu_ubrk_first(cicu_breakIterator *iterator) {
  return ubrk_first((UBreakIterator *)iterator);
}

int32_t cicu_ubrk_next(cicu_breakIterator *iterator) {
  return ubrk_next((UBreakIterator *)iterator);
}
