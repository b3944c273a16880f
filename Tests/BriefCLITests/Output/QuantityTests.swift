// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import Brief
import BriefCLI
import Testing

struct QuantityTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (1.005, 1, "1.0"), (0.05, 1, "0.1"), (-0.04, 1, "0.0"), (-1.25, 1, "-1.3"),
    (12.0, 0, "12"), (2.5, 0, "3"), (0.99999, 4, "1.0000"), (.infinity, 1, "–"), (1e20, 1, "1e+20"),
  ])
  func `a decimal has the digits asked for`(value: Double, digits: Int, expected: String) {
    #expect(Quantity.fixed(value, digits: digits) == expected)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (9_949, "9.9 kB"), (9_950, "10 kB"),
    (999_499, "999 kB"), (999_500, "1.0 MB"), (1_500_000_000, "1.5 GB"),
  ])
  func `bytes are said in three digits`(count: Int, expected: String) {
    #expect(Quantity.bytes(count) == expected)
  }

  @Test(arguments: [
    (0.0, "0.0 ms"), (0.0008, "0.8 ms"), (0.0123, "12 ms"), (0.9999, "1.0 s"), (12.3, "12 s"),
    (100, "1 min 40 s"), (7_500, "2 h 5 min"),
  ])
  func `durations are said in the unit that fits`(seconds: Double, expected: String) {
    #expect(Quantity.seconds(seconds) == expected)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")])
  func `counts are grouped`(number: Int, expected: String) {
    #expect(Quantity.count(number) == expected)
  }

  @Test func `a noun is in the plural but for one`() {
    #expect(Quantity.count(1, "brief") == "1 brief")
    #expect(Quantity.count(0, "brief") == "0 briefs")
  }

  @Test func `progress says rate, share, time left and memory`() {
    let line = ProgressMeter.line(
      read: 12_000, rejected: 2, bytes: 30_000_000, totalBytes: 120_000_000, memory: 64_000_000,
      seconds: 3)
    #expect(
      line == "12,000 read, 4,000/s, 10 MB/s, 25%, 9.0 s left, 64 MB of memory, 2 rejected")
  }

  @Test func `a chart's longest bar fills its line and none that counts is empty`() {
    let chart = BarChart([
      BarChart.Bar(label: "2024-01", count: 1), BarChart.Bar(label: "2024-02", count: 0),
      BarChart.Bar(label: "2024-03", count: 1_000),
    ]).rendered(width: 30, on: .plain)
    let lines = chart.split(separator: "\n")
    #expect(lines[0] == "2024-01     1 ▏")
    #expect(lines[1] == "2024-02     0 ")
    #expect(lines[2] == "2024-03  1000 " + String(repeating: "█", count: 16))
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 30 })
  }

  @Test func `columns line up whatever is in them`() {
    var table = Table(.left, .right)
    table.add("en", "12")
    table.add("中文", "3")
    #expect(table.rendered(indent: " ") == " en    12\n 中文   3\n")
  }

  @Test func `months without a hit are drawn`() throws {
    let november = try #require(Timestamp(year: 2024, month: 11, day: 1))
    let february = try #require(Timestamp(year: 2025, month: 2, day: 1))
    let bars = [HistogramCalendar.Bar(start: november, count: 2), .init(start: february, count: 1)]
    let filled = HistogramCalendar.filled(bars, by: .month, limit: 120)
    #expect(
      filled.map { HistogramCalendar.label($0.start, .month) } == [
        "2024-11", "2024-12", "2025-01", "2025-02",
      ])
    #expect(filled.map(\.count) == [2, 0, 0, 1])
    #expect(HistogramCalendar.filled(bars, by: .day, limit: 30) == bars)
  }

  @Test func `days and years without a hit are drawn`() throws {
    let first = try #require(Timestamp(year: 2024, month: 2, day: 28))
    let last = try #require(Timestamp(year: 2024, month: 3, day: 1))
    let days = HistogramCalendar.filled(
      [.init(start: first, count: 1), .init(start: last, count: 1)], by: .day, limit: 9)
    #expect(
      days.map { HistogramCalendar.label($0.start, .day) } == [
        "2024-02-28", "2024-02-29", "2024-03-01",
      ])
    let years = try [2023, 2026].map { try #require(Timestamp(year: $0, month: 1, day: 1)) }
    let bars = HistogramCalendar.filled(
      years.map { .init(start: $0, count: 1) }, by: .year, limit: 9)
    #expect(
      bars.map { HistogramCalendar.label($0.start, .year) } == ["2023", "2024", "2025", "2026"])
  }
}
