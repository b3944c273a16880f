// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#include "CPlainICU.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

plainicu_words *plainicu_open(void) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *words = ubrk_open(UBRK_WORD, "", 0, 0, &status);
  return U_FAILURE(status) ? 0 : (plainicu_words *)words;
}

void plainicu_close(plainicu_words *words) {
  ubrk_close((UBreakIterator *)words);
}

int64_t plainicu_count(plainicu_words *words, const uint8_t *text, int64_t length) {
  UBreakIterator *iterator = (UBreakIterator *)words;
  UErrorCode status = U_ZERO_ERROR;
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, (const char *)text, length, &status);
  ubrk_setUText(iterator, &source, &status);
  int64_t count = 0;
  if (U_SUCCESS(status)) {
    ubrk_first(iterator);
    while (ubrk_next(iterator) != UBRK_DONE) {
      if (ubrk_getRuleStatus(iterator) >= UBRK_WORD_NONE_LIMIT) count++;
    }
  }
  utext_close(&source);
  return U_FAILURE(status) ? -1 : count;
}
