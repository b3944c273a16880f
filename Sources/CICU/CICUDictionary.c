// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

#include "CICUDictionary.h"

#include <unicode/udata.h>

cicu_dictionary *cicu_dictionary_open(const char *name, int32_t *status) {
  UErrorCode code = (UErrorCode)*status;
  UDataMemory *data =
      udata_open(U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "brkitr", "dict", name, &code);
  *status = code;
  return (cicu_dictionary *)data;
}

void cicu_dictionary_close(cicu_dictionary *dictionary) {
  udata_close((UDataMemory *)dictionary);
}

const void *cicu_dictionary_bytes(cicu_dictionary *dictionary) {
  return udata_getMemory((UDataMemory *)dictionary);
}
