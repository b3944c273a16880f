// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is counted over all matches: hits over time. Where the dates of a segment span no more than some
// thousand years, each day has a place in an array, and months and years are sums of days.

import BriefCodec

/// Counts matches by day, month or year.
struct HistogramCounter {
  private let interval: HistogramRequest.Interval
  private let field: Int
  private var counts: [Int64: Int] = [:]
  private var column: NumberColumn?
  /// The matches of each day of the segment, from its first on; empty if there are too many days.
  private var ofDay: [Int] = []
  private var firstDay = 0
  /// Scratch: the moments of a batch.
  private var values: [UInt64] = []

  /// The days of 2,800 years: 8 MiB of counts.
  private static let mostDays = 1 << 20

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
    ofDay = []
    guard let column, column.valueCount > 0 else { return }
    let first = try column.value(at: 0).flooredQuotient(by: Self.secondsADay)
    let last = try column.value(at: column.valueCount - 1).flooredQuotient(by: Self.secondsADay)
    guard first <= last, last - first < Self.mostDays else { return }
    firstDay = Int(first)
    ofDay = [Int](zeros: Int(last - first) + 1)
  }

  private static let secondsADay: Int64 = 86_400

  /// Counts the documents of a batch.
  mutating func count(_ batch: borrowing Batch) throws(CorruptionError) {
    guard let column else { return }
    guard column.isFull, !ofDay.isEmpty else {
      for i in 0..<batch.count { try count(batch.document(i)) }
      return
    }
    if values.count < batch.count { values = [UInt64](zeros: batch.documents.count) }
    try column.copyOrdered(of: batch.documents, count: batch.count, into: &values)
    Self.count(values, batch.count, from: firstDay, in: &ofDay)
  }

  private static func count(
    _ values: [UInt64], _ count: Int, from firstDay: Int, in days: inout [Int]
  ) {
    let values = values.span
    var days = days.mutableSpan
    for i in 0..<count {
      let seconds = Int64(ordered: values[i])
      let day = Int(seconds.flooredQuotient(by: secondsADay)) - firstDay
      if days.indices.contains(day) { days[day] &+= 1 }
    }
  }

  mutating func endSegment() {
    for (day, count) in ofDay.enumerated() where count > 0 {
      counts[start(ofDay: firstDay + day), default: 0] += count
    }
    ofDay = []
  }

  /// Counts a document.
  mutating func count(_ doc: DocID) throws(CorruptionError) {
    guard let seconds = try column?.value(of: doc) else { return }
    let day = Int(seconds.flooredQuotient(by: Self.secondsADay))
    counts[start(ofDay: day), default: 0] += 1
  }

  /// When the interval that a day lies in begins; the first moment there is, if that is later.
  private func start(ofDay number: Int) -> Int64 {
    let (year, month, day) = Timestamp.civil(days: number)
    let first =
      switch interval {
      case .day: Timestamp.days(year: year, month: month, day: day)
      case .month: Timestamp.days(year: year, month: month, day: 1)
      case .year: Timestamp.days(year: year, month: 1, day: 1)
      }
    let seconds = Int64(first).multipliedReportingOverflow(by: Self.secondsADay)
    return seconds.overflow ? .min : seconds.partialValue
  }

  var bars: [HistogramBar] {
    counts.sorted { $0.key < $1.key }.map {
      HistogramBar(start: Timestamp(seconds: $0.key), count: $0.value)
    }
  }
}
