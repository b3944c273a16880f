// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// The forms that a block of a list has in a file: packed numbers, and bit sets.

#include "CKernels.h"

#include "Lanes.h"

bool brief_kernels_have_avx2(void) { return have_avx2(); }

// MARK: - Packed blocks

// Group k, values 8k to 8k + 7. With a constant width and an unrolled loop everything about the
// place is constant, and words are loaded once.
BODY lanes group(const uint8_t *packed, unsigned width, unsigned k) {
  unsigned bit = k * width, shift = bit % 32, word = bit / 32;
  lanes value = load(packed + 32 * word) >> shift;
  if (shift + width > 32) value |= load(packed + 32 * (word + 1)) << (32 - shift);
  return width == 32 ? value : value & all((1u << (width % 32)) - 1);
}

BODY void unpack(const uint8_t *packed, unsigned width, uint32_t addend, uint32_t *values) {
  const lanes added = all(addend);
#pragma clang loop unroll(full)
  for (unsigned k = 0; k < 32; k++) store(values + 8 * k, group(packed, width, k) + added);
}

// Sums within the group do not wait for the group before: only `carry`, one addition a group, does.
BODY void unpack_deltas(const uint8_t *packed, unsigned width, uint32_t base, uint32_t *documents) {
  lanes carry = base + (lanes){0, 1, 2, 3, 4, 5, 6, 7};
#pragma clang loop unroll(full)
  for (unsigned k = 0; k < 32; k++) {
    lanes sum = sums_within(group(packed, width, k));
    store(documents + 8 * k, sum + carry);
    carry += all_last(sum) + 8;
  }
}

#define WIDTHS(CASE) \
  CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) \
  CASE(12) CASE(13) CASE(14) CASE(15) CASE(16) CASE(17) CASE(18) CASE(19) CASE(20) CASE(21) \
  CASE(22) CASE(23) CASE(24) CASE(25) CASE(26) CASE(27) CASE(28) CASE(29) CASE(30) CASE(31) CASE(32)

#define UNPACK(w) case w: unpack(packed, w, addend, values); return;
#define UNPACK_DELTAS(w) case w: unpack_deltas(packed, w, base, documents); return;

static void unpack_narrow(
    const uint8_t *packed, unsigned width, uint32_t addend, uint32_t *values) {
  switch (width) { WIDTHS(UNPACK) }
}

WIDE static void unpack_wide(
    const uint8_t *packed, unsigned width, uint32_t addend, uint32_t *values) {
  switch (width) { WIDTHS(UNPACK) }
}

void brief_unpack_block(
    const uint8_t *packed, unsigned width, uint32_t addend, uint32_t *values, bool wide) {
  if (use_wide(wide)) unpack_wide(packed, width, addend, values);
  else unpack_narrow(packed, width, addend, values);
}

static void unpack_deltas_narrow(
    const uint8_t *packed, unsigned width, uint32_t base, uint32_t *documents) {
  switch (width) { WIDTHS(UNPACK_DELTAS) }
}

WIDE static void unpack_deltas_wide(
    const uint8_t *packed, unsigned width, uint32_t base, uint32_t *documents) {
  switch (width) { WIDTHS(UNPACK_DELTAS) }
}

void brief_unpack_deltas(
    const uint8_t *packed, unsigned width, uint32_t base, uint32_t *documents, bool wide) {
  if (use_wide(wide)) unpack_deltas_wide(packed, width, base, documents);
  else unpack_deltas_narrow(packed, width, base, documents);
}

void brief_pack_block(const uint32_t *values, unsigned width, uint8_t *packed) {
  memset(packed, 0, 32 * width);
  for (unsigned k = 0; k < 32; k++) {
    unsigned bit = k * width, shift = bit % 32, word = bit / 32;
    lanes value = load(values + 8 * k) & all(width == 32 ? ~0u : (1u << width) - 1);
    store(packed + 32 * word, load(packed + 32 * word) | value << shift);
    if (shift + width > 32) store(packed + 32 * (word + 1), value >> (32 - shift));
  }
}

static void unpack_tail_narrow(
    const uint8_t *copy, unsigned width, size_t count, uint32_t addend, uint32_t *values) {
  uint64_t mask = (1ull << width) - 1;
  size_t bit = 0;
#pragma clang loop vectorize(disable)  // without shifts by lane the compiler's vectors are slower
  for (size_t i = 0; i < count; i++, bit += width) {
    uint64_t word;
    memcpy(&word, copy + bit / 8, sizeof word);
    values[i] = (uint32_t)(word >> bit % 8 & mask) + addend;
  }
}

#if defined(__x86_64__)
// Eight at a time: four bytes hold a value of up to 25 bits wherever it begins.
WIDE static void unpack_tail_wide(
    const uint8_t *copy, unsigned width, size_t count, uint32_t addend, uint32_t *values) {
  const __m256i order = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  const __m256i mask = _mm256_set1_epi32((int)((1u << width) - 1));
  const __m256i step = _mm256_set1_epi32((int)(8 * width));
  const __m256i seven = _mm256_set1_epi32(7), added = _mm256_set1_epi32((int)addend);
  __m256i bits = _mm256_mullo_epi32(order, _mm256_set1_epi32((int)width));
  for (size_t i = 0; i < count; i += 8, bits = _mm256_add_epi32(bits, step)) {
    __m256i words = _mm256_i32gather_epi32((const int *)copy, _mm256_srli_epi32(bits, 3), 1);
    words = _mm256_srlv_epi32(words, _mm256_and_si256(bits, seven));
    words = _mm256_add_epi32(_mm256_and_si256(words, mask), added);
    _mm256_storeu_si256((__m256i *)(values + i), words);
  }
}
#endif

// From a copy with room behind it, so that whole words can be read wherever a value begins: up to seven
// values beyond the last, of 25 bits.
void brief_unpack_tail(
    const uint8_t *packed, unsigned width, size_t count, uint32_t addend, uint32_t *values,
    bool wide) {
  uint8_t copy[1024 + 32];
  size_t length = (count * width + 7) / 8;
  memcpy(copy, packed, length);
  memset(copy + length, 0, 32);
#if defined(__x86_64__)
  if (width <= 25 && use_wide(wide)) return unpack_tail_wide(copy, width, count, addend, values);
#else
  (void)wide;
#endif
  unpack_tail_narrow(copy, width, count, addend, values);
}

void brief_sum_gaps(uint32_t *documents, size_t count, uint32_t base) {
  uint32_t sum = 0;
  for (size_t i = 0; i < count; i++) {
    sum += documents[i];
    documents[i] = base + (uint32_t)i + sum;
  }
}

// MARK: - Bit sets

// Four at a time without asking whether there are four: what is written beyond the last bit is
// overwritten by the next word's, or stays in the buffer.
BODY size_t expand_bits(
    const uint8_t *bits, size_t word_count, uint32_t base, uint32_t *documents) {
  uint32_t buffer[256 + 4];
  size_t count = 0;
  for (size_t i = 0; i < word_count; i++, base += 64) {
    uint64_t word = load_word(bits, i);
    size_t end = count + (size_t)__builtin_popcountll(word);
    if (end > 256) return end;
    for (size_t at = count; at < end; at += 4) {
      for (size_t j = 0; j < 4; j++) {
        buffer[at + j] = base + (uint32_t)__builtin_ctzll(word | 1ull << 63);
        word &= word - 1;
      }
    }
    count = end;
  }
  memcpy(documents, buffer, count * sizeof *documents);
  return count;
}

static size_t expand_bits_narrow(
    const uint8_t *bits, size_t word_count, uint32_t base, uint32_t *documents) {
  return expand_bits(bits, word_count, base, documents);
}

WIDE static size_t expand_bits_wide(
    const uint8_t *bits, size_t word_count, uint32_t base, uint32_t *documents) {
  return expand_bits(bits, word_count, base, documents);
}

size_t brief_expand_bits(
    const uint8_t *bits, size_t word_count, uint32_t base, uint32_t *documents, bool wide) {
  return use_wide(wide) ? expand_bits_wide(bits, word_count, base, documents)
                        : expand_bits_narrow(bits, word_count, base, documents);
}

BODY size_t popcount(const void *words, size_t count) {
  size_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += (size_t)__builtin_popcountll(load_word(words, i));
  return sum;
}

static size_t popcount_narrow(const void *words, size_t count) { return popcount(words, count); }

WIDE static size_t popcount_wide(const void *words, size_t count) {
  return popcount(words, count);
}

size_t brief_popcount(const void *words, size_t count, bool wide) {
  return use_wide(wide) ? popcount_wide(words, count) : popcount_narrow(words, count);
}
