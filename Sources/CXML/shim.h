// libxml2 may be built with ICU, and then its headers include ICU's. Of those Foundation has a module of
// its own, and a file that saw both did not always compile; nothing here needs what they declare.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
