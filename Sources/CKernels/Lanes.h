// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// Eight numbers at a time, with the compiler's own vectors, so that one text serves SSE2, NEON and AVX2. Floating point
// is never contracted into fused operations, so that all agree bit for bit with the plain Swift.

#ifndef BRIEF_LANES_H
#define BRIEF_LANES_H

#include <stdint.h>
#include <string.h>

#include "Vectors.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The format is little-endian and is read in place."
#endif

#pragma STDC FP_CONTRACT OFF

// Vectors are handed over within one file alone, by functions that become one with their callers: how
// they would be handed to another's does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

// Eight numbers: one vector of AVX2, two of SSE2 or NEON.
typedef uint32_t lanes __attribute__((vector_size(32)));

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

// A word of 64 bits, aligned or not.
BODY uint64_t load_word(const void *words, size_t i) {
  uint64_t word;
  memcpy(&word, (const uint8_t *)words + 8 * i, sizeof word);
  return word;
}

#endif
