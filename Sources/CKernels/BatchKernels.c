// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// Documents of a batch: those that score enough, that are in a set, that a block has.

#include "CKernels.h"

#include "Lanes.h"

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
