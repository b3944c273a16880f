// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The engine leaves out days, months and years without a hit; a chart needs them, or it lies.

package import Brief

/// The days, months or years of a histogram.
package enum HistogramCalendar {
  /// A bar of the chart.
  package struct Bar: Hashable {
    package var start: Timestamp
    package var count: Int

    package init(start: Timestamp, count: Int) {
      self.start = start
      self.count = count
    }
  }

  /// The bars with empty ones between them; as they are if that makes more than `limit`.
  static func filled(
    _ bars: [HistogramBar], by interval: HistogramRequest.Interval, limit: Int
  ) -> [Bar] {
    filled(bars.map { Bar(start: $0.start, count: $0.count) }, by: interval, limit: limit)
  }

  package static func filled(
    _ given: [Bar], by interval: HistogramRequest.Interval, limit: Int
  ) -> [Bar] {
    var filled: [Bar] = []
    for bar in given {
      while let last = filled.last, let next = following(last.start, interval), next < bar.start {
        guard filled.count < limit else { return given }
        filled.append(Bar(start: next, count: 0))
      }
      guard filled.count < limit else { return given }
      filled.append(bar)
    }
    return filled
  }

  /// `2024-03-01`, `2024-03` or `2024`.
  package static func label(_ start: Timestamp, _ interval: HistogramRequest.Interval) -> String {
    let text = "\(start)"
    return switch interval {
    case .day: String(text.prefix(10))
    case .month: String(text.prefix(7))
    case .year: String(text.prefix(4))
    }
  }

  private static func following(
    _ start: Timestamp, _ interval: HistogramRequest.Interval
  ) -> Timestamp? {
    let (year, month, _) = start.day
    return switch interval {
    case .day: Timestamp(seconds: start.seconds + 86_400)
    case .month: Timestamp(year: year + month / 12, month: month % 12 + 1, day: 1)
    case .year: Timestamp(year: year + 1, month: 1, day: 1)
    }
  }
}
