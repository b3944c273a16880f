// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#ifndef BRIEF_COLUMN_KERNELS_H
#define BRIEF_COLUMN_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Four bits a document, in chunks of 64 documents: byte j of 32 holds document j in its low bits and
// document j + 32 in its high ones.

// bounds[i] += table[level of document i], at most 255, for 64 · `chunk_count` documents.
void brief_add_levels(
    const uint8_t *levels, size_t chunk_count, const uint8_t *table, uint8_t *bounds, bool wide);

// Sets bit i of `marks` where the level of document i is not 0, for 64 · `chunk_count` documents.
void brief_mark_members(const uint8_t *levels, size_t chunk_count, uint64_t *marks, bool wide);

// Keeps the documents whose level is not 0, with their scores, in order and in place, and returns how many;
// −1, and some not looked at, if a document is not below `length`.
ptrdiff_t brief_keep_members(
    const uint8_t *levels, size_t length, uint32_t *documents, float *scores, size_t count);

// rests[i] += steps[level of documents[i]]. False, and some not added, if a document is not below
// `length`.
bool brief_add_steps(
    const uint8_t *levels, size_t length, const uint32_t *documents, size_t count,
    const float *steps, float *rests);

// rests[i] −= steps[level of documents[i]], and scores[i] += its score, as `brief_score_bm25` has it, by
// its frequency and norm. Frequencies of 15 or more are not known and not scored: the places of those
// documents are written to `unknown`, and how many is returned; −1, and some not done, if a document is
// not below `length`. Room for `count` of each.
ptrdiff_t brief_score_column(
    const uint8_t *levels, const uint8_t *frequencies, const uint8_t *norms, size_t length,
    const uint32_t *documents, size_t count, const float *steps, const float *inverse_norms,
    float weight, float rounding, float *rests, float *scores, uint32_t *unknown);

// The documents of a window that begins with `base` for which window[slot] + bounds[slot] · unit is at
// least `floor`, ascending, with what the window holds for them, and how many. Room for `length` of
// each.
size_t brief_collect_bounded(
    const float *window, const uint8_t *bounds, size_t length, uint32_t base, float unit, float floor,
    uint32_t *documents, float *scores, bool wide);

// Keeps the documents for which scores[i] + rests[i] is at least `floor`, in order and in place, and
// returns how many.
size_t brief_select_resting(
    uint32_t *documents, float *scores, float *rests, size_t count, float floor);

#endif
