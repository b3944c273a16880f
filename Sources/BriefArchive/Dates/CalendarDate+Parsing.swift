// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Dates as people and programs write them. The text is cut into numbers, words and signs,
// and the sequence is compared with the forms below; whatever fits none is no date.
//
//     2024   2024-03   2024-03-01   2024/3/1   2024.03.01   20240301   202403
//     2024-03-01T09:30   2024-03-01 09:30:15.25+08:00   20240301T093015Z
//     Fri, 01 Mar 2024 09:30:00 GMT   1-MAR-2024 09:30:00   (RFC 822, also two-digit years)
//     March 1, 2024   1 March 2024   1. März 2024   1 de marzo de 2024   March 2024
//     2024年3月1日   2024年3月   2024년 3월 1일

extension CalendarDate {
  /// The date that all of `text` says, or `nil`.
  ///
  /// - Parameter zone: seconds ahead of UTC, for times that name no zone.
  public init?(parsing text: some StringProtocol, zone: Int = 0) {
    guard text.utf8.count <= 100 else { return nil }
    var scanner = DateScanner(text)
    guard let date = scanner.date(zone: zone) else { return nil }
    self = date
  }

  /// The date of a number in a record: a year, a basic date, or seconds or milliseconds
  /// since 1970.
  package init?(number: String) {
    if let date = CalendarDate(parsing: number) {
      self = date
      return
    }
    guard let value = Double(number), abs(value) < 1e15 else { return nil }
    let seconds = abs(value) >= 1e11 ? value / 1000 : value
    guard abs(seconds) >= 1e6 else { return nil }
    self.init(secondsSince1970: Int64(seconds.rounded(.down)))
  }
}
