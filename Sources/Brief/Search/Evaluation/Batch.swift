// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The documents under consideration: what flows from a list, or from a window that several lists were
// added up in, through the other lists of a query to the collector. Arrays of a fixed size, so that
// nothing is allocated while a query runs.

import BriefCodec

/// Documents in increasing order with their scores so far.
package struct Batch {
  var documents: [UInt32]
  var scores: [Float]
  package internal(set) var count = 0
  /// The list whose score for a phrase is left out of the scores, if any.
  var unclaimed: Int?
  /// Scratch of the list that a batch is refined by: which of the documents it has, and where.
  var matched: [UInt32]
  var places: [UInt32]

  /// How many documents there is room for.
  var capacity: Int { documents.count }

  /// A batch of at most `capacity` documents.
  init(capacity: Int) {
    documents = [UInt32](zeros: capacity)
    scores = [Float](zeros: capacity)
    matched = documents
    places = documents
  }

  /// The document at an index below ``count``.
  package func document(_ index: Int) -> DocID { DocID(documents[index]) }
  /// Its score.
  package func score(_ index: Int) -> Float { scores[index] }

  /// Holds the documents of a range from here on, without scores.
  mutating func fill(with documents: [UInt32], _ range: Range<Int>) {
    count = range.count
    Self.copy(documents, range, to: &self.documents)
    Self.clear(&scores, count)
  }

  /// Holds documents side by side from here on, without scores.
  mutating func fill(with documents: Range<UInt32>) {
    count = documents.count
    for (i, document) in documents.enumerated() { self.documents[i] = document }
    Self.clear(&scores, count)
  }

  /// Holds the documents whose sum is at least `floor` from here on; there must be room for all.
  mutating func fill(with sums: borrowing SparseSums, floor: Float) {
    count = BlockKernels.selectReaching(
      floor, of: sums.documents, sums.scores, 0..<sums.count, into: &documents, &scores, at: 0)
  }

  /// Holds the documents at some places of another batch from here on.
  mutating func gather(_ places: [UInt32], _ count: Int, from other: Batch) {
    for i in 0..<count {
      documents[i] = other.documents[Int(places[i])]
      scores[i] = other.scores[Int(places[i])]
    }
    self.count = count
  }

  /// Brings their scores back.
  func scatter(_ places: [UInt32], to other: inout Batch) {
    for i in 0..<count { other.scores[Int(places[i])] = scores[i] }
  }

  /// Leaves the documents without scores.
  mutating func clearScores() { Self.clear(&scores, count) }

  /// Drops the documents whose score is below `floor`.
  mutating func drop(below floor: Float) {
    count = BlockKernels.selectReaching(floor, &documents, &scores, 0..<count, to: 0)
  }

  /// Drops the documents that do not have a word.
  mutating func keep(membersOf column: WordColumn) {
    count = column.keep(&documents, &scores, count: count)
  }

  // MARK: - Moving what a list has, or has not

  /// Moves the documents of `range` that were matched, `count` in all, to `target`, which is not after
  /// them; returns where they end.
  mutating func keep(matches count: Int, of range: Range<Int>, to target: Int) -> Int {
    Self.gather(&documents, matched, count, from: range.lowerBound, to: target)
    Self.gather(&scores, matched, count, from: range.lowerBound, to: target)
    return target + count
  }

  /// Moves those of `range` that were not matched.
  mutating func drop(matches count: Int, of range: Range<Int>, to target: Int) -> Int {
    var target = target
    var start = range.lowerBound
    for i in 0..<count {
      let match = range.lowerBound + Int(matched[i])
      target = move(start..<match, to: target)
      start = match + 1
    }
    return move(start..<range.upperBound, to: target)
  }

  /// Moves all of `range`.
  mutating func move(_ range: Range<Int>, to target: Int) -> Int {
    guard target < range.lowerBound else { return range.upperBound }
    Self.copy(&documents, range, to: target)
    Self.copy(&scores, range, to: target)
    return target + range.count
  }

  // Spans, since indices of arrays that are somebody's properties are checked for more than bounds.

  @inline(__always)
  private static func gather<T>(
    _ values: inout [T], _ matched: [UInt32], _ count: Int, from start: Int, to target: Int
  ) {
    var values = values.mutableSpan
    let matched = matched.span
    for i in 0..<count { values[target &+ i] = values[start &+ Int(matched[i])] }
  }

  private static func copy(_ source: [UInt32], _ range: Range<Int>, to target: inout [UInt32]) {
    let source = source.span.extracting(range)
    var target = target.mutableSpan
    for i in source.indices { target[i] = source[i] }
  }

  private static func clear(_ scores: inout [Float], _ count: Int) {
    var scores = scores.mutableSpan
    for i in 0..<count { scores[i] = 0 }
  }

  @inline(__always)
  private static func copy<T>(_ values: inout [T], _ range: Range<Int>, to target: Int) {
    var values = values.mutableSpan
    for i in 0..<range.count { values[target &+ i] = values[range.lowerBound &+ i] }
  }

  /// Drops the documents that `isKept` denies.
  mutating func filter(_ isKept: (DocID) throws(CorruptionError) -> Bool) throws(CorruptionError) {
    var kept = 0
    for i in 0..<count where try isKept(DocID(documents[i])) {
      documents[kept] = documents[i]
      scores[kept] = scores[i]
      kept += 1
    }
    count = kept
  }
}
