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
  /// The terms of all documents, one document after the other.
  private let terms: [UInt16]
  /// Where each document's terms begin, and the end of the last.
  private let starts: [Int]
  private let termCount: Int

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

  /// - Parameters:
  ///   - terms: the terms of all documents, numbers below `termCount`.
  ///   - starts: where the terms of each document begin, and the end.
  package init(terms: [UInt16], starts: [Int], termCount: Int) {
    self.terms = terms
    self.starts = starts
    self.termCount = termCount
  }

  /// The documents in their new order: a function of the order they come in and of nothing else.
  ///
  /// Takes a few passes over the terms of all documents for each halving: 1.2 s on one thread for 435,648 documents
  /// with 21 million terms (`speed-en`, 2026-11-29), and twice the memory of the terms.
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
    let isWhole = piece.count == starts.count - 1 && piece.indices.allSatisfy { piece[$0] == $0 }
    let part = isWhole ? self : GraphBisection(self, of: piece)
    var documents = piece.indices.map { UInt32($0) }
    var sides = Sides(termCount)
    body(part, &documents, &sides)
    return documents.map { piece[Int($0)] }
  }

  /// A piece's documents alone, numbered as they stand in it.
  private init(_ whole: GraphBisection, of piece: [UInt32]) {
    var starts = [0]
    starts.reserveCapacity(piece.count + 1)
    var count = 0
    for document in piece {
      count += whole.starts[Int(document) + 1] - whole.starts[Int(document)]
      starts.append(count)
    }
    self.init(terms: Self.terms(piece, whole, count), starts: starts, termCount: whole.termCount)
  }

  /// The `count` terms of some documents, one after the other.
  private static func terms(
    _ piece: [UInt32], _ whole: GraphBisection, _ count: Int
  ) -> [UInt16] {
    let (all, starts) = (whole.terms.span, whole.starts.span)
    var terms: [UInt16] = []
    guard count > 0 else { return terms }  // see `ChunkCache.insert`
    terms.append(addingCapacity: count) { room in
      for document in piece {
        for i in starts[Int(document)]..<starts[Int(document) &+ 1] { room.append(all[i]) }
      }
    }
    return terms
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
    /// For each term, in how many documents of either half it is; 0 but while a piece is refined.
    var left: [Int32]
    var right: [Int32]
    /// The terms of the piece.
    var present: [UInt16] = []
    /// For each of them, what it speaks for the right half.
    var gains: [Float]
    /// For each document of the piece, what speaks for the right half, and the same to be sorted.
    var keys: [Float] = []
    var selection: [Float] = []

    init(_ termCount: Int) {
      left = [Int32](repeating: 0, count: termCount)
      right = left
      gains = [Float](repeating: 0, count: termCount)
    }
  }

  /// Exchanges documents between the halves of a range until little is gained by it.
  private func refine(
    _ documents: inout [UInt32], _ range: Range<Int>, _ s: inout Sides,
    _ workers: WorkerThreads? = nil
  ) {
    let middle = range.lowerBound + range.count / 2
    count(documents, range.lowerBound..<middle, &s.left, &s.right, &s.present)
    count(documents, middle..<range.upperBound, &s.right, &s.left, &s.present)
    for round in 0..<Self.roundLimit {
      Self.weigh(s.present, s.left, s.right, &s.gains)
      if let workers {
        key(documents, range, s.gains, workers, &s.keys)
      } else {
        key(documents, range, s.gains, &s.keys)
      }
      let median = Self.element(range.count / 2, of: s.keys, range.count, &s.selection)
      // What gains little is left as it is, and more so from round to round: it would be exchanged back
      // and forth otherwise.
      let margin = Float(round) / 2
      let exchanged = exchange(&documents, range, middle, median - margin, median + margin, &s)
      guard exchanged > range.count / Self.settledShare else { break }
    }
    Self.clear(&s.present, &s.left, &s.right)
  }

  /// Counts the terms of some documents on their side.
  private func count(
    _ documents: [UInt32], _ range: Range<Int>, _ own: inout [Int32], _ other: inout [Int32],
    _ present: inout [UInt16]
  ) {
    let (documents, terms, starts) = (documents.span, terms.span, starts.span)
    var own = own.mutableSpan
    let other = other.span
    for i in range {
      let document = Int(documents[i])
      for j in starts[document]..<starts[document &+ 1] {
        let term = Int(terms[j])
        if own[term] | other[term] == 0 { present.append(terms[j]) }
        own[term] &+= 1
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
    let (documents, terms, starts, gains) = (documents.span, terms.span, starts.span, gains.span)
    var keys = keys.mutableSpan
    for i in range {
      let document = Int(documents[i])
      var j = starts[document]
      let end = starts[document &+ 1]
      // Four sums at once: one would wait for each addition before the next.
      var sums = SIMD4<Float>()
      while j &+ 4 <= end {
        sums += SIMD4(
          gains[Int(terms[j])], gains[Int(terms[j &+ 1])], gains[Int(terms[j &+ 2])],
          gains[Int(terms[j &+ 3])])
        j &+= 4
      }
      while j < end {
        sums[0] += gains[Int(terms[j])]
        j &+= 1
      }
      keys[i &- range.lowerBound] = sums.sum()
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
    let terms = terms.span
    var from = from.mutableSpan
    var to = to.mutableSpan
    for j in starts[Int(document)]..<starts[Int(document) + 1] {
      let term = Int(terms[j])
      from[term] &-= 1
      to[term] &+= 1
    }
  }

  private static func clear(
    _ present: inout [UInt16], _ left: inout [Int32], _ right: inout [Int32]
  ) {
    for term in present {
      left[Int(term)] = 0
      right[Int(term)] = 0
    }
    present.removeAll(keepingCapacity: true)
  }

  /// The element that would stand at `place` if the first `count` keys were sorted (Hoare's selection).
  private static func element(
    _ place: Int, of keys: [Float], _ count: Int, _ selection: inout [Float]
  ) -> Float {
    selection.removeAll(keepingCapacity: true)
    selection.append(contentsOf: keys[..<count])
    var values = selection.mutableSpan
    var (low, high) = (0, count - 1)
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
