// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Dates as typed in a query, as the range of moments they cover:
//
//     2025             a year            2025-03-31T12:30     a minute
//     2025-03  2025/3  a month           2025-03-31T12:30:05  a second
//     2025-03-31       a day             20250331             a day
//     today yesterday  days              30d 2w 6m 1y 12h     that long ago, as the moment
//
// Times are UTC; a `Z` at the end is allowed.

/// Reads dates as people type them.
package enum DateExpression {
  /// The seconds a date covers, first and last; `nil` if the text is not a date. Without `now`, or with
  /// one outside the years 1...9999, there are no days and ages relative to it.
  package static func range(_ text: String, now: Timestamp?) -> ClosedRange<Int64>? {
    let text = text.lowercased()
    let now = now.flatMap { (1...9999).contains($0.day.year) ? $0 : nil }
    return named(text, now: now) ?? age(text, now: now) ?? calendar(text)
  }

  private static func named(_ text: String, now: Timestamp?) -> ClosedRange<Int64>? {
    guard let now else { return nil }
    let day = now.day
    let start = Int64(Timestamp.days(year: day.year, month: day.month, day: day.day)) * 86_400
    switch text {
    case "today": return start...(start + 86_399)
    case "yesterday": return (start - 86_400)...(start - 1)
    case "now": return now.seconds...now.seconds
    default: return nil
    }
  }

  private static func age(_ text: String, now: Timestamp?) -> ClosedRange<Int64>? {
    guard let now, let unit = text.last, let count = Int64(text.dropLast()),
      (0...100_000).contains(count), text.first != "+"
    else { return nil }
    let seconds: Int64
    switch unit {
    case "h": seconds = 3_600
    case "d": seconds = 86_400
    case "w": seconds = 7 * 86_400
    case "m": seconds = 30 * 86_400
    case "y": seconds = 365 * 86_400
    default: return nil
    }
    let moment = now.seconds - count * seconds
    return moment...moment
  }

  private static func calendar(_ text: String) -> ClosedRange<Int64>? {
    var digits = text.split(whereSeparator: { "-/.t: ".contains($0) }).map(String.init)
    guard !digits.isEmpty, let last = digits.last else { return nil }
    if last.hasSuffix("z") { digits[digits.count - 1] = String(last.dropLast()) }
    if digits.count == 1, digits[0].utf8.count == 8 {
      let all = digits[0]
      digits = [
        String(all.prefix(4)), String(all.dropFirst(4).prefix(2)), String(all.suffix(2)),
      ]
    }
    guard digits.count <= 6, digits[0].utf8.count == 4,
      digits.dropFirst().allSatisfy({ (1...2).contains($0.utf8.count) }),
      digits.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let n = digits.compactMap { Int($0) }
    func moment(_ n: [Int]) -> Int64? {
      Timestamp(
        year: n[0], month: n.count > 1 ? n[1] : 1, day: n.count > 2 ? n[2] : 1,
        hour: n.count > 3 ? n[3] : 0, minute: n.count > 4 ? n[4] : 0,
        second: n.count > 5 ? n[5] : 0)?.seconds
    }
    guard n.count == digits.count, let start = moment(n) else { return nil }
    let length: Int
    switch n.count {
    case 1: length = Timestamp.daysIn(month: 2, year: n[0]) == 29 ? 366 * 86_400 : 365 * 86_400
    case 2: length = Timestamp.daysIn(month: n[1], year: n[0]) * 86_400
    case 3: length = 86_400
    case 4: length = 3_600
    case 5: length = 60
    default: length = 1
    }
    return start...(start + Int64(length) - 1)
  }
}
