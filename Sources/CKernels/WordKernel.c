// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// A window of 64 bytes becomes masks of 64 bits, one a class; where words begin and end, what is
// part of them and which are not plain are then a few operations for all words of the window at
// once. What is left for each word is to find its ends in the masks, to lower its case in one vector
// and to write it down.
//
// The first three bytes of a window are those before the place that is worked on, and its last four
// are only looked at, since a word is decided by what is around it.

#include "WordKernel.h"

#include <string.h>

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define BODY static inline __attribute__((always_inline)) WIDE

enum { window_size = 64, before = 3, decided = 60, readable = 80 };

bool brief_text_kernels_run(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
}

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

// What all words of a window are decided by: a bit for each byte.
typedef struct {
  // Letters, digits and what is part of a word between them.
  uint64_t word;
  uint64_t capitals, small;
  // Neither words nor nothing at all: what stands here is not plain.
  uint64_t odd;
  // A word is not plain that begins behind, or ends before, such a byte.
  uint64_t bad_before, bad_after;
} masks;

BODY masks classify(const uint8_t *from, const brief_word_rules *rules) {
  window w = load_window(from);
  masks m;
  uint64_t beyond = join(w.bytes[0], w.bytes[1]);
  if (beyond != 0) {
    uint64_t s = separators(&w, beyond);
    beyond &= ~(s | s << 1 | s << 2);
  }
  uint64_t letters = in_set(&w, &rules->letters);
  uint64_t digits = in_set(&w, &rules->digits);
  // The fifth bit of a letter tells its case.
  m.small = letters & join(_mm256_slli_epi16(w.bytes[0], 2), _mm256_slli_epi16(w.bytes[1], 2));
  m.capitals = letters & ~m.small;
  uint64_t word = letters | digits;
  m.word = word | (in_set(&w, &rules->between_letters) & letters << 1 & letters >> 1)
      | (in_set(&w, &rules->between_digits) & digits << 1 & digits >> 1);
  m.odd = in_set(&w, &rules->joints) | beyond;
  m.bad_before = in_set(&w, &rules->before) | beyond;
  m.bad_after =
      in_set(&w, &rules->after) | m.odd | (in_set(&w, &rules->between) & (word | m.odd) >> 1);
  return m;
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
    brief_token_room *room, __m128i term, size_t length, uint8_t form, size_t start, size_t end) {
  _mm_storeu_si128((__m128i *)(room->bytes + room->byte_count), term);
  room->byte_count += length;
  size_t token = room->token_count++;
  room->term_ends[token] = room->base + (int32_t)room->byte_count;
  room->source_starts[token] = (int32_t)start;
  room->source_ends[token] = (int32_t)end;
  room->positions[token] = room->position;
  room->position_lengths[token] = 1;
  room->forms[token] = form;
}

// Null if the word has no slot.
BODY const brief_stem_slot *find(
    const brief_stem_slot *stems, unsigned shift, uint64_t low, uint64_t high) {
  uint64_t mixed = (low ^ high * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
  const brief_stem_slot *pair = stems + (mixed >> shift << 1);
  // Which of the two it is cannot be foreseen; that it is one of them can.
  uint64_t first = (pair[0].key_low ^ low) | (pair[0].key_high ^ high);
  uint64_t second = (pair[1].key_low ^ low) | (pair[1].key_high ^ high);
  if (__builtin_expect(first != 0 && second != 0, 0)) return 0;
  return pair + (first != 0);
}

WIDE brief_words_reason brief_append_words(
    const uint8_t *text, size_t length, size_t *start, size_t *end, const brief_word_rules *rules,
    const brief_stem_slot *stems, unsigned shift, uint8_t language, brief_token_room *caller) {
  // What is written through pointers to bytes might be the room itself, as far as C knows.
  brief_token_room room = *caller;
  const size_t tokens_a_word = stems ? 2 : 1;
  const uint64_t from = ~(uint64_t)0 << before;
  brief_words_reason reason = brief_words_stop;
  size_t place = *start;
  uint8_t copy[readable];
  while (place < length) {
    // The window begins here, `before` bytes before the place; at the ends of the text, in a copy.
    const uint8_t *bytes = text + place - before;
    if (place < before || place - before + readable > length) {
      size_t skipped = place < before ? before - place : 0;
      size_t first = place + skipped - before;
      size_t count = length - first < readable - skipped ? length - first : readable - skipped;
      memset(copy, 0, sizeof copy);
      memcpy(copy + skipped, text + first, count);
      bytes = copy;
    }
    masks m = classify(bytes, rules);
    uint64_t starts = m.word & ~((m.word & from) << 1) & from;
    uint64_t ends = ~m.word & (m.word & from) << 1;
    size_t odd = m.odd & from ? (size_t)__builtin_ctzll(m.odd & from) : window_size;
    size_t next = odd < decided ? odd : decided;
    while (starts != 0) {
      size_t s = (size_t)__builtin_ctzll(starts);
      if (s >= next) break;
      size_t e = ends ? (size_t)__builtin_ctzll(ends) : window_size;
      if (e >= decided) {
        if (decided - s > brief_plain_word_limit) goto stop_at_word;
        next = s;
        odd = window_size;
        break;
      }
      size_t count = e - s;
      if (count > brief_plain_word_limit || (m.bad_after >> e & 1) != 0
          || (m.bad_before >> (s - 1) & 1) != 0)
        goto stop_at_word;
      uint64_t inside = (((uint64_t)1 << count) - 1) << s;
      if ((m.capitals & inside) != 0) {
        if (!rules->allows_capitals) goto stop_at_word;
        if (!rules->allows_humps && (m.capitals & inside & ~((uint64_t)1 << s)) != 0
            && (m.small & inside) != 0)
          goto stop_at_word;
      }
      size_t word_start = place - before + s, word_end = word_start + count;
      if (room.token_count + tokens_a_word > room.token_capacity
          || room.byte_count + 16 * tokens_a_word > room.byte_capacity) {
        reason = brief_words_full;
        goto stop_at_word;
      }
      __m128i term = lowercased(bytes + s, count);
      if (stems) {
        const brief_stem_slot *stem = find(
            stems, shift, (uint64_t)_mm_cvtsi128_si64(term),
            (uint64_t)_mm_extract_epi64(term, 1) | (uint64_t)language << 56);
        if (stem == 0) {
          reason = brief_words_unknown_stem;
          *end = word_end;
          goto stop_at_word;
        }
        put(&room, term, count, 0, word_start, word_end);
        put(
            &room, _mm_set_epi64x((long long)stem->end, (long long)stem->low), stem->end >> 56, 2,
            word_start, word_end);
      } else {
        put(&room, term, count, 0, word_start, word_end);
      }
      room.position++;
      starts &= starts - 1;
      ends &= ends - 1;
      continue;
    stop_at_word:
      place = place - before + s;
      goto done;
    }
    place = place - before + next;
    if (odd < decided) break;
  }
done:
  *start = place < length ? place : length;
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
