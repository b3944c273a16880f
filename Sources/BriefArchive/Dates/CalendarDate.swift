// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A moment of the proleptic Gregorian calendar together with how exactly it is known.
// Days are counted as in Howard Hinnant's "chrono-compatible low-level date algorithms":
// years begin in March, so that the leap day is the last of its year.

/// A date as a brief gives it: a year, a month, a day, or a moment to the second.
///
/// Years run from 1 to 9999. A date less exact than a second stands for its first second,
/// in UTC: `2024-03` is `2024-03-01T00:00:00Z` with precision `month`.
public struct CalendarDate: Sendable, Hashable, Comparable {
  /// How exactly a date is known.
  public enum Precision: UInt8, Sendable, Hashable, CaseIterable {
    case year, month, day, second
  }

  /// Seconds since the beginning of 1970 in UTC, leap seconds not counted.
  public let secondsSince1970: Int64
  /// How much of ``secondsSince1970`` is known.
  public let precision: Precision

  /// The first and the last moment that can be said.
  private static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// A date given in seconds, or `nil` outside the years 1...9999.
  public init?(secondsSince1970 seconds: Int64, precision: Precision = .second) {
    guard Self.range.contains(seconds) else { return nil }
    self.secondsSince1970 = seconds
    self.precision = precision
  }

  /// A year, a month or a day, or `nil` if the calendar has none such.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    let precision: Precision = month == nil ? .year : day == nil ? .month : .day
    guard month != nil || day == nil,
      let days = Self.days(year: year, month: month ?? 1, day: day ?? 1)
    else { return nil }
    self.init(secondsSince1970: days * 86_400, precision: precision)
  }

  /// A moment, or `nil` if clock or calendar have none such.
  ///
  /// - Parameters:
  ///   - second: 0...60; a leap second counts as the first of the next minute.
  ///   - offset: seconds by which the clock is ahead of UTC.
  public init?(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int = 0, offset: Int = 0
  ) {
    guard let days = Self.days(year: year, month: month, day: day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      abs(offset) < 86_400
    else { return nil }
    let time = Int64(hour * 3600 + minute * 60 + second - offset)
    self.init(secondsSince1970: days * 86_400 + time)
  }

  /// Days since 1970 to a day of the calendar, or `nil` if there is no such day.
  private static func days(year: Int, month: Int, day: Int) -> Int64? {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= length(ofMonth: month, year: year)
    else { return nil }
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Year, month and day in UTC.
  public var components: (year: Int, month: Int, day: Int) {
    let days = Int(secondsSince1970.floorDivided(by: 86_400)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  public static func < (lhs: CalendarDate, rhs: CalendarDate) -> Bool {
    (lhs.secondsSince1970, lhs.precision.rawValue) < (rhs.secondsSince1970, rhs.precision.rawValue)
  }
}

extension CalendarDate: CustomStringConvertible {
  /// ISO 8601, as exact as the date: `2024`, `2024-03`, `2024-03-01`, `2024-03-01T09:30:00Z`.
  public var description: String {
    let (year, month, day) = components
    var text = Self.padded(year, to: 4)
    if precision >= .month { text += "-" + Self.padded(month, to: 2) }
    if precision >= .day { text += "-" + Self.padded(day, to: 2) }
    guard precision == .second else { return text }
    let seconds = Int(secondsSince1970 - secondsSince1970.floorDivided(by: 86_400) * 86_400)
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, to: 2) }
    return text + "T" + time.joined(separator: ":") + "Z"
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension CalendarDate.Precision: Comparable {
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension Int64 {
  /// The quotient rounded towards minus infinity, as days before 1970 need it.
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
  }
}
