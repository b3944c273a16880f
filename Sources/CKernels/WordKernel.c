// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// A window of 64 bytes becomes masks of 64 bits, one a class; where words begin and end, what is
// part of them and which are not plain are then a few operations for all words of the window at
// once: they leave a number of words to be taken, without a question in between. What is left for
// each is to find its ends in the masks, to lower its case in one vector, and to write it down; what
// can be said of all is written when they are done.
//
// The first three bytes of a window are those before the place that is worked on, and its last four
// are only looked at, since a word is decided by what is around it.

#include "WordKernel.h"

#include <string.h>

#include "Vectors.h"

#if defined(__x86_64__)

// There is no other version of this one: all of it is for AVX2.
#undef BODY
#define BODY static inline __attribute__((always_inline)) WIDE

enum { window_size = 64, before = 3, decided = 60, readable = 80 };

bool brief_text_kernels_run(void) { return have_avx2(); }

// 64 bytes: as they are, their low halves, and for their high halves a bit each; none beyond ASCII.
typedef struct {
  __m256i bytes[2], low[2], high[2];
} window;

BODY window load_window(const uint8_t *from) {
  const __m256i half = _mm256_set1_epi8(15);
  const __m256i bits = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0));
  window w;
  for (int i = 0; i < 2; i++) {
    w.bytes[i] = _mm256_loadu_si256((const __m256i *)(from + 32 * i));
    w.low[i] = _mm256_and_si256(w.bytes[i], half);
    w.high[i] = _mm256_shuffle_epi8(
        bits, _mm256_and_si256(_mm256_srli_epi16(w.bytes[i], 4), half));
  }
  return w;
}

BODY uint64_t join(__m256i first, __m256i second) {
  return (uint32_t)_mm256_movemask_epi8(first) | (uint64_t)(uint32_t)_mm256_movemask_epi8(second) << 32;
}

BODY uint64_t in_set(const window *w, const brief_byte_set *set) {
  const __m256i rows = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->rows));
  const __m256i zero = _mm256_setzero_si256();
  __m256i no[2];
  for (int i = 0; i < 2; i++)
    no[i] = _mm256_cmpeq_epi8(
        _mm256_and_si256(_mm256_shuffle_epi8(rows, w->low[i]), w->high[i]), zero);
  return ~join(no[0], no[1]);
}

BODY uint64_t equal(const window *w, uint8_t byte) {
  const __m256i all = _mm256_set1_epi8((char)byte);
  return join(_mm256_cmpeq_epi8(w->bytes[0], all), _mm256_cmpeq_epi8(w->bytes[1], all));
}

// The first bytes of dashes, double quotation marks and ellipses with ASCII behind them: they are
// attached to nothing and join nothing (– — “ ” „ …).
BODY uint64_t separators(const window *w, uint64_t beyond) {
  uint64_t lead = equal(w, 0xE2) & equal(w, 0x80) >> 1;
  if (lead == 0) return 0;
  uint64_t third = equal(w, 0x93) | equal(w, 0x94) | equal(w, 0x9C) | equal(w, 0x9D)
      | equal(w, 0x9E) | equal(w, 0xA6);
  return lead & third >> 2 & ~beyond >> 3;
}

// The words of a window that are to be taken, a bit where each begins and one behind each; and where
// to go on behind them.
typedef struct {
  uint64_t starts, ends;
  size_t next;
  // Whether what begins there is to be left to others.
  bool stops;
} words_found;

BODY size_t first_bit(uint64_t bits) { return (size_t)__builtin_ctzll(bits); }

BODY words_found find_words(const uint8_t *from, const brief_word_rules *rules) {
  const uint64_t inside = ~(uint64_t)0 << before, end = (uint64_t)1 << decided;
  window w = load_window(from);
  uint64_t beyond = join(w.bytes[0], w.bytes[1]);
  if (beyond != 0) {
    uint64_t s = separators(&w, beyond);
    beyond &= ~(s | s << 1 | s << 2);
  }
  uint64_t letters = in_set(&w, &rules->letters);
  uint64_t digits = in_set(&w, &rules->digits);
  uint64_t plain = letters | digits;
  // Marks are part of a word between two letters, or between two digits.
  uint64_t word = plain | (in_set(&w, &rules->between_letters) & letters << 1 & letters >> 1)
      | (in_set(&w, &rules->between_digits) & digits << 1 & digits >> 1);
  uint64_t starts = word & ~((word & inside) << 1) & inside;
  uint64_t ends = ~word & (word & inside) << 1;

  // What no plain word begins behind, and what none ends before.
  uint64_t odd = in_set(&w, &rules->joints) | beyond;
  uint64_t bad_before = in_set(&w, &rules->before) | beyond;
  uint64_t bad_after =
      in_set(&w, &rules->after) | odd | (in_set(&w, &rules->between) & (plain | odd) >> 1);
  uint64_t two = word & word >> 1, four = two & two >> 2, eight = four & four >> 4;
  uint64_t stops = (odd & inside) | (starts & bad_before << 1) | (starts & eight & eight >> 8);
  // Not behind the first letter, or nowhere.
  uint64_t small = letters & join(_mm256_slli_epi16(w.bytes[0], 2), _mm256_slli_epi16(w.bytes[1], 2));
  uint64_t capitals = letters & ~small & inside;
  if (!rules->allows_capitals) stops |= capitals;
  // A capital before or behind a small letter, past the first: looked at letter by letter below, so
  // that a word all in capitals is plain.
  uint64_t humps = rules->allows_humps ? 0 : capitals & ~starts;
  while (humps != 0) {
    size_t hump = first_bit(humps);
    uint64_t behind = ~(uint64_t)0 << hump;
    size_t start = 63 - (size_t)__builtin_clzll(starts & ~(behind << 1));
    uint64_t rest = ends & behind;
    uint64_t letters_of_it = (rest ? rest & -rest : 0) - ((uint64_t)1 << start);
    if ((small & letters_of_it) != 0) stops |= (uint64_t)1 << start;
    humps &= rest ? ~((rest & -rest) - 1) : 0;
  }
  stops |= ends & bad_after;

  words_found found = {starts, ends, decided, false};
  uint64_t stop = stops & (end - 1);
  if (stop != 0) {
    size_t place = first_bit(stop);
    // In or right behind a word, it is the word that is not plain.
    uint64_t before_it = starts & (((uint64_t)2 << place) - 1);
    uint64_t ends_before = ends & (((uint64_t)1 << place) - 1);
    if (before_it > ends_before) place = 63 - (size_t)__builtin_clzll(before_it);
    found.next = place;
    found.stops = true;
  } else if (starts != 0) {
    // The last word may go on behind the window's end.
    uint64_t begun = starts & (end - 1);
    uint64_t ended = ends & (end - 1);
    if (begun > ended) found.next = 63 - (size_t)__builtin_clzll(begun);
  }
  found.starts &= ((uint64_t)1 << found.next) - 1;
  return found;
}

// Sixteen bytes from `16 - length` on: so many times all bits, then none.
static const uint8_t first_bytes[32] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

BODY __m128i lowercased(const uint8_t *word, size_t length) {
  __m128i bytes = _mm_loadu_si128((const __m128i *)word);
  __m128i capitals = _mm_and_si128(
      _mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)), _mm_cmpgt_epi8(_mm_set1_epi8('Z' + 1), bytes));
  bytes = _mm_or_si128(bytes, _mm_and_si128(capitals, _mm_set1_epi8(0x20)));
  return _mm_and_si128(bytes, _mm_loadu_si128((const __m128i *)(first_bytes + 16 - length)));
}

BODY void put(
    const brief_token_room *room, size_t token, size_t *byte_count, __m128i term, size_t length,
    size_t start, size_t end) {
  _mm_storeu_si128((__m128i *)(room->bytes + *byte_count), term);
  *byte_count += length;
  int32_t *rows = room->rows + token;
  rows[brief_row_term_end * brief_room_tokens] = room->base + (int32_t)*byte_count;
  rows[brief_row_source_start * brief_room_tokens] = (int32_t)start;
  rows[brief_row_source_end * brief_room_tokens] = (int32_t)end;
}

// What can be said of all words from `first` on, when they are there.
BODY void complete(brief_token_room *room, size_t first, bool has_stems) {
  int32_t *positions = room->rows + brief_row_position * brief_room_tokens;
  int32_t *lengths = room->rows + brief_row_position_length * brief_room_tokens;
  size_t count = room->token_count - first;
  for (size_t i = 0; i < count; i++) {
    positions[first + i] = room->position + (int32_t)(i >> has_stems);
    lengths[first + i] = 1;
    room->forms[first + i] = has_stems ? (i & 1) * 2 : 0;
  }
  room->position += (int32_t)(count >> has_stems);
}

// A word of a window, and where its stem may be.
typedef struct {
  __m128i term;
  const brief_stem_slot *pair;
  uint32_t start, length;
} word_with_stem;

BODY uint64_t low_half(__m128i value) { return (uint64_t)_mm_cvtsi128_si64(value); }
BODY uint64_t high_half(__m128i value) { return (uint64_t)_mm_extract_epi64(value, 1); }

// The words of a window, the places of their stems on their way from memory.
BODY size_t look_up(
    const uint8_t *from, words_found found, const brief_stem_slot *stems, unsigned shift,
    uint8_t language, word_with_stem *words) {
  size_t count = 0;
  for (uint64_t starts = found.starts, ends = found.ends; starts != 0;
       starts &= starts - 1, ends &= ends - 1) {
    word_with_stem *word = words + count++;
    word->start = (uint32_t)first_bit(starts);
    word->length = (uint32_t)first_bit(ends) - word->start;
    word->term = lowercased(from + word->start, word->length);
    uint64_t high = high_half(word->term) | (uint64_t)language << 56;
    uint64_t mixed = (low_half(word->term) ^ high * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
    word->pair = stems + (mixed >> shift << 1);
    __builtin_prefetch(word->pair);
  }
  return count;
}

// Null if the word has no slot.
BODY const brief_stem_slot *find(const word_with_stem *word, uint8_t language) {
  uint64_t low = low_half(word->term), high = high_half(word->term) | (uint64_t)language << 56;
  const brief_stem_slot *pair = word->pair;
  // Which of the two it is cannot be foreseen; that it is one of them can.
  uint64_t first = (pair[0].key_low ^ low) | (pair[0].key_high ^ high);
  uint64_t second = (pair[1].key_low ^ low) | (pair[1].key_high ^ high);
  if (__builtin_expect(first != 0 && second != 0, 0)) return 0;
  return pair + (first != 0);
}

BODY brief_words_reason append(
    const uint8_t *text, size_t length, size_t *start, size_t *end, const brief_word_rules *rules,
    const brief_stem_slot *stems, unsigned shift, uint8_t language, brief_token_room *room) {
  // No window has more words, nor more bytes of them and their stems.
  enum { words = decided / 2, bytes = 16 * 2 * (words + 1) };
  const size_t first = room->token_count;
  size_t token = first, byte_count = room->byte_count, place = *start;
  brief_words_reason reason = brief_words_stop;
  uint8_t copy[readable];
  while (place < length) {
    if (token + words * (stems ? 2 : 1) > brief_room_tokens
        || byte_count + bytes > room->byte_capacity) {
      reason = brief_words_full;
      break;
    }
    // The window begins `before` bytes before the place; at the ends of the text, in a copy.
    const uint8_t *from;
    if (place >= before && place - before + readable <= length) {
      from = text + place - before;
    } else {
      size_t skipped = place < before ? before - place : 0;
      size_t first_byte = place + skipped - before;
      size_t count = length - first_byte;
      memset(copy, 0, sizeof copy);
      memcpy(
          copy + skipped, text + first_byte, count < readable - skipped ? count : readable - skipped);
      from = copy;
    }
    const size_t origin = place - before;
    words_found found = find_words(from, rules);
    if (stems) {
      // Stems are looked up in a table of megabytes: all of a window are asked for before any is
      // waited for.
      word_with_stem words_of_it[words];
      size_t count = look_up(from, found, stems, shift, language, words_of_it);
      for (size_t i = 0; i < count; i++) {
        const word_with_stem *word = words_of_it + i;
        const size_t word_start = origin + word->start, word_end = word_start + word->length;
        const brief_stem_slot *stem = find(word, language);
        if (__builtin_expect(stem == 0, 0)) {
          reason = brief_words_unknown_stem;
          *end = word_end;
          place = word_start;
          goto done;
        }
        put(room, token, &byte_count, word->term, word->length, word_start, word_end);
        put(
            room, token + 1, &byte_count, _mm_loadu_si128((const __m128i *)&stem->low),
            stem->end >> 56, word_start, word_end);
        token += 2;
      }
    } else {
      for (uint64_t starts = found.starts, ends = found.ends; starts != 0;
           starts &= starts - 1, ends &= ends - 1) {
        size_t s = first_bit(starts), e = first_bit(ends);
        put(room, token++, &byte_count, lowercased(from + s, e - s), e - s, origin + s, origin + e);
      }
    }
    place = origin + found.next;
    if (found.stops) break;
  }
done:
  room->token_count = token;
  room->byte_count = byte_count;
  complete(room, first, stems != 0);
  *start = place < length ? place : length;
  return reason;
}

WIDE brief_words_reason brief_append_words(
    const uint8_t *text, size_t length, size_t *start, size_t *end, const brief_word_rules *rules,
    const brief_stem_slot *stems, unsigned shift, uint8_t language, brief_token_room *caller) {
  // What is written through pointers to bytes might be the room itself or the rules, as far as C knows.
  brief_token_room room = *caller;
  const brief_word_rules own = *rules;
  brief_words_reason reason =
      stems ? append(text, length, start, end, &own, stems, shift, language, &room)
            : append(text, length, start, end, &own, 0, 0, 0, &room);
  *caller = room;
  return reason;
}

#else

bool brief_text_kernels_run(void) { return false; }

brief_words_reason brief_append_words(
    const uint8_t *text, size_t length, size_t *start, size_t *end, const brief_word_rules *rules,
    const brief_stem_slot *stems, unsigned shift, uint8_t language, brief_token_room *room) {
  return brief_words_stop;
}

#endif
