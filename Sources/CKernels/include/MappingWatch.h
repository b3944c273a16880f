// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A mapped file that is cut, or that its disk cannot read any more, gives whoever looks at it not an
// error but SIGBUS, which ends the process. Mappings that are watched get zeros in the place of such
// pages instead, and remember that they did: whoever has read from one asks afterwards.
//
// In C, since only that can be said to be safe in a signal's handler.

#ifndef MAPPING_WATCH_H
#define MAPPING_WATCH_H

#include <stddef.h>
#include <stdint.h>

/// Watches a mapping that is only read, from now until it is forgotten. The first call puts a handler in
/// the place of the process's own for SIGBUS, which goes on to that one for all other addresses.
///
/// Returns the mapping's place, or -1 if there is none left, and it is not watched.
int64_t brief_mapping_watch(const void *start, size_t length);

/// Ends the watch, before the mapping ends.
void brief_mapping_forget(int64_t place);

/// The offset of a page that was lost, or -1 if none was.
int64_t brief_mapping_lostOffset(int64_t place);

/// How many pages were lost of all mappings ever watched: as long as it is 0, none need be asked.
uint64_t brief_mapping_lossCount(void);

#endif
