// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#define _GNU_SOURCE
#include "MappingWatch.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// A place in the table. What the handler reads is atomic; the rest is the lock's.
typedef struct {
  _Atomic uintptr_t start; // 0: free
  _Atomic size_t length;
  _Atomic int64_t lost; // offset of a page, or -1
  int64_t nextFree;
} place_t;

// The table grows by chunks that stay where they are, so that the handler can read it at any time. It
// has room for as many mappings as Linux gives a process.
enum { CHUNK_LENGTH = 1024, CHUNK_COUNT = 64 };
static _Atomic(place_t *) chunks[CHUNK_COUNT];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t firstFree = -1;
static int64_t placeCount = 0;

static _Atomic uint64_t lossCount = 0;
static uintptr_t pageSize;
static struct sigaction earlier;

static place_t *place_at(int64_t number) {
  place_t *chunk = atomic_load(&chunks[number / CHUNK_LENGTH]);
  return chunk == NULL ? NULL : chunk + number % CHUNK_LENGTH;
}

// Puts a page of zeros where an address lies, if that is in a mapping that is watched.
static int replace_page(uintptr_t address) {
  for (int64_t number = 0; number < CHUNK_COUNT * CHUNK_LENGTH; number++) {
    place_t *place = place_at(number);
    if (place == NULL) return 0;
    uintptr_t start = atomic_load(&place->start);
    size_t length = atomic_load(&place->length);
    // A place that changes hands meanwhile is not the one: nobody reads from a mapping that begins or
    // ends. Read again, it does not mix the start of one with the length of another.
    if (start == 0 || address < start || address - start >= length) continue;
    if (atomic_load(&place->start) != start) continue;
    uintptr_t page = address & ~(pageSize - 1);
    // Noted first: another thread may read the zeros as soon as they are there.
    atomic_store(&place->lost, page > start ? (int64_t)(page - start) : 0);
    atomic_fetch_add(&lossCount, 1);
    void *zeros = mmap(
      (void *)page, pageSize, PROT_READ, MAP_PRIVATE | MAP_ANON | MAP_FIXED, -1, 0);
    return zeros != MAP_FAILED;
  }
  return 0;
}

static void handle(int number, siginfo_t *info, void *context) {
  int code = errno;
  // Above 0 it is the kernel's own, about an address; else somebody sent it.
  if (info->si_code > 0 && replace_page((uintptr_t)info->si_addr)) {
    errno = code;
    return;
  }
  if (earlier.sa_flags & SA_SIGINFO) {
    earlier.sa_sigaction(number, info, context);
  } else if (earlier.sa_handler != SIG_DFL && earlier.sa_handler != SIG_IGN) {
    earlier.sa_handler(number);
  } else if (earlier.sa_handler == SIG_DFL || info->si_code > 0) {
    // As if there were no handler: the signal comes again when this one returns.
    signal(number, SIG_DFL);
    raise(number);
  }
  errno = code;
}

static void install(void) {
  pageSize = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &earlier);
}

// A free place, or NULL. To be called with the lock.
static place_t *take_place(int64_t *number) {
  if (firstFree >= 0) {
    *number = firstFree;
    place_t *place = place_at(firstFree);
    firstFree = place->nextFree;
    return place;
  }
  if (placeCount == CHUNK_COUNT * CHUNK_LENGTH) return NULL;
  if (placeCount % CHUNK_LENGTH == 0) {
    place_t *chunk = calloc(CHUNK_LENGTH, sizeof(place_t));
    if (chunk == NULL) return NULL;
    atomic_store(&chunks[placeCount / CHUNK_LENGTH], chunk);
  }
  *number = placeCount++;
  return place_at(*number);
}

int64_t brief_mapping_watch(const void *start, size_t length) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  int64_t number = -1;
  pthread_mutex_lock(&lock);
  place_t *place = take_place(&number);
  if (place != NULL) {
    atomic_store(&place->lost, -1);
    atomic_store(&place->length, length);
    atomic_store(&place->start, (uintptr_t)start);
  }
  pthread_mutex_unlock(&lock);
  return number;
}

void brief_mapping_forget(int64_t number) {
  if (number < 0) return;
  pthread_mutex_lock(&lock);
  place_t *place = place_at(number);
  atomic_store(&place->start, 0);
  place->nextFree = firstFree;
  firstFree = number;
  pthread_mutex_unlock(&lock);
}

int64_t brief_mapping_lostOffset(int64_t number) {
  return number < 0 ? -1 : atomic_load(&place_at(number)->lost);
}

uint64_t brief_mapping_lossCount(void) { return atomic_load(&lossCount); }
