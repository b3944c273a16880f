// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The dictionaries that ubrk divides words by, as they lie in ICU's data. See CICU.h.

#ifndef CICU_DICTIONARY_H
#define CICU_DICTIONARY_H

#include <stdint.h>

typedef struct cicu_dictionary cicu_dictionary;

cicu_dictionary *cicu_dictionary_open(const char *name, int32_t *status);
void cicu_dictionary_close(cicu_dictionary *dictionary);
const void *cicu_dictionary_bytes(cicu_dictionary *dictionary);

#endif
