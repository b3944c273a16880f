// Brief: full-text search in Swift. Apache-2.0; see LICENSE.
//
// How kernels are written twice: a body is an always-inlined function, which is instantiated once for
// any processor of the kind and once with `WIDE`, for AVX2.

#ifndef BRIEF_VECTORS_H
#define BRIEF_VECTORS_H

#include <stdbool.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#else
#define WIDE
#endif

#define BODY static inline __attribute__((always_inline))

BODY bool have_avx2(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt") &&
         __builtin_cpu_supports("lzcnt");
#else
  return false;
#endif
}

BODY bool use_wide(bool wide) { return wide && have_avx2(); }

#endif
