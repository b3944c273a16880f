// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The terms of many documents, one document's after the other's, as numbers of 16 bits, four in a word. What is left
// of a document's last word is filled with a number that no term has, so that whoever goes through them never asks
// whether fewer than four are left: of short documents, with a dozen terms each, that question was answered wrongly by
// the processor for most, and took longer than what was done with the terms.

/// The terms of documents that are numbered from 0.
package struct DocumentTerms: Sendable {
  /// Terms are numbered below it.
  package let termCount: Int
  /// Four terms each, the first in the lowest 16 bits.
  private(set) var fours: [UInt64] = []
  /// Where each document's words of four begin, and the end of the last.
  private(set) var starts: [UInt32] = [0]

  /// The most terms there can be.
  static let termLimit = Int(UInt16.max)
  /// The most terms that all documents may have together: with a word that is not full for each document, of which
  /// there are fewer than 2³¹, as many words as 32 bits count.
  static let occurrenceLimit = 1 << 33

  /// No documents.
  package init(termCount: Int) {
    precondition(termCount <= Self.termLimit, "more terms than numbers for them")
    self.termCount = termCount
  }

  /// The number that no term has.
  var filler: UInt16 { UInt16(termCount) }
  /// The number of documents.
  package var count: Int { starts.count - 1 }

  /// Makes room for documents that have some terms together.
  mutating func reserveCapacity(documents: Int, terms: Int) {
    starts.reserveCapacity(documents + 1)
    fours.reserveCapacity(terms / 4 + documents)
  }

  /// Appends a document with terms below ``termCount``.
  package mutating func append(_ terms: some Sequence<UInt16>) {
    var (word, count) = (UInt64(0), 0)
    for term in terms {
      precondition(term < termCount, "a term beyond those there are")
      word |= UInt64(term) << UInt64(count % 4 * 16)
      count += 1
      guard count % 4 == 0 else { continue }
      fours.append(word)
      word = 0
    }
    if count % 4 > 0 {
      for place in (count % 4)..<4 { word |= UInt64(filler) << UInt64(place * 16) }
      fours.append(word)
    }
    starts.append(UInt32(fours.count))
  }

  /// Some of the documents alone, numbered in the order they are named in.
  func selecting(_ documents: [UInt32]) -> DocumentTerms {
    var part = DocumentTerms(termCount: termCount)
    part.starts.reserveCapacity(documents.count + 1)
    var count: UInt32 = 0
    for document in documents {
      count += starts[Int(document) + 1] - starts[Int(document)]
      part.starts.append(count)
    }
    guard count > 0 else { return part }  // see `ChunkCache.insert`
    let (fours, starts) = (fours.span, starts.span)
    part.fours.append(addingCapacity: Int(count)) { room in
      for document in documents {
        for i in starts[Int(document)]..<starts[Int(document) &+ 1] { room.append(fours[Int(i)]) }
      }
    }
    return part
  }
}
