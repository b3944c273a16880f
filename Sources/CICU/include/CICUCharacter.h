// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Character properties: uchar and uscript. Any code point may be asked about. See CICU.h.

#ifndef CICU_CHARACTER_H
#define CICU_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

// UProperty, the binary ones in use
typedef enum cicu_property : int32_t {
  CICU_UPPERCASE = 30,
  CICU_LOWERCASE = 22,
  CICU_IDEOGRAPHIC = 17,
  CICU_EXTENDED_PICTOGRAPHIC = 64,
} cicu_property;

// UCharCategory: letters first to last, then decimal digits and other numbers
typedef enum cicu_category : int32_t {
  CICU_UPPERCASE_LETTER = 1,
  CICU_OTHER_LETTER = 5,
  CICU_DECIMAL_DIGIT_NUMBER = 9,
  CICU_OTHER_NUMBER = 11,
} cicu_category;

// UWordBreakValues
typedef enum cicu_wordBreak : int32_t {
  CICU_WB_ALETTER = 1,
  CICU_WB_CR = 8,
  CICU_WB_DOUBLE_QUOTE = 16,
  CICU_WB_EXTEND = 9,
  CICU_WB_EXTENDNUMLET = 7,
  CICU_WB_FORMAT = 2,
  CICU_WB_HEBREW_LETTER = 14,
  CICU_WB_KATAKANA = 3,
  CICU_WB_LF = 10,
  CICU_WB_MIDLETTER = 4,
  CICU_WB_MIDNUM = 5,
  CICU_WB_MIDNUMLET = 11,
  CICU_WB_NEWLINE = 12,
  CICU_WB_NUMERIC = 6,
  CICU_WB_REGIONAL_INDICATOR = 13,
  CICU_WB_SINGLE_QUOTE = 15,
  CICU_WB_WSEGSPACE = 22,
  CICU_WB_ZWJ = 21,
} cicu_wordBreak;

// UGraphemeClusterBreak
typedef enum cicu_graphemeBreak : int32_t {
  CICU_GCB_CONTROL = 1,
  CICU_GCB_EXTEND = 3,
  CICU_GCB_PREPEND = 11,
  CICU_GCB_SPACING_MARK = 10,
  CICU_GCB_ZWJ = 17,
} cicu_graphemeBreak;

// UScriptCode
typedef enum cicu_script : int32_t {
  CICU_SCRIPT_COMMON = 0,
  CICU_SCRIPT_INHERITED = 1,
  CICU_SCRIPT_UNKNOWN = 103,
  CICU_SCRIPT_LATIN = 25,
  CICU_SCRIPT_GREEK = 14,
  CICU_SCRIPT_CYRILLIC = 8,
  CICU_SCRIPT_ARMENIAN = 3,
  CICU_SCRIPT_GEORGIAN = 12,
  CICU_SCRIPT_HEBREW = 19,
  CICU_SCRIPT_ARABIC = 2,
  CICU_SCRIPT_ETHIOPIC = 11,
  CICU_SCRIPT_DEVANAGARI = 10,
  CICU_SCRIPT_BENGALI = 4,
  CICU_SCRIPT_GURMUKHI = 16,
  CICU_SCRIPT_GUJARATI = 15,
  CICU_SCRIPT_ORIYA = 31,
  CICU_SCRIPT_TAMIL = 35,
  CICU_SCRIPT_TELUGU = 36,
  CICU_SCRIPT_KANNADA = 21,
  CICU_SCRIPT_MALAYALAM = 26,
  CICU_SCRIPT_SINHALA = 33,
  CICU_SCRIPT_THAI = 38,
  CICU_SCRIPT_LAO = 24,
  CICU_SCRIPT_KHMER = 23,
  CICU_SCRIPT_MYANMAR = 28,
  CICU_SCRIPT_TIBETAN = 39,
  CICU_SCRIPT_HAN = 17,
  CICU_SCRIPT_HIRAGANA = 20,
  CICU_SCRIPT_KATAKANA = 22,
  CICU_SCRIPT_HANGUL = 18,
  CICU_SCRIPT_BOPOMOFO = 5,
} cicu_script;

bool cicu_hasProperty(int32_t character, cicu_property property);
cicu_category cicu_categoryOf(int32_t character);
cicu_wordBreak cicu_wordBreakOf(int32_t character);
cicu_graphemeBreak cicu_graphemeBreakOf(int32_t character);
/// Whether lines break in it by a dictionary (Line_Break=SA: Thai and its neighbours).
bool cicu_isComplex(int32_t character);
cicu_script cicu_scriptOf(int32_t character);
/// The value of a decimal digit; negative for everything else.
int32_t cicu_digitValue(int32_t character);

#endif
