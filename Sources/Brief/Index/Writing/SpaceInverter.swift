// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Inverts the tokens of one term space, a batch of documents at a time. While documents come in,
// every token is one integer in one array: its term's number and its value (a position, or a weight
// where the space keeps frequencies only). At the end of the batch a counting sort by term turns
// "document → tokens" into "term → documents": tokens arrive in document order and the sort is
// stable, so each term's run comes out in order. A batch is small enough for all of this to stay in
// the cache, which is what makes the sort cheap.

import BriefCodec
import BriefText

/// Inverts one term space.
struct SpaceInverter {
  private let detail: TermSpace.Detail
  private(set) var table = TermTable()
  /// Term number in the high half, value in the low one.
  private(set) var tokens: [UInt64] = []
  private(set) var documentEnds: [UInt32] = []
  /// In a space of values, the last document that each term was added to.
  private var newest: [UInt32] = []
  private var sorted: [UInt64] = []
  private var encoded: [UInt8] = []

  init(_ space: TermSpace) { detail = space.detail }

  /// Adds the words of a text in the current document, with their positions.
  mutating func add(_ buffer: borrowing TokenBuffer) {
    let positions = buffer.positions.span
    Self.add(buffer, areStems: false, &table, &tokens) {
      UInt32(truncatingIfNeeded: positions[$0])
    }
  }

  /// Adds the words of a text in the current document, or its stems, each as often as `weight` says.
  mutating func add(_ buffer: borrowing TokenBuffer, areStems: Bool, weight: UInt32) {
    Self.add(buffer, areStems: areStems, &table, &tokens) { _ in weight }
  }

  @inline(__always)
  private static func add(
    _ buffer: borrowing TokenBuffer, areStems: Bool, _ table: inout TermTable,
    _ tokens: inout [UInt64], value: (Int) -> UInt32
  ) {
    let bytes = buffer.bytes.span
    let ends = buffer.termEnds.span
    let forms = buffer.forms.span
    // To append nothing to nothing is a race, see `ChunkCache.insert`.
    guard !ends.isEmpty else { return }
    tokens.append(addingCapacity: ends.count) { room in
      table.forEachNumber(
        of: bytes, count: ends.count, end: { Int(ends[$0]) },
        isWanted: { (forms[$0] == .stem) == areStems }
      ) { i, number in
        room.append(UInt64(number) << 32 | UInt64(value(i)))
      }
    }
  }

  /// Adds an occurrence of a term to the current document.
  mutating func add(term bytes: Span<UInt8>, _ range: Range<Int>) {
    tokens.append(UInt64(table.number(of: bytes, range)) << 32 | 1)
  }

  /// Adds a value of the current document, unless it has it.
  mutating func add(value: String) {
    let bytes = value.utf8.span
    let number = table.number(of: bytes, bytes.indices)
    if Int(number) == newest.count { newest.append(.max) }
    let document = UInt32(documentEnds.count)
    guard newest[Int(number)] != document else { return }
    newest[Int(number)] = document
    tokens.append(UInt64(number) << 32 | 1)
  }

  /// Ends the current document.
  mutating func endDocument() { documentEnds.append(UInt32(tokens.count)) }

  /// The runs of the documents added; the next document begins another batch.
  mutating func finish() -> SpaceRuns {
    let (starts, documentCount) = sort()
    let limit = encodedLimit()
    if encoded.count < limit { encoded = [UInt8](repeating: 0, count: limit) }
    var ends = [UInt32](repeating: 0, count: table.count)
    let length = Self.encode(sorted, starts, detail, &encoded, &ends)
    var runs = SpaceRuns(
      terms: table, postings: Array(encoded[..<length]), ends: ends, documentCount: documentCount)
    if detail == .documents {
      runs.members = tokens.map { UInt32(truncatingIfNeeded: $0 >> 32) }
      runs.memberEnds = documentEnds
    }
    table = TermTable(capacity: table.count)
    newest.removeAll(keepingCapacity: true)
    documentEnds.removeAll(keepingCapacity: true)
    if tokens.count > TokenBuffer.keptTokens {
      // One huge document must not cost its memory for as long as the writer lives.
      (tokens, sorted, encoded) = ([], [], [])
    } else {
      tokens.removeAll(keepingCapacity: true)
    }
    return runs
  }

  /// What the runs take at most: a document's head and frequency wherever a term can be, and each
  /// distance of positions no more than the largest position does.
  private func encodedLimit() -> Int {
    let heads = min(tokens.count, table.count * documentEnds.count)
    guard detail == .positions else { return heads * 10 }
    let bits = UInt32(truncatingIfNeeded: tokens.reduce(0, |))  // those of the largest, and others
    let distance = 1 + max(0, bits.bitWidth - bits.leadingZeroBitCount - 1) / 7
    return heads * 10 + tokens.count * distance
  }

  /// Sorts the tokens by term: document in the high half, value in the low one. Returns where each
  /// term's begin, and how many documents have any.
  private mutating func sort() -> (starts: [UInt32], documentCount: Int) {
    var starts = [UInt32](repeating: 0, count: table.count + 1)
    for token in tokens { starts[Int(token >> 32) + 1] += 1 }
    for i in 0..<table.count { starts[i + 1] += starts[i] }
    var next = starts
    if sorted.count < tokens.count { sorted = [UInt64](repeating: 0, count: tokens.count) }
    let documentCount = Self.distribute(tokens, documentEnds, &next, &sorted)
    return (starts, documentCount)
  }

  private static func distribute(
    _ tokens: [UInt64], _ documentEnds: [UInt32], _ next: inout [UInt32],
    _ sorted: inout [UInt64]
  ) -> Int {
    let tokens = tokens.span
    let documentEnds = documentEnds.span
    var next = next.mutableSpan
    var sorted = sorted.mutableSpan
    var documentCount = 0
    var token = 0
    for document in documentEnds.indices {
      let end = Int(documentEnds[document])
      if token < end { documentCount += 1 }
      while token < end {
        let term = Int(tokens[token] >> 32)
        let place = Int(next[term])
        next[term] &+= 1
        sorted[place] = UInt64(document) << 32 | tokens[token] & 0xffff_ffff
        token &+= 1
      }
    }
    return documentCount
  }

  /// Writes all runs and returns their length.
  private static func encode(
    _ sorted: [UInt64], _ starts: [UInt32], _ detail: TermSpace.Detail,
    _ bytes: inout [UInt8], _ ends: inout [UInt32]
  ) -> Int {
    let sorted = sorted.span
    let starts = starts.span
    var bytes = bytes.mutableSpan
    var ends = ends.mutableSpan
    var length = 0
    for term in ends.indices {
      var i = Int(starts[term])
      let end = Int(starts[term &+ 1])
      var last: UInt64 = 0  // one more than the document before
      while i < end {
        let first = i
        let document = sorted[i] >> 32
        var frequency: UInt64 = 0
        while i < end, sorted[i] >> 32 == document {
          frequency &+= detail == .frequencies ? sorted[i] & 0xffff_ffff : 1
          i &+= 1
        }
        let head = (document &+ 1 &- last) << 1
        last = document &+ 1
        // Frequencies are of 32 bits.
        frequency = min(frequency, UInt64(UInt32.max))
        bytes.putVarint(frequency == 1 ? head | 1 : head, &length)
        if frequency != 1 { bytes.putVarint(frequency, &length) }
        guard detail == .positions else { continue }
        var position: UInt32 = 0
        for j in first..<i {
          let next = UInt32(truncatingIfNeeded: sorted[j])
          bytes.putVarint(UInt64(next &- position), &length)
          position = next
        }
      }
      ends[term] = UInt32(length)
    }
    return length
  }
}
