// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where several lists meet: a stretch of documents with a slot each. Lists add their scores one after
// the other, in whatever order; what was touched is found by its marks, not by looking at every slot.

import BriefCodec

/// Where the scores of several lists are added up.
protocol ScoreSums {
  /// Adds the scores of `documents[range]`, which ascend.
  mutating func add(_ documents: [UInt32], _ scores: [Float], _ range: Range<Int>)
}

/// The sums of scores of a stretch of 4,096 documents: 16 KiB, half of a first-level cache.
struct Window: ScoreSums {
  static let length = 4_096
  /// Its slots: those of a stretch that begins within a chunk of 64 documents, from the chunk's first on.
  static let room = length + WordColumn.chunkLength

  private var sums: [Float]
  private var marks: [UInt64]
  /// The first document of the stretch. The window must be empty when it is set.
  var base: UInt32 = 0

  /// An empty window; one of length 0 where no list is ever added up.
  init(length: Int) {
    sums = [Float](zeros: length)
    marks = [UInt64](zeros: length / 64)
  }

  /// Adds the scores of `documents[range]`, which must lie in the stretch.
  mutating func add(_ documents: [UInt32], _ scores: [Float], _ range: Range<Int>) {
    BlockKernels.accumulate(documents, scores, range, base: base, into: &sums, marks: &marks)
  }

  /// Moves the documents whose sum is at least `floor` into a batch and empties the window.
  mutating func collect(floor: Float, into batch: inout Batch) {
    batch.count = BlockKernels.collect(
      &sums, marks: &marks, base: base, floor: floor, into: &batch.documents, &batch.scores)
  }

  /// Moves the documents of `low..<high` into a batch whose sum and bound, a byte for each document from the
  /// window's first on, are at least `floor`, and empties the window.
  mutating func collect(
    from low: UInt32, to high: UInt32, floor: Float, bounds: [UInt8], unit: Float,
    into batch: inout Batch
  ) {
    let count = BlockKernels.collect(
      sums, bounds: bounds, length: Int(high - base), unit: unit, base: base, floor: floor,
      into: &batch.documents, &batch.scores)
    var first = 0
    while first < count, batch.documents[first] < low { first += 1 }
    batch.count = batch.move(first..<count, to: 0)
    Self.clear(&sums, where: &marks)
  }

  private static func clear(_ sums: inout [Float], where marks: inout [UInt64]) {
    var sums = sums.mutableSpan
    var marks = marks.mutableSpan
    for i in marks.indices where marks[i] != 0 {
      marks[i] = 0
      for j in (64 * i)..<(64 * i + 64) { sums[j] = 0 }
    }
  }
}

/// A set of documents among a stretch of 65,536: 8 KiB.
struct MarkedWindow {
  static let length = 65_536

  private var marks = [UInt64](zeros: length / 64)
  /// Room for the words of a block.
  var words = [UInt64](zeros: DeltaBlock.wordLimit)
  /// The first document of the stretch.
  private(set) var base: UInt32 = 0

  /// Begins a stretch without documents.
  mutating func begin(at base: UInt32) {
    self.base = base
    Self.clear(&marks)
  }

  private static func clear(_ marks: inout [UInt64]) {
    var marks = marks.mutableSpan
    for i in marks.indices { marks[i] = 0 }
  }

  /// Marks `documents[range]`; `false` if one lies outside the stretch.
  mutating func mark(_ documents: [UInt32], _ range: Range<Int>) -> Bool {
    BlockKernels.mark(documents, range, base: base, in: &marks)
  }

  /// Marks document `first` + i for each bit i of the first `count` words; `false` if one lies outside.
  mutating func mark(count: Int, at first: UInt32) -> Bool {
    BlockKernels.mark(words: words, count: count, at: Int(first - base), in: &marks)
  }

  /// Marks the documents before `high` that have a word, and of its 64 some that follow.
  mutating func mark(membersOf column: WordColumn, before high: UInt32) {
    column.mark(from: Int(base), Int(high - base), in: &marks)
  }

  /// Leaves the documents of `low..<high`, which begins in the first 64.
  mutating func clip(_ low: UInt32, _ high: UInt32) {
    marks[0] &= .max << UInt64(low - base)
    let end = Int(high - base)
    for i in (end / 64)..<marks.count where marks[i] != 0 {
      marks[i] &= i == end / 64 ? 1 << UInt64(end % 64) - 1 : 0
    }
  }

  /// Unmarks a document of the stretch.
  mutating func unmark(_ document: UInt32) {
    let place = Int(document - base)
    marks[place / 64] &= ~(1 << UInt64(place % 64))
  }

  /// Leaves the documents that are marked in another window of the same stretch as well.
  mutating func intersect(_ other: MarkedWindow) {
    Self.combine(&marks, other.marks, flipping: 0)
  }

  /// Leaves the documents that are in a set.
  mutating func intersect(_ set: DocumentSet) {
    let start = Int(base) / 64
    let words = set.words.span
    var marks = marks.mutableSpan
    let shared = min(marks.count, max(0, words.count - start))
    for i in 0..<shared { marks[i] &= words[start + i] }
    for i in shared..<marks.count { marks[i] = 0 }
  }

  /// Leaves the documents that are not marked in another window of the same stretch.
  mutating func subtract(_ other: MarkedWindow) {
    Self.combine(&marks, other.marks, flipping: .max)
  }

  /// Calls `body` with the marks, of which it may clear some.
  mutating func refine(
    _ body: (inout [UInt64]) throws(CorruptionError) -> Void
  ) throws(CorruptionError) {
    try body(&marks)
  }

  private static func combine(
    _ marks: inout [UInt64], _ others: [UInt64], flipping: UInt64
  ) {
    var marks = marks.mutableSpan
    let others = others.span
    for i in marks.indices { marks[i] &= others[i] ^ flipping }
  }

  /// How many documents are marked; of those that live, if `live` is given.
  func count(live: LiveDocs?) -> Int {
    guard let live else { return BlockKernels.popcount(marks, count: marks.count) }
    let start = Int(base) / 64
    var sum = 0
    for i in 0..<min(marks.count, max(0, live.words.count - start)) {
      sum += (marks[i] & live.words[start + i]).nonzeroBitCount
    }
    return sum
  }

  /// Fills a batch with marked documents, from word `next` of the marks on, and steps over those words.
  /// Says whether there were any.
  func read(_ next: inout Int, into batch: inout Batch) -> Bool {
    batch.count = Self.read(marks, &next, base: base, into: &batch.documents)
    batch.clearScores()
    return batch.count > 0
  }

  /// Eight documents of a word at a time, whether there are as many or not: how many there are, nobody
  /// can foresee.
  private static func read(
    _ marks: [UInt64], _ next: inout Int, base: UInt32, into documents: inout [UInt32]
  ) -> Int {
    let marks = marks.span
    var documents = documents.mutableSpan
    let full = documents.count - 64
    var count = 0
    while next < marks.count, count <= full {
      while next + 4 <= marks.count,
        marks[next] | marks[next + 1] | marks[next + 2] | marks[next + 3] == 0
      {
        next += 4
      }
      guard next < marks.count else { break }
      var word = marks[next]
      let end = count + word.nonzeroBitCount
      let first = base &+ UInt32(next) &* 64
      var place = count
      while place < end {
        for i in place..<(place + 8) {
          documents[i] = first &+ UInt32(truncatingIfNeeded: word.trailingZeroBitCount)
          word &= word &- 1
        }
        place += 8
      }
      count = end
      next += 1
    }
    return count
  }
}
