// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// The inner loop of the analysis: plain words, found by the masks of 64 bytes at a time and written
// out as tokens. For AVX2 only; PlainWords.swift and WordBatch.swift are its plain twin, of which
// the same tokens come, and serve every other processor. No allocation, no state; what a byte is to a
// word is told by the caller, WordKernel.swift.

#ifndef BRIEF_WORDKERNEL_H
#define BRIEF_WORDKERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Whether this processor runs what follows.
bool brief_text_kernels_run(void);

// A set of ASCII characters: of each low half of a byte, the high halves that go with it, as bits.
typedef struct {
  uint8_t rows[16];
} brief_byte_set;

// What decides whether a word is plain, and where it ends. See ASCIITable.swift.
typedef struct {
  brief_byte_set letters, digits;
  // Join words; never plain.
  brief_byte_set joints;
  // Part of a word if there is a letter on either side, or a digit.
  brief_byte_set between_letters, between_digits;
  // Right after a word: it is not plain, or, for the second set, not if more follows.
  brief_byte_set after, between;
  // Right before a word: it is not plain.
  brief_byte_set before;
  // Whether a word with capitals is plain; and one with capitals and small letters behind its first
  // letter.
  bool allows_capitals, allows_humps;
} brief_word_rules;

// A word, lower-case, and its stem: StemCache.swift.
typedef struct {
  uint64_t key_low, key_high, low, end;
} brief_stem_slot;

enum { brief_plain_word_limit = 15 };

typedef enum {
  // Here begins something that is not a plain word, or the text has ended.
  brief_words_stop,
  // There is no room for what a window may hold.
  brief_words_full,
  // The stem of the word that begins here is not known.
  brief_words_unknown_stem,
} brief_words_reason;

// Where tokens go. Of each token five numbers and its form are kept, each kind in a row of
// `brief_room_tokens`; the rows of numbers follow each other.
enum {
  brief_room_tokens = 512,
  brief_row_term_end = 0,
  brief_row_source_start,
  brief_row_source_end,
  brief_row_position,
  brief_row_position_length,
  brief_room_rows,
};

typedef struct {
  uint8_t *bytes;
  int32_t *rows;
  uint8_t *forms;
  size_t byte_capacity, token_count, byte_count;
  // How many bytes of terms stand before those of this room.
  int32_t base;
  // Of the next word.
  int32_t position;
} brief_token_room;

// Appends plain words from `*start` on to a room, each with its stem unless `stems` is null (pairs of
// slots, 2^(64 - shift) of them); says where it stopped, and why. `*end` is where a word with an
// unknown stem ends. The forms of tokens are 0 for a word and 2 for a stem.
//
// `*start` lies where a word may begin: at the beginning of the text or after a whole word.
brief_words_reason brief_append_words(
    const uint8_t *text, size_t length, size_t *start, size_t *end, const brief_word_rules *rules,
    const brief_stem_slot *stems, unsigned shift, uint8_t language, brief_token_room *room);

#endif
