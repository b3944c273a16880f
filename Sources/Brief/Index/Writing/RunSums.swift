// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The sum of several lists in a window of documents: each frequency is added where its document is, and the document
// marked; marks are of two levels, so that few documents are as quickly found as many.

import BriefCodec

/// Sums lists, a window at a time.
struct RunSums: Sendable {
  /// The documents of the window that have the term, and how often.
  private(set) var documents: [UInt32]
  private(set) var frequencies: [UInt32]
  private(set) var count = 0
  private let windows: DocumentWindows
  private let inputs: [Input]
  /// By input, the language of each document.
  private let languages: [[UInt8]]
  /// By document of the window. All are zero between two windows.
  private var sums: [UInt32]
  private var marks: [UInt64]
  private var markMarks: [UInt64]
  /// Documents of the segment that have any term, a bit each.
  private var withTerm: [UInt64]

  /// What counts of an input.
  private struct Input {
    let hasPositions: Bool
    let isWithheld: Bool
    let weight: UInt32
  }

  init(_ windows: DocumentWindows, inputs: [DerivedTerms.Input]) {
    self.windows = windows
    self.inputs = inputs.map {
      Input(
        hasPositions: $0.lists.detail == .positions, isWithheld: $0.isWithheld, weight: $0.weight)
    }
    languages = inputs.map(\.languages)
    let length = max(1, windows.longest)
    documents = [UInt32](repeating: 0, count: length)
    frequencies = documents
    sums = documents
    marks = [UInt64](repeating: 0, count: (length + 63) / 64)
    markMarks = [UInt64](repeating: 0, count: (marks.count + 63) / 64)
    withTerm = [UInt64](repeating: 0, count: (windows.documentCount + 63) / 64)
  }

  /// How many documents have a term in any of some sums.
  static func documentCount(_ all: [RunSums]) -> Int {
    guard let first = all.first else { return 0 }
    return first.withTerm.indices.reduce(0) { count, i in
      count + all.reduce(0) { $0 | $1.withTerm[i] }.nonzeroBitCount
    }
  }

  /// Leaves the sum of a part of a plan in ``documents`` and ``frequencies``. Its bytes begin at `offset`, which is
  /// moved behind them.
  mutating func take(_ part: SumPlan.Part, of plan: borrowing SumPlan, _ offset: inout Int) {
    count = 0
    let first = windows.starts[part.window]
    for i in part.steps {
      let (place, filter) = (plan.steps[i].place, plan.steps[i].languages)
      let source = Int(plan.steps[i].input)
      let input = inputs[source]
      let run = RunEntries(place, from: offset, hasPositions: input.hasPositions)
      offset += Int(place.length)
      let counted = Counted(languages: filter, weight: input.weight)
      if input.isWithheld {
        Self.subtract(run, plan.bytes, counted, languages[source], first, &sums)
      } else if part.isOne {
        count = Self.list(
          run, plan.bytes, counted, languages[source], &documents, &frequencies, &withTerm,
          from: count)
      } else {
        Self.add(run, plan.bytes, counted, languages[source], first, &sums, &marks, &markMarks)
      }
    }
    if !part.isOne {
      count = Self.collect(
        first, &sums, &marks, &markMarks, &documents, &frequencies, &withTerm)
    }
  }

  /// Which documents of a run count, and how much.
  private struct Counted {
    let languages: UInt64
    let weight: UInt32
  }

  /// Calls `body` with the documents of a run that count, and how much each does.
  @inline(__always)
  private static func forEach(
    _ run: RunEntries, _ bytes: [UInt8], _ counted: Counted, _ languages: [UInt8],
    _ body: (UInt32, UInt32) -> Void
  ) {
    let bytes = bytes.span
    var run = run
    let weight = UInt64(counted.weight)
    if counted.languages == DerivedTerms.anyLanguage {
      while let (document, frequency) = run.next(bytes) {
        body(document, UInt32(clamping: UInt64(frequency) &* weight))
      }
    } else {
      let languages = languages.span
      while let (document, frequency) = run.next(bytes) {
        guard counted.languages &>> UInt64(languages[Int(document)]) & 1 == 1 else { continue }
        body(document, UInt32(clamping: UInt64(frequency) &* weight))
      }
    }
  }

  /// Lists the documents of a run; returns where the list ends.
  private static func list(
    _ run: RunEntries, _ bytes: [UInt8], _ counted: Counted, _ languages: [UInt8],
    _ documents: inout [UInt32],
    _ frequencies: inout [UInt32], _ withTerm: inout [UInt64], from start: Int
  ) -> Int {
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var withTerm = withTerm.mutableSpan
    var count = start
    forEach(run, bytes, counted, languages) { document, frequency in
      documents[count] = document
      frequencies[count] = frequency
      withTerm[Int(document >> 6)] |= 1 &<< UInt64(document & 63)
      count &+= 1
    }
    return count
  }

  private static func add(
    _ run: RunEntries, _ bytes: [UInt8], _ counted: Counted, _ languages: [UInt8], _ first: UInt32,
    _ sums: inout [UInt32], _ marks: inout [UInt64], _ markMarks: inout [UInt64]
  ) {
    var sums = sums.mutableSpan
    var marks = marks.mutableSpan
    var markMarks = markMarks.mutableSpan
    forEach(run, bytes, counted, languages) { document, frequency in
      let place = Int(document &- first)
      let (sum, isTooMuch) = sums[place].addingReportingOverflow(frequency)
      sums[place] = isTooMuch ? .max : sum
      marks[place >> 6] |= 1 &<< UInt64(place & 63)
      markMarks[place >> 12] |= 1 &<< UInt64(place >> 6 & 63)
    }
  }

  /// Takes off what was added before.
  private static func subtract(
    _ run: RunEntries, _ bytes: [UInt8], _ counted: Counted, _ languages: [UInt8], _ first: UInt32,
    _ sums: inout [UInt32]
  ) {
    var sums = sums.mutableSpan
    forEach(run, bytes, counted, languages) { document, frequency in
      let place = Int(document &- first)
      sums[place] &-= min(sums[place], frequency)
    }
  }

  /// Lists the documents that have sums, and clears those; returns how many there are.
  private static func collect(
    _ first: UInt32, _ sums: inout [UInt32], _ marks: inout [UInt64],
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
          let document = first &+ UInt32(truncatingIfNeeded: place)
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
