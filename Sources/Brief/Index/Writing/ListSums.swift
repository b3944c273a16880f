// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The sum of several lists, a window of documents at a time: each frequency is added where its document is, and the
// document marked; marks are of two levels, so that few documents are as quickly found as many. Of one list alone
// there is nothing to be summed. Frequencies are of 32 bits: a sum beyond is the largest of them, and what is taken
// off such a one is taken off that.

import BriefCodec

/// Sums lists, one term after the other.
struct ListSums: Sendable {
  /// The documents of a window that have the term, and how often.
  private(set) var documents: [UInt32]
  private(set) var frequencies: [UInt32]
  private(set) var count = 0
  private let inputs: [DerivedLists.Input]
  /// The first of them are those of the term's sources.
  private var cursors: [SourceCursor] = []
  private var used = 0
  private var scratch = SourceCursor.Scratch()
  /// By document of the window. All are zero between two windows.
  private var sums: [UInt32]
  private var marks: [UInt64]
  private var markMarks: [UInt64]
  /// Documents of the segment that have any term, a bit each.
  private var withTerm: [UInt64]

  /// Cursors that are kept from one term to the next: more than nearly all words have sources.
  private static let mostKept = 64

  /// Documents in which frequencies are summed at once: as few windows as have sums that stay in a second-level cache.
  private static let windowLength = 1 << 16

  init(_ inputs: [DerivedLists.Input], documentCount: Int) {
    self.inputs = inputs
    // A small segment has room for its documents alone, in whole words of marks: clearing the room of a window would
    // take longer than all else that is done for one document.
    let wholeWords = (documentCount + 4_095) / 4_096 * 4_096
    let length = min(Self.windowLength, wholeWords)
    documents = [UInt32](zeros: length)
    frequencies = documents
    sums = documents
    marks = [UInt64](zeros: length / 64)
    markMarks = [UInt64](zeros: length / 4_096)
    withTerm = [UInt64](repeating: 0, count: (documentCount + 63) / 64)
  }

  /// How many documents have a term in any of some sums.
  static func documentCount(_ all: [ListSums]) -> Int {
    DocumentMarks.count(anyOf: all.map(\.withTerm))
  }

  /// Begins with the sources of the next term.
  mutating func start(_ sources: Span<DerivedTerms.Source>) {
    used = sources.count
    if cursors.count > max(used, Self.mostKept) {
      cursors.removeLast(cursors.count - max(used, Self.mostKept))
    }
    while cursors.count < used { cursors.append(SourceCursor()) }
    Self.start(sources, of: inputs, &cursors, &scratch)
  }

  private static func start(
    _ sources: Span<DerivedTerms.Source>, of inputs: [DerivedLists.Input],
    _ cursors: inout [SourceCursor], _ scratch: inout SourceCursor.Scratch
  ) {
    let inputs = inputs.span
    var cursors = cursors.mutableSpan
    for i in sources.indices {
      cursors[i].start(sources[i], of: inputs[Int(sources[i].input)], &scratch)
    }
  }

  /// The sum, if it is a list as it stands. To be asked first.
  mutating func only() -> WholeList? {
    guard used == 1, cursors[0].isWhole else { return nil }
    let total = Self.total(&cursors[0], &scratch, &withTerm)
    return cursors[0].whole(totalTermFrequency: total)
  }

  /// How often the term stands in all documents of a source, which it marks.
  private static func total(
    _ cursor: inout SourceCursor, _ scratch: inout SourceCursor.Scratch,
    _ withTerm: inout [UInt64]
  ) -> UInt64 {
    var withTerm = withTerm.mutableSpan
    var total: UInt64 = 0
    cursor.forEach(before: .max, &scratch) { document, frequency in
      withTerm[Int(document >> 6)] |= 1 &<< UInt64(document & 63)
      total += UInt64(frequency)
    }
    return total
  }

  /// Leaves what the sources have in the next window in ``documents`` and ``frequencies``; says whether there was any.
  mutating func next() -> Bool {
    count = 0
    var first = UInt32.max
    for i in 0..<used { first = min(first, cursors[i].document) }
    guard first != .max else { return false }
    let start = first / UInt32(Self.windowLength) * UInt32(Self.windowLength)
    let end = start + UInt32(Self.windowLength)
    if used == 1, !cursors[0].isWithheld {
      count = Self.list(&cursors[0], before: end, &scratch, &documents, &frequencies, &withTerm)
      return true
    }
    for i in 0..<used {
      if cursors[i].isWithheld {
        Self.subtract(&cursors[i], start, before: end, &scratch, &sums)
      } else {
        Self.add(&cursors[i], start, before: end, &scratch, &sums, &marks, &markMarks)
      }
    }
    count = Self.collect(
      start, &sums, &marks, &markMarks, &documents, &frequencies, &withTerm)
    return true
  }

  /// Lists the documents of a source; returns how many there are.
  private static func list(
    _ cursor: inout SourceCursor, before end: UInt32, _ scratch: inout SourceCursor.Scratch,
    _ documents: inout [UInt32], _ frequencies: inout [UInt32], _ withTerm: inout [UInt64]
  ) -> Int {
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var withTerm = withTerm.mutableSpan
    var count = 0
    cursor.forEach(before: end, &scratch) { document, frequency in
      documents[count] = document
      frequencies[count] = frequency
      withTerm[Int(document >> 6)] |= 1 &<< UInt64(document & 63)
      count &+= 1
    }
    return count
  }

  private static func add(
    _ cursor: inout SourceCursor, _ start: UInt32, before end: UInt32,
    _ scratch: inout SourceCursor.Scratch, _ sums: inout [UInt32], _ marks: inout [UInt64],
    _ markMarks: inout [UInt64]
  ) {
    var sums = sums.mutableSpan
    var marks = marks.mutableSpan
    var markMarks = markMarks.mutableSpan
    cursor.forEach(before: end, &scratch) { document, frequency in
      let place = Int(document &- start)
      let (sum, isTooMuch) = sums[place].addingReportingOverflow(frequency)
      sums[place] = isTooMuch ? .max : sum
      marks[place >> 6] |= 1 &<< UInt64(place & 63)
      markMarks[place >> 12] |= 1 &<< UInt64(place >> 6 & 63)
    }
  }

  /// Takes off what was added before.
  private static func subtract(
    _ cursor: inout SourceCursor, _ start: UInt32, before end: UInt32,
    _ scratch: inout SourceCursor.Scratch, _ sums: inout [UInt32]
  ) {
    var sums = sums.mutableSpan
    cursor.forEach(before: end, &scratch) { document, frequency in
      let place = Int(document &- start)
      sums[place] &-= min(sums[place], frequency)
    }
  }

  /// Lists the documents that have sums, and clears those; returns how many there are.
  private static func collect(
    _ start: UInt32, _ sums: inout [UInt32], _ marks: inout [UInt64],
    _ markMarks: inout [UInt64], _ documents: inout [UInt32], _ frequencies: inout [UInt32],
    _ withTerm: inout [UInt64]
  ) -> Int {
    var sums = sums.mutableSpan
    var marks = marks.mutableSpan
    var markMarks = markMarks.mutableSpan
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var withTerm = withTerm.mutableSpan
    var count = 0
    for i in markMarks.indices {
      var marked = markMarks[i]
      markMarks[i] = 0
      while marked != 0 {
        let word = i &<< 6 &+ marked.trailingZeroBitCount
        marked &= marked &- 1
        var bits = marks[word]
        var found = bits
        marks[word] = 0
        while bits != 0 {
          let place = word &<< 6 &+ bits.trailingZeroBitCount
          bits &= bits &- 1
          let document = start &+ UInt32(truncatingIfNeeded: place)
          let sum = sums[place]
          sums[place] = 0
          guard sum > 0 else {
            found ^= 1 &<< UInt64(place & 63)
            continue
          }
          documents[count] = document
          frequencies[count] = sum
          count &+= 1
        }
        withTerm[Int(start >> 6) &+ word] |= found
      }
    }
    return count
  }
}
