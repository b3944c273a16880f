// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What pages and feeds say of themselves, taken into a brief.

extension BriefDocument {
  /// Takes the date of the first of `texts` that is one; none if none is.
  ///
  /// - Parameter zone: seconds ahead of UTC, for times that name no zone.
  mutating func takeDate(from texts: [String?], zone: Int) {
    let dates = texts.lazy.compactMap { $0.flatMap { CalendarDate(parsing: $0, zone: zone) } }
    guard let date = dates.first else { return }
    self.date = date
    dateFrom = .metadata
  }

  /// Takes the language of the first of `texts` that names one; none if none does.
  mutating func takeLanguage(from texts: [String?]) {
    let codes = texts.lazy.compactMap { $0.flatMap { WrittenLanguage.code($0) } }
    guard let code = codes.first else { return }
    lang = code
    langFrom = .metadata
  }
}
