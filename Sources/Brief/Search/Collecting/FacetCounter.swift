// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is counted over all matches: the values of keyword fields. A batch of documents at a time: their
// values are read together, and counted where an array has a place for each.

import BriefCodec

/// Counts the values of one keyword field over the matches of all segments.
struct FacetCounter {
  let request: FacetRequest
  private let field: Int
  private let space: Int
  private var counts: [[UInt8]: Int] = [:]
  private var ofSegment: [Int] = []
  private var column: OrdinalColumn?
  private var dictionary: TermDictionaryReader?
  /// Scratch: the ordinals of a batch.
  private var values: [UInt64] = []

  init(_ request: FacetRequest, layout: IndexLayout) throws(BriefError) {
    guard let field = layout.field(named: request.field),
      let space = layout.space(.values, ofField: field)
    else {
      throw BriefError(
        .invalidQuery, "Cannot count “\(request.field)”: it is not a keyword field of this index.")
    }
    self.request = request
    self.field = field
    self.space = space
  }

  mutating func begin(_ segment: SegmentReader) throws(CorruptionError) {
    column = try segment.ordinals(ofField: field)
    dictionary = segment.dictionary(space)
    ofSegment = [Int](zeros: segment.dictionary(space).count)
  }

  /// Counts the documents of a batch.
  mutating func count(_ batch: borrowing Batch) throws(CorruptionError) {
    guard let column else { return }
    guard column.isSingle else {
      for i in 0..<batch.count { try count(batch.document(i)) }
      return
    }
    if values.count < batch.count { values = [UInt64](zeros: batch.documents.count) }
    try column.copySingle(of: batch.documents, count: batch.count, into: &values)
    Self.count(values, batch.count, in: &ofSegment)
  }

  private static func count(_ ordinals: [UInt64], _ count: Int, in counts: inout [Int]) {
    let ordinals = ordinals.span
    var counts = counts.mutableSpan
    for i in 0..<count where ordinals[i] < UInt64(counts.count) {
      counts[Int(truncatingIfNeeded: ordinals[i])] &+= 1
    }
  }

  /// Counts a document.
  mutating func count(_ doc: DocID) throws(CorruptionError) {
    guard let column else { return }
    try column.forEachOrdinal(of: doc) { ordinal in
      if ofSegment.indices.contains(ordinal) { ofSegment[ordinal] += 1 }
    }
  }

  mutating func endSegment() throws(CorruptionError) {
    guard var cursor = dictionary?.cursor() else { return }
    for count in ofSegment {
      guard try cursor.next() else { return }
      if count > 0 { counts[cursor.term, default: 0] += count }
    }
  }

  /// The most frequent values.
  var facet: Facet {
    let sorted = counts.sorted { a, b in
      a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
    }
    return Facet(
      field: request.field,
      values: sorted.prefix(max(0, request.limit)).map {
        Facet.Count(value: String(decoding: $0.key, as: UTF8.self), count: $0.value)
      })
  }
}
