// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#include "CICU.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

_Static_assert(CICU_VERSION_LENGTH == U_MAX_VERSION_STRING_LENGTH, "room for a version");

const char *cicu_errorName(int32_t status) {
  return u_errorName((UErrorCode)status);
}

void cicu_version(char text[CICU_VERSION_LENGTH]) {
  UVersionInfo version;
  u_getVersion(version);
  u_versionToString(version, text);
}

void cicu_unicodeVersion(char text[CICU_VERSION_LENGTH]) {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  u_versionToString(version, text);
}
