// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#include "ColumnKernels.h"

#include "Vectors.h"

#pragma STDC FP_CONTRACT OFF

// MARK: - Of a window

BODY uint8_t add_saturated(uint8_t a, uint8_t b) {
  unsigned sum = (unsigned)a + b;
  return sum > 255 ? 255 : (uint8_t)sum;
}

static void add_levels_narrow(
    const uint8_t *levels, size_t chunk_count, const uint8_t *table, uint8_t *bounds) {
  for (size_t i = 0; i < chunk_count; i++, levels += 32, bounds += 64) {
    for (size_t j = 0; j < 32; j++) {
      bounds[j] = add_saturated(bounds[j], table[levels[j] & 15]);
      bounds[j + 32] = add_saturated(bounds[j + 32], table[levels[j] >> 4]);
    }
  }
}

#if defined(__x86_64__)
// Sixteen values are what one shuffle can look up: eleven instructions for 64 documents.
WIDE static void add_levels_wide(
    const uint8_t *levels, size_t chunk_count, const uint8_t *table, uint8_t *bounds) {
  const __m256i worth = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
  const __m256i mask = _mm256_set1_epi8(15);
  for (size_t i = 0; i < chunk_count; i++) {
    __m256i pair = _mm256_loadu_si256((const __m256i *)(levels + 32 * i));
    __m256i low = _mm256_and_si256(pair, mask);
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(pair, 4), mask);
    __m256i *at = (__m256i *)(bounds + 64 * i);
    _mm256_storeu_si256(
        at, _mm256_adds_epu8(_mm256_loadu_si256(at), _mm256_shuffle_epi8(worth, low)));
    _mm256_storeu_si256(
        at + 1, _mm256_adds_epu8(_mm256_loadu_si256(at + 1), _mm256_shuffle_epi8(worth, high)));
  }
}
#else
#define add_levels_wide add_levels_narrow
#endif

void brief_add_levels(
    const uint8_t *levels, size_t chunk_count, const uint8_t *table, uint8_t *bounds, bool wide) {
  if (use_wide(wide)) add_levels_wide(levels, chunk_count, table, bounds);
  else add_levels_narrow(levels, chunk_count, table, bounds);
}

static void mark_members_narrow(const uint8_t *levels, size_t chunk_count, uint64_t *marks) {
  for (size_t i = 0; i < chunk_count; i++, levels += 32) {
    uint64_t word = 0;
    for (size_t j = 0; j < 32; j++) {
      word |= (uint64_t)((levels[j] & 15) != 0) << j;
      word |= (uint64_t)(levels[j] > 15) << (j + 32);
    }
    marks[i] |= word;
  }
}

#if defined(__x86_64__)
WIDE static void mark_members_wide(const uint8_t *levels, size_t chunk_count, uint64_t *marks) {
  const __m256i mask = _mm256_set1_epi8(15), zero = _mm256_setzero_si256();
  for (size_t i = 0; i < chunk_count; i++) {
    __m256i pair = _mm256_loadu_si256((const __m256i *)(levels + 32 * i));
    __m256i low = _mm256_cmpeq_epi8(_mm256_and_si256(pair, mask), zero);
    __m256i high = _mm256_cmpeq_epi8(_mm256_andnot_si256(mask, pair), zero);
    uint64_t missing = (uint32_t)_mm256_movemask_epi8(low);
    missing |= (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
    marks[i] |= ~missing;
  }
}
#else
#define mark_members_wide mark_members_narrow
#endif

void brief_mark_members(const uint8_t *levels, size_t chunk_count, uint64_t *marks, bool wide) {
  if (use_wide(wide)) mark_members_wide(levels, chunk_count, marks);
  else mark_members_narrow(levels, chunk_count, marks);
}

static size_t collect_bounded_narrow(
    const float *window, const uint8_t *bounds, size_t length, uint32_t base, float unit, float floor,
    uint32_t *documents, float *scores) {
  size_t n = 0;
  for (size_t i = 0; i < length; i++) {
    documents[n] = base + (uint32_t)i;
    scores[n] = window[i];
    n += window[i] + (float)bounds[i] * unit >= floor;
  }
  return n;
}

#if defined(__x86_64__)
// Thirty-two at once; hardly any reaches the floor.
WIDE static size_t collect_bounded_wide(
    const float *window, const uint8_t *bounds, size_t length, uint32_t base, float unit, float floor,
    uint32_t *documents, float *scores) {
  const __m256 units = _mm256_set1_ps(unit), floors = _mm256_set1_ps(floor);
  size_t n = 0, i = 0;
  for (; i + 32 <= length; i += 32) {
    unsigned reaching = 0;
    for (unsigned j = 0; j < 32; j += 8) {
      __m128i bytes = _mm_loadl_epi64((const __m128i *)(bounds + i + j));
      __m256 bound = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(bytes)), units);
      __m256 most = _mm256_add_ps(_mm256_loadu_ps(window + i + j), bound);
      reaching |= (unsigned)_mm256_movemask_ps(_mm256_cmp_ps(most, floors, _CMP_GE_OQ)) << j;
    }
    for (; reaching; reaching &= reaching - 1) {
      size_t slot = i + (size_t)__builtin_ctz(reaching);
      documents[n] = base + (uint32_t)slot;
      scores[n++] = window[slot];
    }
  }
  return n + collect_bounded_narrow(
                 window + i, bounds + i, length - i, base + (uint32_t)i, unit, floor,
                 documents + n, scores + n);
}
#else
#define collect_bounded_wide collect_bounded_narrow
#endif

size_t brief_collect_bounded(
    const float *window, const uint8_t *bounds, size_t length, uint32_t base, float unit, float floor,
    uint32_t *documents, float *scores, bool wide) {
  return use_wide(wide) ? collect_bounded_wide(
                              window, bounds, length, base, unit, floor, documents, scores)
                        : collect_bounded_narrow(
                              window, bounds, length, base, unit, floor, documents, scores);
}

// MARK: - Of a batch

BODY unsigned nibble(const uint8_t *pairs, uint32_t document) {
  return pairs[document / 64 * 32 + document % 32] >> (document / 32 % 2 * 4) & 15;
}

ptrdiff_t brief_keep_members(
    const uint8_t *levels, size_t length, uint32_t *documents, float *scores, size_t count) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t document = documents[i];
    float score = scores[i];
    if (document >= length) return -1;
    documents[n] = document;
    scores[n] = score;
    n += nibble(levels, document) != 0;
  }
  return (ptrdiff_t)n;
}

bool brief_add_steps(
    const uint8_t *levels, size_t length, const uint32_t *documents, size_t count,
    const float *steps, float *rests) {
  for (size_t i = 0; i < count; i++) {
    if (documents[i] >= length) return false;
    rests[i] += steps[nibble(levels, documents[i])];
  }
  return true;
}

ptrdiff_t brief_score_column(
    const uint8_t *levels, const uint8_t *frequencies, const uint8_t *norms, size_t length,
    const uint32_t *documents, size_t count, const float *steps, const float *inverse_norms,
    float weight, float rounding, float *rests, float *scores, uint32_t *unknown) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t document = documents[i];
    if (document >= length) return -1;
    unsigned frequency = nibble(frequencies, document);
    bool is_known = frequency < 15, is_member = frequency > 0;
    rests[i] -= steps[nibble(levels, document)];
    float score = weight - weight / (1 + (float)frequency * inverse_norms[norms[document]]);
    // Not by the formula where the word is not: norms may count infinitely little.
    scores[i] += is_known && is_member ? (score + rounding) - rounding : 0;
    unknown[n] = (uint32_t)i;
    n += !is_known;
  }
  return (ptrdiff_t)n;
}

size_t brief_select_resting(
    uint32_t *documents, float *scores, float *rests, size_t count, float floor) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t document = documents[i];
    float score = scores[i], rest = rests[i];
    documents[n] = document;
    scores[n] = score;
    rests[n] = rest;
    n += score + rest >= floor;
  }
  return n;
}
