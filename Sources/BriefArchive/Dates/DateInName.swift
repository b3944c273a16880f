// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Dates in the names of files and folders. Only years 1500...2199 are believed here: a
// name has other numbers as well.

enum DateInName {
  private static let years = 1500...2199

  /// The first date written in a file's name: `2024-03-01-rates`, `brief_20240301`,
  /// `2024年3月1日`, `2024-03`. A bare year is no date: names have too many numbers.
  ///
  /// - Parameter zone: seconds ahead of UTC, for a moment: `20240301093015`.
  static func date(inFileName name: some StringProtocol, zone: Int) -> CalendarDate? {
    let runs = digitRuns(in: name)
    for (index, run) in runs.enumerated() {
      if let date = date(at: index, of: runs) { return date }
      if run.digits == 8,
        let date = valid(run.value / 10_000, run.value / 100 % 100, run.value % 100)
      {
        return date
      }
      if run.digits == 14, let date = CalendarDate(parsing: String(run.value), zone: zone),
        years.contains(date.components.year)
      {
        return date
      }
    }
    return nil
  }

  /// The date of the folders of a path, the innermost last: `2024/03/01`, `2024/03`,
  /// `2024`, or one folder named by a date.
  static func date(inFolders folders: [some StringProtocol], zone: Int) -> CalendarDate? {
    for end in folders.indices.reversed() {
      if let date = date(inFileName: folders[end], zone: zone) { return date }
      guard let year = number(folders[end], digits: 4), years.contains(year) else { continue }
      guard end + 1 < folders.endIndex, let month = number(folders[end + 1], digits: 2),
        let inMonth = CalendarDate(year: year, month: month)
      else { return CalendarDate(year: year) }
      guard end + 2 < folders.endIndex, let day = number(folders[end + 2], digits: 2) else {
        return inMonth
      }
      return CalendarDate(year: year, month: month, day: day) ?? inMonth
    }
    return nil
  }

  private struct DigitRun {
    var value: Int
    var digits: Int
    /// What stands between this run and the one before.
    var separator: String
  }

  private static func digitRuns(in name: some StringProtocol) -> [DigitRun] {
    var runs: [DigitRun] = []
    var separator = ""
    var rest = Substring(name)
    while let character = rest.first {
      guard character.isASCII, character.isNumber else {
        separator.append(character)
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      runs.append(
        DigitRun(value: Int(digits) ?? -1, digits: digits.count, separator: separator))
      separator = ""
      rest = rest.dropFirst(digits.count)
    }
    return runs
  }

  /// `YYYY sep MM sep DD` or `YYYY sep MM` from the run at `index` on.
  private static func date(at index: Int, of runs: [DigitRun]) -> CalendarDate? {
    guard runs[index].digits == 4, index + 1 < runs.count else { return nil }
    let separators: Set<String> = ["-", "_", ".", "年", "년", "년 "]
    let month = runs[index + 1]
    guard separators.contains(month.separator), month.digits <= 2 else { return nil }
    if index + 2 < runs.count {
      let day = runs[index + 2]
      let follows = day.separator == month.separator || ["月", "월", "월 "].contains(day.separator)
      if follows, day.digits <= 2,
        let date = valid(runs[index].value, month.value, day.value)
      {
        return date
      }
    }
    return month.digits == 2 ? valid(runs[index].value, month.value, nil) : nil
  }

  private static func valid(_ year: Int, _ month: Int, _ day: Int?) -> CalendarDate? {
    years.contains(year) ? CalendarDate(year: year, month: month, day: day) : nil
  }

  private static func number(_ text: some StringProtocol, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return Int(text)
  }
}
