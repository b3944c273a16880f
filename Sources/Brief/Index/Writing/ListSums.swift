// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The sum of several lists, a window of documents at a time: each frequency is added where its document is, and the
// document marked; marks are of two levels, so that few documents are as quickly found as many. Of one list alone
// there is nothing to be summed. Frequencies are of 32 bits: a sum beyond is the largest of them, and what is taken
// off such a one is taken off that.

import BriefCodec

/// Sums lists, one term after the other.
struct ListSums: Sendable {
  /// The documents of a window that have the term, and how often.
  private(set) var documents = [UInt32](repeating: 0, count: windowLength)
  private(set) var frequencies = [UInt32](repeating: 0, count: windowLength)
  private(set) var count = 0
  private let inputs: [DerivedLists.Input]
  private var cursors: [Cursor] = []
  /// By document of the window. All are zero between two windows.
  private var sums = [UInt32](repeating: 0, count: windowLength)
  private var marks = [UInt64](repeating: 0, count: windowLength / 64)
  private var markMarks = [UInt64](repeating: 0, count: windowLength / 64 / 64)
  /// Documents of the segment that have any term, a bit each.
  private var withTerm: [UInt64]

  /// Documents in which frequencies are summed at once: so many that sums stay near the processor.
  private static let windowLength = 1 << 14

  /// What is left of a source. It holds what it is read from: to ask the inputs for that in every window was a seventh
  /// of the time, in references counted.
  private struct Cursor {
    private let wanted: UInt64
    private let languages: [UInt8]
    private let weight: UInt64
    let isWithheld: Bool
    private let bytes: [UInt8]
    private var place: Place

    /// The entry it stands on, and those that follow.
    private struct Place {
      var entries: RunEntries
      /// `UInt32.max` behind the last.
      var document = UInt32.max
      var frequency: UInt32 = 0

      @inline(__always)
      mutating func advance(_ bytes: Span<UInt8>) {
        (document, frequency) = entries.next(bytes) ?? (.max, 0)
      }
    }

    init(_ source: DerivedTerms.Source, of input: DerivedLists.Input) {
      let found = input.entries.places[Int(source.rank)]
      wanted = source.languages
      languages = wanted == DerivedTerms.anyLanguage ? [] : input.languages
      weight = UInt64(input.weight)
      isWithheld = input.isWithheld
      let bytes = input.entries.chunks[Int(found.chunk)].bytes
      var place = Place(
        entries: RunEntries(
          firstDocument: 0, from: Int(found.start), length: Int(found.end - found.start),
          hasPositions: false))
      place.advance(bytes.span)
      (self.bytes, self.place) = (bytes, place)
    }

    /// The next document; `UInt32.max` behind the last.
    var document: UInt32 { place.document }

    /// Calls `body` with the documents before `end` that count, and how much each does.
    @inline(__always)
    mutating func forEach(before end: UInt32, _ body: (UInt32, UInt32) -> Void) {
      place = passed(end, bytes.span, languages.span, body)
    }

    @inline(__always)
    private func passed(
      _ end: UInt32, _ bytes: Span<UInt8>, _ languages: Span<UInt8>,
      _ body: (UInt32, UInt32) -> Void
    ) -> Place {
      var place = place
      if wanted == DerivedTerms.anyLanguage {
        while place.document < end {
          body(place.document, UInt32(clamping: UInt64(place.frequency) &* weight))
          place.advance(bytes)
        }
      } else {
        while place.document < end {
          if wanted &>> UInt64(languages[Int(place.document)]) & 1 == 1 {
            body(place.document, UInt32(clamping: UInt64(place.frequency) &* weight))
          }
          place.advance(bytes)
        }
      }
      return place
    }
  }

  init(_ inputs: [DerivedLists.Input], documentCount: Int) {
    self.inputs = inputs
    withTerm = [UInt64](repeating: 0, count: (documentCount + 63) / 64)
  }

  /// How many documents have a term in any of some sums.
  static func documentCount(_ all: [ListSums]) -> Int {
    DocumentMarks.count(anyOf: all.map(\.withTerm))
  }

  /// Begins with the sources of the next term.
  mutating func start(_ sources: Span<DerivedTerms.Source>) {
    cursors.removeAll(keepingCapacity: true)
    for i in sources.indices {
      cursors.append(Cursor(sources[i], of: inputs[Int(sources[i].input)]))
    }
  }

  /// Leaves what the sources have in the next window in ``documents`` and ``frequencies``; says whether there was any.
  mutating func next() -> Bool {
    count = 0
    var first = UInt32.max
    for i in cursors.indices { first = min(first, cursors[i].document) }
    guard first != .max else { return false }
    let start = first / UInt32(Self.windowLength) * UInt32(Self.windowLength)
    let end = start + UInt32(Self.windowLength)
    let isOne = cursors.count == 1
    for i in cursors.indices {
      if cursors[i].isWithheld {
        Self.subtract(&cursors[i], start, before: end, &sums)
      } else if isOne {
        count = Self.list(&cursors[i], before: end, &documents, &frequencies, &withTerm)
      } else {
        Self.add(&cursors[i], start, before: end, &sums, &marks, &markMarks)
      }
    }
    if !isOne {
      count = Self.collect(
        start, &sums, &marks, &markMarks, &documents, &frequencies, &withTerm)
    }
    return true
  }

  /// Lists the documents of a source; returns how many there are.
  private static func list(
    _ cursor: inout Cursor, before end: UInt32, _ documents: inout [UInt32],
    _ frequencies: inout [UInt32], _ withTerm: inout [UInt64]
  ) -> Int {
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var withTerm = withTerm.mutableSpan
    var own = cursor
    var count = 0
    own.forEach(before: end) { document, frequency in
      documents[count] = document
      frequencies[count] = frequency
      withTerm[Int(document >> 6)] |= 1 &<< UInt64(document & 63)
      count &+= 1
    }
    cursor = own
    return count
  }

  private static func add(
    _ cursor: inout Cursor, _ start: UInt32, before end: UInt32, _ sums: inout [UInt32],
    _ marks: inout [UInt64], _ markMarks: inout [UInt64]
  ) {
    var sums = sums.mutableSpan
    var marks = marks.mutableSpan
    var markMarks = markMarks.mutableSpan
    var own = cursor
    own.forEach(before: end) { document, frequency in
      let place = Int(document &- start)
      let (sum, isTooMuch) = sums[place].addingReportingOverflow(frequency)
      sums[place] = isTooMuch ? .max : sum
      marks[place >> 6] |= 1 &<< UInt64(place & 63)
      markMarks[place >> 12] |= 1 &<< UInt64(place >> 6 & 63)
    }
    cursor = own
  }

  /// Takes off what was added before.
  private static func subtract(
    _ cursor: inout Cursor, _ start: UInt32, before end: UInt32, _ sums: inout [UInt32]
  ) {
    var sums = sums.mutableSpan
    var own = cursor
    own.forEach(before: end) { document, frequency in
      let place = Int(document &- start)
      sums[place] &-= min(sums[place], frequency)
    }
    cursor = own
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
        marks[word] = 0
        while bits != 0 {
          let place = word &<< 6 &+ bits.trailingZeroBitCount
          bits &= bits &- 1
          let document = start &+ UInt32(truncatingIfNeeded: place)
          let sum = sums[place]
          sums[place] = 0
          guard sum > 0 else { continue }
          documents[count] = document
          frequencies[count] = sum
          withTerm[Int(document >> 6)] |= 1 &<< UInt64(document & 63)
          count &+= 1
        }
      }
    }
    return count
  }
}
