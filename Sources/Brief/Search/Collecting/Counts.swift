// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is counted over all matches: the values of keyword fields, and hits over time.

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
    ofSegment = [Int](repeating: 0, count: segment.dictionary(space).count)
  }

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

/// Counts matches by day, month or year.
struct HistogramCounter {
  private let interval: HistogramRequest.Interval
  private let field: Int
  private var counts: [Int64: Int] = [:]
  private var column: NumberColumn?

  init(_ request: HistogramRequest, layout: IndexLayout) throws(BriefError) {
    guard let field = layout.field(named: request.field),
      case .date = layout.schema.fields[field].kind
    else {
      throw BriefError(
        .invalidQuery,
        "Cannot draw a histogram over “\(request.field)”: it is not a date field of this index.")
    }
    interval = request.interval
    self.field = field
  }

  mutating func begin(_ segment: SegmentReader) throws(CorruptionError) {
    column = try segment.numbers(ofField: field)
  }

  mutating func count(_ doc: DocID) throws(CorruptionError) {
    guard let seconds = try column?.value(of: doc) else { return }
    let (year, month, day) = Timestamp(seconds: seconds).day
    let start =
      switch interval {
      case .day: Timestamp.days(year: year, month: month, day: day)
      case .month: Timestamp.days(year: year, month: month, day: 1)
      case .year: Timestamp.days(year: year, month: 1, day: 1)
      }
    counts[Int64(start) * 86_400, default: 0] += 1
  }

  var bars: [HistogramBar] {
    counts.sorted { $0.key < $1.key }.map {
      HistogramBar(start: Timestamp(seconds: $0.key), count: $0.value)
    }
  }
}
