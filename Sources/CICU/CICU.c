// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// SwiftPM wants a source file for a C target; the headers are all there is.

#include "CICU.h"
