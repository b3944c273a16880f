// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ICU by itself, as a program would use it that had nothing else: the word iterator of the root
// locale over UTF-8 text. What Brief's analysis is measured against.

#ifndef C_PLAIN_ICU_H
#define C_PLAIN_ICU_H

#include <stdint.h>

typedef struct plainicu_words plainicu_words;

// An iterator, or a null pointer if ICU's data are missing.
plainicu_words *plainicu_open(void);
void plainicu_close(plainicu_words *words);

// The number of segments in `length` bytes at `text` that ICU says are words, numbers, kana or
// ideographs; negative if ICU fails.
int64_t plainicu_count(plainicu_words *words, const uint8_t *text, int64_t length);

#endif
