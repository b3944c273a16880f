// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ICU's character properties, normalization and break iterators under names that Swift can
// see (ICU renames its functions by macro, with the version in the name). No logic here.

#ifndef CICU_H
#define CICU_H

#include <stdint.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include "CICUCharset.h"

// Library

static inline const char *cicu_errorName(UErrorCode status) {
  return u_errorName(status);
}

static inline void cicu_version(char text[U_MAX_VERSION_STRING_LENGTH]) {
  UVersionInfo version;
  u_getVersion(version);
  u_versionToString(version, text);
}

static inline void cicu_unicodeVersion(char text[U_MAX_VERSION_STRING_LENGTH]) {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  u_versionToString(version, text);
}

// Characters

static inline int32_t cicu_property(UChar32 character, UProperty property) {
  return u_getIntPropertyValue(character, property);
}

static inline UBool cicu_hasProperty(UChar32 character, UProperty property) {
  return u_hasBinaryProperty(character, property);
}

static inline int8_t cicu_category(UChar32 character) {
  return u_charType(character);
}

static inline int32_t cicu_digitValue(UChar32 character) {
  return u_charDigitValue(character);
}

static inline UScriptCode cicu_script(UChar32 character, UErrorCode *status) {
  return uscript_getScript(character, status);
}

// Normalization

static inline const UNormalizer2 *cicu_nfc(UErrorCode *status) {
  return unorm2_getNFCInstance(status);
}

static inline const UNormalizer2 *cicu_nfd(UErrorCode *status) {
  return unorm2_getNFDInstance(status);
}

static inline const UNormalizer2 *cicu_nfkcCasefold(UErrorCode *status) {
  return unorm2_getNFKCCasefoldInstance(status);
}

static inline int32_t cicu_normalize(
    const UNormalizer2 *form, const UChar *source, int32_t length, UChar *target,
    int32_t capacity, UErrorCode *status) {
  return unorm2_normalize(form, source, length, target, capacity, status);
}

static inline UBool cicu_hasBoundaryBefore(const UNormalizer2 *form, UChar32 character) {
  return unorm2_hasBoundaryBefore(form, character);
}

static inline UBool cicu_isInert(const UNormalizer2 *form, UChar32 character) {
  return unorm2_isInert(form, character);
}

static inline UChar32 cicu_composePair(const UNormalizer2 *form, UChar32 first, UChar32 second) {
  return unorm2_composePair(form, first, second);
}

// Break iterators

static inline UBreakIterator *cicu_ubrk_open(UBreakIteratorType type, UErrorCode *status) {
  return ubrk_open(type, "", 0, 0, status);
}

static inline void cicu_ubrk_close(UBreakIterator *iterator) {
  ubrk_close(iterator);
}

static inline void cicu_ubrk_setText(
    UBreakIterator *iterator, const UChar *text, int32_t length, UErrorCode *status) {
  ubrk_setText(iterator, text, length, status);
}

static inline int32_t cicu_ubrk_first(UBreakIterator *iterator) {
  return ubrk_first(iterator);
}

static inline int32_t cicu_ubrk_next(UBreakIterator *iterator) {
  return ubrk_next(iterator);
}

#endif
