// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the writer makes of a batch of documents, read entry by entry. The form of runs is described in
// `SpaceRuns.swift`.

extension SpaceRuns {
  /// Calls `body` with every document of a term, its frequency and its positions (none in a space
  /// without).
  package func forEachEntry(
    of term: UInt32, _ detail: TermSpace.Detail,
    _ body: (_ document: Int, _ frequency: UInt32, _ positions: [UInt32]) -> Void
  ) {
    let bytes = postings.span
    var offset = term == 0 ? 0 : Int(ends[Int(term) - 1])
    let end = Int(ends[Int(term)])
    var document = -1
    var positions: [UInt32] = []
    while offset < end {
      let head = bytes.varint(&offset)
      document += Int(head >> 1)
      let frequency = head & 1 == 1 ? 1 : UInt32(truncatingIfNeeded: bytes.varint(&offset))
      if detail == .positions {
        positions.removeAll(keepingCapacity: true)
        var position: UInt32 = 0
        for _ in 0..<frequency {
          position &+= UInt32(truncatingIfNeeded: bytes.varint(&offset))
          positions.append(position)
        }
      }
      body(document, frequency, positions)
    }
  }

  /// The bytes of a term.
  package func bytes(of term: UInt32) -> [UInt8] { Array(terms.bytes[terms.range(term)]) }
}

extension PostingLedger {
  /// Enters what the documents of a batch should have, numbered from `firstDocument` on.
  mutating func add(
    _ runs: SpaceRuns, _ detail: TermSpace.Detail, _ structure: Structure, _ space: Int,
    firstDocument: Int
  ) {
    for term in 0..<UInt32(runs.terms.count) {
      let key = key(structure, space, runs.bytes(of: term))
      runs.forEachEntry(of: term, detail) { document, frequency, positions in
        var entry = hash(key, frequency: frequency)
        for position in positions { entry = hash(entry, position: position) }
        add(entry, to: firstDocument + document)
      }
    }
  }
}
