// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One posting list: what its entry, its blocks, its bounds and its documents say of each other.

import BriefCodec

/// Reads all of a posting list and compares what must agree.
struct ListCheck {
  private let segment: SegmentReader
  private let detail: TermSpace.Detail
  private let payload: TermPayload
  private let norms: Norms?
  /// What the list's entries in the ledger begin with; `nil` if nothing is to be entered.
  var key: UInt64?
  /// What a column holds for each document of the list.
  var columnKey: UInt64?

  /// - Parameter norms: of the field, whose bounds are compared; `nil` in a space of values.
  init(
    _ check: borrowing SegmentCheck, _ detail: TermSpace.Detail, _ payload: TermPayload,
    _ norms: Norms?
  ) {
    segment = check.segment
    self.detail = detail
    self.payload = payload
    self.norms = norms
  }

  private func damaged(_ reason: String, expected: Int? = nil, found: Int) -> CorruptionError {
    CorruptionError(
      file: segment.postings.name,
      offset: payload.documentFrequency == 1 ? 0 : Int(clamping: payload.postings),
      reason: reason, expected: expected.map { UInt64(clamping: $0) },
      found: UInt64(clamping: found))
  }

  /// Enters all documents of the list and marks them in `hasTerm`; returns how many are not deleted.
  func run(
    _ ledger: inout PostingLedger, _ hasTerm: inout [Bool]
  ) throws(CorruptionError) -> Int {
    let list = try PostingsCursor(segment, detail: detail, payload: payload)
    var bounds = try BoundsCheck(segment, detail: detail, payload: payload)
    var (documents, live, occurrences) = (0, 0, UInt64(0))
    var positions: [UInt32] = []
    var last: DocID?
    var doc = try list.advance()
    while doc != .exhausted {
      guard doc.index < segment.documentCount, last.map({ $0 < doc }) ?? true else {
        throw damaged("order of documents in a list", found: doc.index)
      }
      last = doc
      documents += 1
      hasTerm[doc.index] = true
      if segment.live?[doc] ?? true { live += 1 }
      let frequency = try list.frequency()
      occurrences += UInt64(frequency)
      try bounds.add(doc, Impact(frequency: frequency, norm: norms.map { $0[doc] } ?? 0))
      var hash = key.map { ledger.hash($0, frequency: frequency) }
      if detail == .positions {
        try list.readPositions(into: &positions)
        guard positions.count == Int(frequency),
          zip(positions, positions.dropFirst()).allSatisfy({ $0 <= $1 })
        else {
          throw damaged(
            "positions in a document", expected: Int(frequency), found: positions.count)
        }
        for position in positions { hash = hash.map { ledger.hash($0, position: position) } }
      }
      if let hash { ledger.subtract(hash, from: doc.index) }
      if let columnKey { ledger.add(columnKey, to: doc.index) }
      doc = try list.advance()
    }
    try bounds.finish()
    guard documents == Int(payload.documentFrequency) else {
      throw damaged(
        "documents in a list", expected: Int(payload.documentFrequency), found: documents)
    }
    guard occurrences == payload.totalTermFrequency else {
      throw damaged(
        "occurrences in a list", expected: Int(clamping: payload.totalTermFrequency),
        found: Int(clamping: occurrences))
    }
    return live
  }
}
