// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// A block that is decoded: where a document stands in it, how its documents score, the windows that scores are added
// up in, and the sums that positions are found by.

#include "CKernels.h"

#include "Lanes.h"

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
