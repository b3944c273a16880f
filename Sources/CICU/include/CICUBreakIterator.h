// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ubrk, in the root locale. See CICU.h.

#ifndef CICU_BREAK_ITERATOR_H
#define CICU_BREAK_ITERATOR_H

#include <stdint.h>

typedef struct cicu_breakIterator cicu_breakIterator;

typedef enum cicu_breakKind : int32_t {
  CICU_BREAK_WORD = 1,
  CICU_BREAK_SENTENCE = 3,
} cicu_breakKind;

cicu_breakIterator *cicu_ubrk_open(cicu_breakKind kind, int32_t *status);
void cicu_ubrk_close(cicu_breakIterator *iterator);
void cicu_ubrk_setText(
    cicu_breakIterator *iterator, const uint16_t *text, int32_t length, int32_t *status);
int32_t cicu_ubrk_first(cicu_breakIterator *iterator);
int32_t cicu_ubrk_next(cicu_breakIterator *iterator);

#endif
