// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// The inner loops of the engine (those of the analysis are in WordKernel.h): they decode, search and
// score whole blocks. Those with an argument `wide` are compiled twice, for any processor of its kind
// (with vectors of 128 bits: SSE2, NEON) and for AVX2, and choose when they are called. No logic, no
// allocation, no state: lengths and bounds are the caller's, BlockKernels.swift. Tests compare each
// with a plain loop in Swift, bit for bit.

#ifndef BRIEF_CKERNELS_H
#define BRIEF_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ColumnKernels.h"
#include "MappingWatch.h"
#include "WordKernel.h"

// Whether this processor runs the AVX2 versions.
bool brief_kernels_have_avx2(void);

// Asks the processor for the bytes at an address, which need not be there, and does not wait.
static inline void brief_prefetch(const void *address) { __builtin_prefetch(address); }

// In all that follows, `wide` allows the AVX2 version where the processor has it.

// 256 values packed at `width` bits, 1...32, in eight interleaved lanes (32 · width bytes), each raised by
// `addend`, modulo 2³².
void brief_unpack_block(
    const uint8_t *packed, unsigned width, uint32_t addend, uint32_t *values, bool wide);

// The same for gaps − 1: documents[i] = base + i + gaps[0] + … + gaps[i], modulo 2³².
void brief_unpack_deltas(
    const uint8_t *packed, unsigned width, uint32_t base, uint32_t *documents, bool wide);

void brief_pack_block(const uint32_t *values, unsigned width, uint8_t *packed);

// The same for `count` values, at most 256, packed one after the other (⌈count · width / 8⌉ bytes). Up to
// seven more are written, which mean nothing.
void brief_unpack_tail(
    const uint8_t *packed, unsigned width, size_t count, uint32_t addend, uint32_t *values,
    bool wide);

// Turns gaps − 1 into documents, as above.
void brief_sum_gaps(uint32_t *documents, size_t count, uint32_t base);

// `base` + i for each bit i that is set, ascending, and how many. Above 256 it counts no further
// and what was written does not matter: `documents` has room for 256.
size_t brief_expand_bits(
    const uint8_t *bits, size_t word_count, uint32_t base, uint32_t *documents, bool wide);

// scores[i] = (s + rounding) − rounding, s = weight − weight / (1 + frequencies[i] ·
// inverse_norms[norms[i]])
void brief_score_bm25(
    const uint32_t *frequencies, const uint8_t *norms, size_t count, const float *inverse_norms,
    float weight, float rounding, float *scores, bool wide);

// The greatest frequency · inverse_norms[norm] among impacts: (varint frequency, norm), `length`
// bytes. False if the bytes are something else.
bool brief_best_impact(
    const uint8_t *bytes, size_t length, const float *inverse_norms, float *best);

// window[documents[i] − base] += scores[i], and the bit of that slot is set. False, and some of it
// not done, if a document lies outside the window.
bool brief_accumulate(
    const uint32_t *documents, const float *scores, size_t count, uint32_t base, float *window,
    uint64_t *marks, size_t window_length);

// norms[i] = all[documents[i]]. False, and some of it not done, if a document lies beyond `length`.
bool brief_gather_norms(
    const uint32_t *documents, size_t count, const uint8_t *all, size_t length, uint8_t *norms);

// The bits set in `count` words of 8 bytes, aligned or not.
size_t brief_popcount(const void *words, size_t count, bool wide);

// How many of the values are below `target`.
size_t brief_count_below(const uint32_t *values, size_t count, uint32_t target, bool wide);

// Keeps the documents whose score is at least `floor`, in order, and returns how many. `kept` and
// `kept_scores` have room for `count` and may be `documents` and `scores` themselves.
size_t brief_select_reaching(
    const uint32_t *documents, const float *scores, size_t count, float floor, uint32_t *kept,
    float *kept_scores, bool wide);

// Keeps the documents whose bit is set, bit d % 64 of word d / 64 of at most 2²⁶ words, in the same way.
// Those beyond the words are not kept.
size_t brief_select_members(
    const uint32_t *documents, const float *scores, size_t count, const uint64_t *words,
    size_t word_count, uint32_t *kept, float *kept_scores, bool wide);

// Which candidates are among the documents, both ascending: for each its index there and here, and
// how many. Room for `candidate_count` of each.
size_t brief_match(
    const uint32_t *candidates, size_t candidate_count, const uint32_t *documents, size_t count,
    uint32_t *matched, uint32_t *places, bool wide);

// The same for documents held as bits, bit i of the words for document `base` + i: their index there is
// the number of bits before. At most 64 words.
size_t brief_match_bits(
    const uint32_t *candidates, size_t candidate_count, const uint8_t *words, size_t word_count,
    uint32_t base, uint32_t *matched, uint32_t *places, bool wide);

// For each of `count` matches: scores[matched[i]] += the score, as above, of frequencies[places[i]]
// and the norm of candidates[matched[i]]. False, and some not done, if that lies beyond the norms.
bool brief_add_matches(
    const uint32_t *candidates, const uint32_t *matched, const uint32_t *places, size_t count,
    const uint32_t *frequencies, const uint8_t *norms, size_t norm_count,
    const float *inverse_norms, float weight, float rounding, float *scores);

// The marked documents of a window that begins with `base`, ascending, whose score is at least
// `floor`, and how many. Clears marks and their slots. Room for every marked document.
size_t brief_collect(
    float *window, uint64_t *marks, size_t word_count, uint32_t base, float floor,
    uint32_t *documents, float *scores, bool wide);

// Sets bit documents[i] − base of `marks`, which has `length` bits. False, and some not set, if one
// lies outside.
bool brief_mark(
    const uint32_t *documents, size_t count, uint32_t base, uint64_t *marks, size_t length);

// Sets bit start + i of `marks` for each bit i that is set in the words. False, and some not set, if
// one lies outside.
bool brief_mark_words(
    const uint64_t *words, size_t count, size_t start, uint64_t *marks, size_t word_count);

// sums[i] = values[0] + … + values[i], modulo 2³². Returns the bits that any of the values has.
uint32_t brief_prefix_sums(const uint32_t *values, size_t count, uint32_t *sums, bool wide);

#endif
