// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Moments and calendar days without Foundation. The conversion between days and civil dates follows
// the era arithmetic of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013):
// a year that begins in March has its leap day last, so that months have a closed formula.

/// A moment in whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970, UTC; negative before.
  public var seconds: Int64

  /// A moment, `seconds` after 1970-01-01T00:00:00Z.
  public init(seconds: Int64) { self.seconds = seconds }

  /// A moment of the proleptic Gregorian calendar in UTC, or `nil` if there is no such moment.
  ///
  /// Years 1...9999, hours 0...23, minutes 0...59, seconds 0...60 (a leap second counts as the next).
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.daysIn(month: month, year: year)).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    seconds = Int64(days * 86_400 + hour * 3_600 + minute * 60 + second)
  }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

  /// Year, month, day of this moment in UTC.
  public var day: (year: Int, month: Int, day: Int) {
    Self.civil(days: Int(seconds.flooredQuotient(by: 86_400)))
  }

  /// ISO 8601: `2024-03-01` at midnight, else `2024-03-01T12:30:00Z`.
  public var description: String {
    let (year, month, day) = day
    let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    let remainder = Int(seconds % 86_400)
    let time = remainder < 0 ? remainder + 86_400 : remainder
    guard time != 0 else { return date }
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60)
    return
      "\(date)T\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))Z"
  }

  /// The number of days in a month, leap years included.
  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to a civil date.
  package static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year  // years begin in March
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The civil date `days` after 1970-01-01.
  package static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * m + 2) / 5 + 1
    let month = m < 10 ? m + 3 : m - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity, so that days before 1970 are whole days too.
  @inline(__always)
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
