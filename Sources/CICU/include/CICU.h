// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is used of ICU, under names that Swift can see (ICU renames its functions by macro, with
// the version in the name). No logic here.
//
// No ICU header is included, on purpose: Foundation brings a module of its own copy of those
// headers, and a program that saw both would not compile. Types are opaque, constants are
// ICU's numbers under names of our own (that they are is asserted where ICU's headers are seen),
// and a status is ICU's UErrorCode as a number: above zero it is a failure.

#ifndef CICU_H
#define CICU_H

#include <stdint.h>

#include "CICUBreakIterator.h"
#include "CICUCharacter.h"
#include "CICUCharset.h"
#include "CICUDictionary.h"
#include "CICUNormalizer.h"

enum { CICU_VERSION_LENGTH = 20 };

const char *cicu_errorName(int32_t status);
void cicu_version(char text[CICU_VERSION_LENGTH]);
void cicu_unicodeVersion(char text[CICU_VERSION_LENGTH]);

#endif
