// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An order of documents in which those with the same terms stand close together: lists are shorter
// then, and what a block can add at most differs more from block to block, so that more of them are
// passed over.
//
// Recursive graph bisection: the documents are cut in two halves, and those exchanged that the other half
// suits better; then the same within each half, until few are left. A half suits a document better the
// more of its terms are frequent there: the gain of moving it is, to a first order, the sum over its terms
// of log2 (right + 1) − log2 (left + 1), for the numbers of documents that have the term on either side.
// One number says it for both sides, and whoever lies on the wrong side of the median changes over.
// Dhulipala et al., "Compressing Graphs and Indexes with Recursive Graph Bisection", KDD 2016; Mackenzie
// et al., "Faster Index Reordering with Bipartite Graph Partitioning", SIGIR 2021.

package import BriefCodec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds an order of documents in which those with the same terms stand close together.
package struct GraphBisection: Sendable {
  /// The terms of all documents.
  private let terms: DocumentTerms

  /// Pieces that are divided no further: a block of postings. Down to an eighth of one, the sealed index of
  /// `speed-en` is larger by six kilobytes, queries take as long, and sealing 3 % longer (2026-11-29).
  static let leafSize = 256
  /// Documents that a thread looks at before it asks for more.
  private static let keysAtOnce = 1 << 14
  /// Most pieces are settled after a few rounds; more than this many gain nothing.
  private static let roundLimit = 20
  /// A piece is settled when no more than a pair for so many of its documents has changed places. Going on until none
  /// does takes a quarter to a third more time here, and makes neither the index smaller nor queries faster
  /// (`speed-en`, as it is and cut short, 2026-11-29).
  private static let settledShare = 64
  /// Documents whose keys say about where the median of a large piece is.
  private static let sampleSize = 1_024

  package init(_ terms: DocumentTerms) { self.terms = terms }

  /// The documents in their new order: a function of the order they come in and of nothing else.
  ///
  /// Takes a few passes over the terms of all documents for each halving: 1.1 s on one thread for 435,648 documents
  /// with 21 million terms (`speed-en`, 2026-11-30), and twice the memory of the terms.
  package func order(_ documents: [UInt32], workers: WorkerThreads) -> [UInt32] {
    // The first cut is weighed by all threads together; the pieces are then divided side by side.
    var pieces = halves(of: documents, workers)
    while pieces.count < 32, pieces.contains(where: { $0.count > Self.leafSize }) {
      let works = pieces.map { piece in workers.start { halves(of: piece) } }
      pieces = works.flatMap { $0.result() }
    }
    let works = pieces.map { piece in workers.start { divided(piece) } }
    return works.flatMap { $0.result() }
  }

  private func halves(of piece: [UInt32], _ workers: WorkerThreads? = nil) -> [[UInt32]] {
    guard piece.count > Self.leafSize else { return [piece] }
    let ordered = withTerms(of: piece) { part, documents, sides in
      part.refine(&documents, 0..<documents.count, &sides, workers)
    }
    let middle = piece.count / 2
    return [Array(ordered[..<middle]), Array(ordered[middle...])]
  }

  private func divided(_ piece: [UInt32]) -> [UInt32] {
    withTerms(of: piece) { part, documents, sides in
      part.divide(&documents, 0..<documents.count, &sides)
    }
  }

  /// Puts the documents of a piece in the order that `body` does. Their terms lie side by side while it is at
  /// work: going through those of all documents for each piece takes a third more time.
  private func withTerms(
    of piece: [UInt32], _ body: (GraphBisection, inout [UInt32], inout Sides) -> Void
  ) -> [UInt32] {
    let isWhole = piece.count == terms.count && piece.indices.allSatisfy { piece[$0] == $0 }
    let part = isWhole ? self : GraphBisection(terms.selecting(piece))
    var documents = piece.indices.map { UInt32($0) }
    var sides = Sides(terms)
    body(part, &documents, &sides)
    return documents.map { piece[Int($0)] }
  }

  private func divide(_ documents: inout [UInt32], _ range: Range<Int>, _ sides: inout Sides) {
    guard range.count > Self.leafSize else { return }
    refine(&documents, range, &sides)
    let middle = range.lowerBound + range.count / 2
    divide(&documents, range.lowerBound..<middle, &sides)
    divide(&documents, middle..<range.upperBound, &sides)
  }

  // MARK: - One cut

  /// What is known of the two halves of a piece.
  private struct Sides {
    /// For each term, and what fills up words of four, in how many documents of either half it is.
    var left: [Int32]
    var right: [Int32]
    /// The terms of the piece.
    var present: [UInt16] = []
    /// For each of them, what it speaks for the right half; nothing for the filler.
    var gains: [Float]
    /// For each document of the piece, what speaks for the right half, and those among which the median is looked for.
    var keys: [Float] = []
    var selection: [Float] = []

    init(_ terms: DocumentTerms) {
      left = [Int32](repeating: 0, count: terms.termCount + 1)
      right = left
      gains = [Float](repeating: 0, count: terms.termCount + 1)
    }

    /// Forgets the last piece.
    mutating func clear() {
      for term in left.indices {
        left[term] = 0
        right[term] = 0
      }
    }

    /// Finds out which terms the piece has. Asked of each term of each document while they are counted, it took nearly
    /// as long as counting; words are chosen so that a piece has on average no fewer of those than there are terms.
    mutating func findPresent() {
      present.removeAll(keepingCapacity: true)
      for term in 0..<(left.count - 1) where left[term] | right[term] != 0 {
        present.append(UInt16(term))
      }
    }
  }

  /// Exchanges documents between the halves of a range until little is gained by it.
  private func refine(
    _ documents: inout [UInt32], _ range: Range<Int>, _ s: inout Sides,
    _ workers: WorkerThreads? = nil
  ) {
    let middle = range.lowerBound + range.count / 2
    s.clear()
    count(documents, range.lowerBound..<middle, &s.left)
    count(documents, middle..<range.upperBound, &s.right)
    s.findPresent()
    for round in 0..<Self.roundLimit {
      Self.weigh(s.present, s.left, s.right, &s.gains)
      if let workers {
        key(documents, range, s.gains, workers, &s.keys)
      } else {
        key(documents, range, s.gains, &s.keys)
      }
      let median = Self.median(of: s.keys, range.count, &s.selection)
      // What gains little is left as it is, and more so from round to round: it would be exchanged back
      // and forth otherwise.
      let margin = Float(round) / 2
      let exchanged = exchange(&documents, range, middle, median - margin, median + margin, &s)
      guard exchanged > range.count / Self.settledShare else { break }
    }
  }

  /// Counts the terms of some documents.
  private func count(_ documents: [UInt32], _ range: Range<Int>, _ counts: inout [Int32]) {
    let (documents, fours, starts) = (documents.span, terms.fours.span, terms.starts.span)
    var counts = counts.mutableSpan
    for i in range {
      let document = Int(documents[i])
      for j in starts[document]..<starts[document &+ 1] {
        let four = fours[Int(j)]
        counts[Int(four & 0xFFFF)] &+= 1
        counts[Int(four >> 16 & 0xFFFF)] &+= 1
        counts[Int(four >> 32 & 0xFFFF)] &+= 1
        counts[Int(four >> 48)] &+= 1
      }
    }
  }

  private static func weigh(
    _ present: [UInt16], _ left: [Int32], _ right: [Int32], _ gains: inout [Float]
  ) {
    let (present, left, right) = (present.span, left.span, right.span)
    var gains = gains.mutableSpan
    for i in present.indices {
      let term = Int(present[i])
      gains[term] = log2(Float(right[term] &+ 1)) - log2(Float(left[term] &+ 1))
    }
  }

  /// Writes what speaks for the right half, as ``key(_:_:_:_:)`` does, by many threads.
  private func key(
    _ documents: [UInt32], _ range: Range<Int>, _ gains: [Float], _ workers: WorkerThreads,
    _ keys: inout [Float]
  ) {
    let works = stride(from: range.lowerBound, to: range.upperBound, by: Self.keysAtOnce).map {
      start in
      workers.start {
        var keys: [Float] = []
        key(documents, start..<min(start + Self.keysAtOnce, range.upperBound), gains, &keys)
        return keys
      }
    }
    keys.removeAll(keepingCapacity: true)
    keys.reserveCapacity(range.count)
    for work in works { keys += work.result() }
  }

  /// Writes what speaks for the right half, document by document of a range.
  private func key(
    _ documents: [UInt32], _ range: Range<Int>, _ gains: [Float], _ keys: inout [Float]
  ) {
    if keys.count < range.count { keys = [Float](repeating: 0, count: range.count) }
    let (documents, fours, starts) = (documents.span, terms.fours.span, terms.starts.span)
    let gains = gains.span
    var keys = keys.mutableSpan
    for i in range {
      let document = Int(documents[i])
      // Four sums at once: one would wait for each addition before the next.
      var (a, b, c, d) = (Float(0), Float(0), Float(0), Float(0))
      for j in starts[document]..<starts[document &+ 1] {
        let four = fours[Int(j)]
        a += gains[Int(four & 0xFFFF)]
        b += gains[Int(four >> 16 & 0xFFFF)]
        c += gains[Int(four >> 32 & 0xFFFF)]
        d += gains[Int(four >> 48)]
      }
      keys[i &- range.lowerBound] = (a + c) + (b + d)
    }
  }

  /// Exchanges documents of the left half above a bound for those of the right half below another. Returns
  /// how many of each.
  private func exchange(
    _ documents: inout [UInt32], _ range: Range<Int>, _ middle: Int, _ low: Float, _ high: Float,
    _ s: inout Sides
  ) -> Int {
    var (left, right) = (range.lowerBound, middle)
    var exchanged = 0
    while true {
      while left < middle, s.keys[left - range.lowerBound] <= high { left += 1 }
      while right < range.upperBound, s.keys[right - range.lowerBound] >= low { right += 1 }
      guard left < middle, right < range.upperBound else { return exchanged }
      move(documents[left], &s.left, &s.right)
      move(documents[right], &s.right, &s.left)
      documents.swapAt(left, right)
      exchanged += 1
      left += 1
      right += 1
    }
  }

  private func move(_ document: UInt32, _ from: inout [Int32], _ to: inout [Int32]) {
    let (fours, starts) = (terms.fours.span, terms.starts.span)
    var from = from.mutableSpan
    var to = to.mutableSpan
    for j in starts[Int(document)]..<starts[Int(document) + 1] {
      var four = fours[Int(j)]
      for _ in 0..<4 {
        from[Int(four & 0xFFFF)] &-= 1
        to[Int(four & 0xFFFF)] &+= 1
        four >>= 16
      }
    }
  }

  /// The key that would stand in the middle if the first `count` were sorted: looked for among those that lie between
  /// two keys of a sample, which takes one pass where looking among all takes three (Floyd and Rivest, "Expected time
  /// bounds for selection", 1975).
  static func median(
    of keys: [Float], _ count: Int, _ selection: inout [Float]
  ) -> Float {
    let place = count / 2
    if count > 8 * sampleSize {
      selection.removeAll(keepingCapacity: true)
      for i in 0..<sampleSize { selection.append(keys[i * (count / sampleSize)]) }
      let low = element(sampleSize / 2 - sampleSize / 16, of: &selection)
      let high = element(sampleSize / 2 + sampleSize / 16, of: &selection)
      let below = select(keys, count, from: low, through: high, into: &selection)
      if (below..<(below + selection.count)).contains(place) {
        return element(place - below, of: &selection)
      }
    }
    selection.removeAll(keepingCapacity: true)
    selection.append(contentsOf: keys[..<count])
    return element(place, of: &selection)
  }

  /// Replaces `selection` with the keys that lie between two; returns how many lie below.
  private static func select(
    _ keys: [Float], _ count: Int, from low: Float, through high: Float,
    into selection: inout [Float]
  ) -> Int {
    selection.removeAll(keepingCapacity: true)
    let keys = keys.span
    var below = 0
    for i in 0..<count {
      let key = keys[i]
      // Whether it is below is as good as random, whether it is between is mostly no.
      let isBelow = key < low ? 1 : 0
      below &+= isBelow
      if isBelow | (key > high ? 1 : 0) == 0 { selection.append(key) }
    }
    return below
  }

  /// The element that would stand at `place` if the values were sorted (Hoare's selection).
  private static func element(_ place: Int, of values: inout [Float]) -> Float {
    var values = values.mutableSpan
    var (low, high) = (0, values.count - 1)
    while low < high {
      let pivot = values[low + (high - low) / 2]
      var (i, j) = (low, high)
      while i <= j {
        while values[i] < pivot { i &+= 1 }
        while values[j] > pivot { j &-= 1 }
        if i <= j {
          values.swapAt(i, j)
          i &+= 1
          j &-= 1
        }
      }
      if place <= j { high = j } else if place >= i { low = i } else { break }
    }
    return values[place]
  }
}
