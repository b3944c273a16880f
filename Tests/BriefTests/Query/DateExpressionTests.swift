// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Dates as they are typed: text, first and last second.

import Brief
import Testing

@Suite struct DateExpressionTests {
  /// 2025-03-31T12:30:05Z, a Monday.
  static let now = Timestamp(year: 2025, month: 3, day: 31, hour: 12, minute: 30, second: 5)

  /// `2025-01-01 … 2025-12-31T23:59:59Z`, or `-` for no date.
  private func range(_ text: String, now: Timestamp? = Self.now) -> String {
    guard let range = DateExpression.range(text, now: now) else { return "-" }
    let first = Timestamp(seconds: range.lowerBound)
    let last = Timestamp(seconds: range.upperBound)
    return first == last ? "\(first)" : "\(first) … \(last)"
  }

  @Test(arguments: [
    ("2025", "2025-01-01 … 2025-12-31T23:59:59Z"),
    ("2024", "2024-01-01 … 2024-12-31T23:59:59Z"),
    ("0001", "0001-01-01 … 0001-12-31T23:59:59Z"),
    ("9999", "9999-01-01 … 9999-12-31T23:59:59Z"),
    ("2025-03", "2025-03-01 … 2025-03-31T23:59:59Z"),
    ("2025/3", "2025-03-01 … 2025-03-31T23:59:59Z"),
    ("2024-02", "2024-02-01 … 2024-02-29T23:59:59Z"),
    ("2025-03-31", "2025-03-31 … 2025-03-31T23:59:59Z"),
    ("2025.3.1", "2025-03-01 … 2025-03-01T23:59:59Z"),
    ("20250331", "2025-03-31 … 2025-03-31T23:59:59Z"),
    ("2025-03-31T12", "2025-03-31T12:00:00Z … 2025-03-31T12:59:59Z"),
    ("2025-03-31T12:30", "2025-03-31T12:30:00Z … 2025-03-31T12:30:59Z"),
    ("2025-03-31 12:30", "2025-03-31T12:30:00Z … 2025-03-31T12:30:59Z"),
    ("2025-03-31t12:30:05z", "2025-03-31T12:30:05Z"),
    ("2025-03-31T12:30:05Z", "2025-03-31T12:30:05Z"),
    ("today", "2025-03-31 … 2025-03-31T23:59:59Z"),
    ("Yesterday", "2025-03-30 … 2025-03-30T23:59:59Z"),
    ("now", "2025-03-31T12:30:05Z"),
    ("0d", "2025-03-31T12:30:05Z"), ("30d", "2025-03-01T12:30:05Z"),
    ("2w", "2025-03-17T12:30:05Z"), ("6m", "2024-10-02T12:30:05Z"),
    ("1y", "2024-03-31T12:30:05Z"), ("12h", "2025-03-31T00:30:05Z"),
    ("30D", "2025-03-01T12:30:05Z"),
  ]) func `a date covers its moments`(text: String, expected: String) {
    #expect(range(text) == expected)
  }

  @Test(arguments: [
    "", "-", "x", "25", "25-03", "202503", "2025-00", "2025-13", "2025-02-29", "2025-04-31",
    "2025-03-31T24", "2025-03-31T12:60", "2025-03-31T12:30:05:00", "2025-03-31-12-30-05-07",
    "2025-003", "0000", "10000", "+2025", "２０２５", "2025-3a", "z", "2025z1", "d", "-1d", "+1d",
    "100001d", "99999999999999999999d", "1x", "1.5d", "tomorrow", "2025-03-31+02:00",
  ]) func `other texts are not dates`(text: String) {
    #expect(range(text) == "-")
  }

  @Test(arguments: ["today", "yesterday", "now", "30d"])
  func `without a clock there is no age`(text: String) {
    #expect(range(text, now: nil) == "-")
  }

  @Test func `a clock outside the calendar is no clock`() {
    for end in [Timestamp(seconds: .min), Timestamp(seconds: .max)] {
      for text in ["today", "yesterday", "now", "100000y", "1h"] {
        #expect(range(text, now: end) == "-", "\(end), \(text)")
      }
      #expect(range("2025", now: end) == "2025-01-01 … 2025-12-31T23:59:59Z")
    }
  }
}
