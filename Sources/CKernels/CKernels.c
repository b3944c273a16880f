// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// Written with the compiler's own vectors, so that one text serves SSE2, NEON and AVX2. Floating point
// is never contracted into fused operations, so that all agree bit for bit with the plain Swift.

#include "CKernels.h"

#include <string.h>

#include "Vectors.h"

#pragma STDC FP_CONTRACT OFF

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The format is little-endian and is read in place."
#endif

// Vectors are handed over within this file alone, by functions that become one with their callers: how
// they would be handed to another's does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

// Eight numbers: one vector of AVX2, two of SSE2 or NEON.
typedef uint32_t lanes __attribute__((vector_size(32)));

bool brief_kernels_have_avx2(void) { return have_avx2(); }

BODY lanes load(const void *from) {
  lanes value;
  memcpy(&value, from, sizeof value);
  return value;
}

BODY void store(void *to, lanes value) { memcpy(to, &value, sizeof value); }

BODY lanes all(uint32_t value) { return (lanes){0} + value; }

// How many lanes of a comparison are true: those are −1.
typedef int32_t comparison __attribute__((vector_size(32)));
BODY unsigned count_true(comparison lanes) { return 0u - (unsigned)__builtin_reduce_add(lanes); }

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

// Lane i: the sum of lanes 0 to i.
BODY lanes sums_within(lanes value) {
  const lanes zero = {0};
  value += __builtin_shufflevector(value, zero, 8, 0, 1, 2, 8, 4, 5, 6);
  value += __builtin_shufflevector(value, zero, 8, 8, 0, 1, 8, 8, 4, 5);
  value += __builtin_shufflevector(value, zero, 8, 8, 8, 8, 3, 3, 3, 3);
  return value;
}

BODY lanes all_last(lanes value) {
  return __builtin_shufflevector(value, value, 7, 7, 7, 7, 7, 7, 7, 7);
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

BODY uint64_t load_word(const void *words, size_t i) {
  uint64_t word;
  memcpy(&word, (const uint8_t *)words + 8 * i, sizeof word);
  return word;
}

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

// MARK: - Searching

// Compares all rather than branch: the whole of a block costs less than one wrong guess.
BODY size_t count_below(const uint32_t *values, size_t count, uint32_t target) {
  uint32_t below = 0;
  for (size_t i = 0; i < count; i++) below += values[i] < target;
  return below;
}

static size_t count_below_narrow(const uint32_t *values, size_t count, uint32_t target) {
  return count_below(values, count, target);
}

WIDE static size_t count_below_wide(const uint32_t *values, size_t count, uint32_t target) {
  return count_below(values, count, target);
}

size_t brief_count_below(const uint32_t *values, size_t count, uint32_t target, bool wide) {
  return use_wide(wide) ? count_below_wide(values, count, target)
                        : count_below_narrow(values, count, target);
}

// MARK: - Scoring

BODY void score_bm25(
    const uint32_t *restrict frequencies, const uint8_t *restrict norms, size_t count,
    const float *restrict inverse_norms, float weight, float rounding, float *restrict scores) {
  for (size_t i = 0; i < count; i++) {
    float score = weight - weight / (1 + (float)frequencies[i] * inverse_norms[norms[i]]);
    scores[i] = (score + rounding) - rounding;
  }
}

static void score_bm25_narrow(
    const uint32_t *frequencies, const uint8_t *norms, size_t count, const float *inverse_norms,
    float weight, float rounding, float *scores) {
  score_bm25(frequencies, norms, count, inverse_norms, weight, rounding, scores);
}

WIDE static void score_bm25_wide(
    const uint32_t *frequencies, const uint8_t *norms, size_t count, const float *inverse_norms,
    float weight, float rounding, float *scores) {
  score_bm25(frequencies, norms, count, inverse_norms, weight, rounding, scores);
}

void brief_score_bm25(
    const uint32_t *frequencies, const uint8_t *norms, size_t count, const float *inverse_norms,
    float weight, float rounding, float *scores, bool wide) {
  if (use_wide(wide))
    score_bm25_wide(frequencies, norms, count, inverse_norms, weight, rounding, scores);
  else
    score_bm25_narrow(frequencies, norms, count, inverse_norms, weight, rounding, scores);
}

bool brief_best_impact(
    const uint8_t *bytes, size_t length, const float *inverse_norms, float *best) {
  float most = 0;
  size_t i = 0;
  while (i < length) {
    uint32_t frequency = 0;
    for (unsigned shift = 0;; shift += 7) {
      if (i == length || shift > 28) return false;
      uint8_t byte = bytes[i++];
      frequency |= (uint32_t)(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (i == length) return false;
    float value = (float)frequency * inverse_norms[bytes[i++]];
    most = value > most ? value : most;
  }
  *best = most;
  return true;
}

bool brief_accumulate(
    const uint32_t *documents, const float *scores, size_t count, uint32_t base, float *window,
    uint64_t *marks, size_t window_length) {
  for (size_t i = 0; i < count; i++) {
    uint32_t slot = documents[i] - base;
    if (slot >= window_length) return false;
    window[slot] += scores[i];
    marks[slot / 64] |= 1ull << slot % 64;
  }
  return true;
}

bool brief_gather_norms(
    const uint32_t *documents, size_t count, const uint8_t *all, size_t length, uint8_t *norms) {
  for (size_t i = 0; i < count; i++) {
    if (documents[i] >= length) return false;
    norms[i] = all[documents[i]];
  }
  return true;
}

// MARK: - Batches

// Whether any of eight scores reaches the floor: in the steady state of a search hardly one does.
BODY bool any_reaches(const float *scores, float floor) {
  uint32_t any = 0;
  for (size_t i = 0; i < 8; i++) any |= scores[i] >= floor;
  return any;
}

BODY size_t select_each(
    const uint32_t *documents, const float *scores, size_t count, float floor, uint32_t *kept,
    float *kept_scores) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t document = documents[i];
    float score = scores[i];
    kept[n] = document;
    kept_scores[n] = score;
    n += score >= floor;
  }
  return n;
}

static size_t select_reaching_narrow(
    const uint32_t *documents, const float *scores, size_t count, float floor, uint32_t *kept,
    float *kept_scores) {
  size_t n = 0, i = 0;
  for (; i + 8 <= count; i += 8) {
    if (any_reaches(scores + i, floor))
      n += select_each(documents + i, scores + i, 8, floor, kept + n, kept_scores + n);
  }
  return n + select_each(documents + i, scores + i, count - i, floor, kept + n, kept_scores + n);
}

#if defined(__x86_64__)
// Moves those of eight documents and scores that a mask says to the front. The numbers of the bits,
// gathered into one word, are the order of a permutation; what it writes behind those that are kept is
// not after what was read.
WIDE static inline __attribute__((always_inline)) size_t keep_eight(
    const uint32_t *documents, const float *scores, unsigned mask, uint32_t *kept,
    float *kept_scores) {
  uint64_t bytes = _pdep_u64(mask, 0x0101010101010101) * 0xff;
  uint64_t numbers = _pext_u64(0x0706050403020100, bytes);
  __m256i order = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)numbers));
  __m256i document = _mm256_loadu_si256((const __m256i *)documents);
  __m256 score = _mm256_loadu_ps(scores);
  _mm256_storeu_si256((__m256i *)kept, _mm256_permutevar8x32_epi32(document, order));
  _mm256_storeu_ps(kept_scores, _mm256_permutevar8x32_ps(score, order));
  return (size_t)__builtin_popcount(mask);
}

WIDE static size_t select_reaching_wide(
    const uint32_t *documents, const float *scores, size_t count, float floor, uint32_t *kept,
    float *kept_scores) {
  size_t n = 0, i = 0;
  for (; i + 8 <= count; i += 8) {
    __m256 score = _mm256_loadu_ps(scores + i);
    unsigned reaching = (unsigned)_mm256_movemask_ps(
        _mm256_cmp_ps(score, _mm256_set1_ps(floor), _CMP_GE_OQ));
    if (reaching != 0)
      n += keep_eight(documents + i, scores + i, reaching, kept + n, kept_scores + n);
  }
  return n + select_each(documents + i, scores + i, count - i, floor, kept + n, kept_scores + n);
}
#else
#define select_reaching_wide select_reaching_narrow
#endif

size_t brief_select_reaching(
    const uint32_t *documents, const float *scores, size_t count, float floor, uint32_t *kept,
    float *kept_scores, bool wide) {
  return use_wide(wide)
             ? select_reaching_wide(documents, scores, count, floor, kept, kept_scores)
             : select_reaching_narrow(documents, scores, count, floor, kept, kept_scores);
}

static size_t select_members_narrow(
    const uint32_t *documents, const float *scores, size_t count, const uint64_t *words,
    size_t word_count, uint32_t *kept, float *kept_scores) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t document = documents[i];
    float score = scores[i];
    kept[n] = document;
    kept_scores[n] = score;
    // Nobody can foresee which documents are members; that all are within is the rule.
    n += document / 64 < word_count ? words[document / 64] >> (document % 64) & 1 : 0;
  }
  return n;
}

#if defined(__x86_64__)
// The bit of each of eight documents is moved to where a mask is taken from. As words of 32 bits the set
// is the same, and a document beyond it fetches nothing.
WIDE static size_t select_members_wide(
    const uint32_t *documents, const float *scores, size_t count, const uint64_t *words,
    size_t word_count, uint32_t *kept, float *kept_scores) {
  size_t n = 0, i = 0;
  __m256i end = _mm256_set1_epi32((int)(uint32_t)(word_count * 2));
  for (; i + 8 <= count; i += 8) {
    __m256i document = _mm256_loadu_si256((const __m256i *)(documents + i));
    __m256i word = _mm256_srli_epi32(document, 5);
    __m256i within = _mm256_cmpgt_epi32(end, word);
    __m256i bits = _mm256_mask_i32gather_epi32(
        _mm256_setzero_si256(), (const int *)words, word, within, 4);
    __m256i place = _mm256_andnot_si256(document, _mm256_set1_epi32(31));
    unsigned members = (unsigned)_mm256_movemask_ps(
        _mm256_castsi256_ps(_mm256_sllv_epi32(bits, place)));
    n += keep_eight(documents + i, scores + i, members, kept + n, kept_scores + n);
  }
  return n + select_members_narrow(
                 documents + i, scores + i, count - i, words, word_count, kept + n,
                 kept_scores + n);
}
#else
#define select_members_wide select_members_narrow
#endif

size_t brief_select_members(
    const uint32_t *documents, const float *scores, size_t count, const uint64_t *words,
    size_t word_count, uint32_t *kept, float *kept_scores, bool wide) {
  return use_wide(wide) ? select_members_wide(
                              documents, scores, count, words, word_count, kept, kept_scores)
                        : select_members_narrow(
                              documents, scores, count, words, word_count, kept, kept_scores);
}

// Eight documents are passed over with one comparison; among the eight, all are counted. `j` stays
// at the first of them, so that no candidate waits for the place of the one before: that takes half
// the time.
BODY size_t match(
    const uint32_t *candidates, size_t candidate_count, const uint32_t *documents, size_t count,
    uint32_t *matched, uint32_t *places) {
  size_t n = 0, i = 0, j = 0;
  for (; i < candidate_count; i++) {
    uint32_t candidate = candidates[i];
    while (j + 8 <= count && documents[j + 7] < candidate) j += 8;
    if (j + 8 > count) break;
    size_t place = j + count_true(load(documents + j) < all(candidate));
    matched[n] = (uint32_t)i;
    places[n] = (uint32_t)place;
    n += documents[place] == candidate;
  }
  for (; i < candidate_count; i++) {
    uint32_t candidate = candidates[i];
    while (j < count && documents[j] < candidate) j++;
    if (j == count) break;
    matched[n] = (uint32_t)i;
    places[n] = (uint32_t)j;
    n += documents[j] == candidate;
  }
  return n;
}

static size_t match_narrow(
    const uint32_t *candidates, size_t candidate_count, const uint32_t *documents, size_t count,
    uint32_t *matched, uint32_t *places) {
  return match(candidates, candidate_count, documents, count, matched, places);
}

WIDE static size_t match_wide(
    const uint32_t *candidates, size_t candidate_count, const uint32_t *documents, size_t count,
    uint32_t *matched, uint32_t *places) {
  return match(candidates, candidate_count, documents, count, matched, places);
}

size_t brief_match(
    const uint32_t *candidates, size_t candidate_count, const uint32_t *documents, size_t count,
    uint32_t *matched, uint32_t *places, bool wide) {
  return use_wide(wide)
             ? match_wide(candidates, candidate_count, documents, count, matched, places)
             : match_narrow(candidates, candidate_count, documents, count, matched, places);
}

// All words are counted beforehand: asking whether to count another one is a branch that is often
// guessed wrong.
BODY size_t match_bits(
    const uint32_t *candidates, size_t candidate_count, const uint8_t *words, size_t word_count,
    uint32_t base, uint32_t *matched, uint32_t *places) {
  uint32_t before[64], sum = 0;
  for (size_t at = 0; at < word_count; at++) {
    before[at] = sum;
    sum += (uint32_t)__builtin_popcountll(load_word(words, at));
  }
  size_t n = 0, i = 0;
  while (i < candidate_count && candidates[i] < base) i++;
  for (; i < candidate_count; i++) {
    size_t slot = candidates[i] - base, at = slot / 64;
    if (at >= word_count) break;
    uint64_t word = load_word(words, at), bit = 1ull << slot % 64;
    matched[n] = (uint32_t)i;
    places[n] = before[at] + (uint32_t)__builtin_popcountll(word & (bit - 1));
    n += (word & bit) != 0;
  }
  return n;
}

static size_t match_bits_narrow(
    const uint32_t *candidates, size_t candidate_count, const uint8_t *words, size_t word_count,
    uint32_t base, uint32_t *matched, uint32_t *places) {
  return match_bits(candidates, candidate_count, words, word_count, base, matched, places);
}

WIDE static size_t match_bits_wide(
    const uint32_t *candidates, size_t candidate_count, const uint8_t *words, size_t word_count,
    uint32_t base, uint32_t *matched, uint32_t *places) {
  return match_bits(candidates, candidate_count, words, word_count, base, matched, places);
}

size_t brief_match_bits(
    const uint32_t *candidates, size_t candidate_count, const uint8_t *words, size_t word_count,
    uint32_t base, uint32_t *matched, uint32_t *places, bool wide) {
  return use_wide(wide)
             ? match_bits_wide(candidates, candidate_count, words, word_count, base, matched, places)
             : match_bits_narrow(
                   candidates, candidate_count, words, word_count, base, matched, places);
}

bool brief_add_matches(
    const uint32_t *candidates, const uint32_t *matched, const uint32_t *places, size_t count,
    const uint32_t *frequencies, const uint8_t *norms, size_t norm_count,
    const float *inverse_norms, float weight, float rounding, float *scores) {
  for (size_t i = 0; i < count; i++) {
    uint32_t document = candidates[matched[i]];
    if (document >= norm_count) return false;
    float score =
        weight - weight / (1 + (float)frequencies[places[i]] * inverse_norms[norms[document]]);
    scores[matched[i]] += (score + rounding) - rounding;
  }
  return true;
}

// MARK: - Windows

BODY size_t collect(
    float *window, uint64_t *marks, size_t word_count, uint32_t base, float floor,
    uint32_t *documents, float *scores) {
  size_t n = 0;
  for (size_t i = 0; i < word_count; i++) {
    uint64_t word = marks[i];
    marks[i] = 0;
    while (word) {
      size_t slot = 64 * i + (size_t)__builtin_ctzll(word);
      word &= word - 1;
      float score = window[slot];
      window[slot] = 0;
      documents[n] = base + (uint32_t)slot;
      scores[n] = score;
      n += score >= floor;
    }
  }
  return n;
}

static size_t collect_narrow(
    float *window, uint64_t *marks, size_t word_count, uint32_t base, float floor,
    uint32_t *documents, float *scores) {
  return collect(window, marks, word_count, base, floor, documents, scores);
}

WIDE static size_t collect_wide(
    float *window, uint64_t *marks, size_t word_count, uint32_t base, float floor,
    uint32_t *documents, float *scores) {
  return collect(window, marks, word_count, base, floor, documents, scores);
}

size_t brief_collect(
    float *window, uint64_t *marks, size_t word_count, uint32_t base, float floor,
    uint32_t *documents, float *scores, bool wide) {
  return use_wide(wide) ? collect_wide(window, marks, word_count, base, floor, documents, scores)
                        : collect_narrow(window, marks, word_count, base, floor, documents, scores);
}

bool brief_mark(
    const uint32_t *documents, size_t count, uint32_t base, uint64_t *marks, size_t length) {
  for (size_t i = 0; i < count; i++) {
    uint32_t slot = documents[i] - base;
    if (slot >= length) return false;
    marks[slot / 64] |= 1ull << slot % 64;
  }
  return true;
}

bool brief_mark_words(
    const uint64_t *words, size_t count, size_t start, uint64_t *marks, size_t word_count) {
  size_t at = start / 64, shift = start % 64;
  for (size_t i = 0; i < count; i++) {
    if (words[i] == 0) continue;
    if (at + i >= word_count) return false;
    marks[at + i] |= words[i] << shift;
    uint64_t rest = shift ? words[i] >> (64 - shift) : 0;
    if (rest == 0) continue;
    if (at + i + 1 >= word_count) return false;
    marks[at + i + 1] |= rest;
  }
  return true;
}

// MARK: - Phrases

BODY uint32_t prefix_sums(const uint32_t *values, size_t count, uint32_t *sums) {
  lanes carry = {0}, bits = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    lanes value = load(values + i), sum = sums_within(value);
    bits |= value;
    store(sums + i, sum + carry);
    carry += all_last(sum);
  }
  uint32_t last = carry[0], any = __builtin_reduce_or(bits);
  for (; i < count; i++) {
    any |= values[i];
    last += values[i];
    sums[i] = last;
  }
  return any;
}

static uint32_t prefix_sums_narrow(const uint32_t *values, size_t count, uint32_t *sums) {
  return prefix_sums(values, count, sums);
}

WIDE static uint32_t prefix_sums_wide(const uint32_t *values, size_t count, uint32_t *sums) {
  return prefix_sums(values, count, sums);
}

uint32_t brief_prefix_sums(const uint32_t *values, size_t count, uint32_t *sums, bool wide) {
  return use_wide(wide) ? prefix_sums_wide(values, count, sums)
                        : prefix_sums_narrow(values, count, sums);
}
