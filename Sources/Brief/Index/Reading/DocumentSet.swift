// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents as bits, for whoever asks about many.

import BriefCodec

/// A set of a segment's documents.
package struct DocumentSet: Sendable {
  /// Bit `doc % 64` of word `doc / 64` is set if the document is in the set.
  package let words: [UInt64]

  package init(words: [UInt64]) { self.words = words }

  /// The size of a set, in bytes.
  static func byteCount(documentCount: Int) -> Int { (documentCount + 63) / 64 * 8 }

  /// Moves those of the first `count` documents, which ascend, that are in the set to the front, with their scores;
  /// returns how many. `nil`, and none moved, if the last is beyond the segment's, which damaged lists may say.
  package func keep(_ documents: inout [UInt32], _ scores: inout [Float], count: Int) -> Int? {
    guard count > 0 else { return 0 }
    guard Int(documents[count - 1]) / 64 < words.count else { return nil }
    return BlockKernels.selectMembers(of: words, &documents, &scores, count: count)
  }
}
