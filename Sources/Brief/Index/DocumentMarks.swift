// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Lists of one space are written by several threads, each of which marks the documents that it met, a bit each.

/// What is said by marks of several.
enum DocumentMarks {
  /// How many documents have a mark of anybody. All have as many words of bits.
  static func count(anyOf all: [[UInt64]]) -> Int {
    guard let first = all.first else { return 0 }
    return first.indices.reduce(0) { count, i in
      count + all.reduce(0) { $0 | $1[i] }.nonzeroBitCount
    }
  }
}
