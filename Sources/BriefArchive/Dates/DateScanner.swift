// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The reading of one date: text → pieces → date. See CalendarDate+Parsing.swift for the forms.

struct DateScanner {
  /// A number with as many digits as were written, a word, or a sign.
  private enum Piece: Equatable {
    case number(Int, digits: Int)
    case word(String)
    case sign(Character)
  }

  private var pieces: ArraySlice<Piece> = []

  init(_ text: some StringProtocol) {
    var pieces: [Piece] = []
    var rest = Substring(text)
    while let character = rest.first {
      if character.isASCII, character.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        // A number too long for Int is no part of a date; -1 fits no form.
        pieces.append(.number(Int(digits) ?? -1, digits: digits.count))
        rest = rest.dropFirst(digits.count)
      } else if "年月日년월일".contains(character) {
        pieces.append(.sign(character))
        rest = rest.dropFirst()
      } else if character.isLetter {
        let word = rest.prefix { $0.isLetter && !"年月日년월일".contains($0) }
        pieces.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        if !character.isWhitespace {
          pieces.append(.sign(character))
        } else if pieces.last != .sign(" ") {
          pieces.append(.sign(" "))
        }
        rest = rest.dropFirst()
      }
    }
    while pieces.first == .sign(" ") { pieces.removeFirst() }
    while pieces.last == .sign(" ") { pieces.removeLast() }
    self.pieces = pieces[...]
  }

  /// The date that all pieces together say.
  mutating func date(zone: Int) -> CalendarDate? {
    let all = pieces
    if let date = numericDate(zone: zone), pieces.isEmpty { return date }
    pieces = all
    if let date = ideographicDate(zone: zone), pieces.isEmpty { return date }
    pieces = all
    if let date = namedMonthDate(zone: zone), pieces.isEmpty { return date }
    return nil
  }

  // MARK: - Forms

  private mutating func numericDate(zone: Int) -> CalendarDate? {
    guard case .number(let first, let digits)? = pieces.popFirst() else { return nil }
    switch digits {
    case 4:
      break
    case 6:
      return CalendarDate(year: first / 100, month: first % 100)
    case 8:
      return dateAndTime(first / 10_000, first / 100 % 100, first % 100, zone: zone)
    case 14:
      let (date, time) = (first / 1_000_000, first % 1_000_000)
      return CalendarDate(
        year: date / 10_000, month: date / 100 % 100, day: date % 100,
        hour: time / 10_000, minute: time / 100 % 100, second: time % 100, offset: zone)
    default:
      return nil
    }
    guard let separator = separator(among: "-/.") else { return CalendarDate(year: first) }
    guard let month = number(digits: 1...2) else { return nil }
    guard take(separator) else { return CalendarDate(year: first, month: month) }
    guard let day = number(digits: 1...2) else { return nil }
    return dateAndTime(first, month, day, zone: zone)
  }

  private mutating func ideographicDate(zone: Int) -> CalendarDate? {
    guard let year = number(digits: 4...4) else { return nil }
    takeSpace()
    guard take("年") || take("년") else { return nil }
    takeSpace()
    guard let month = number(digits: 1...2) else { return CalendarDate(year: year) }
    takeSpace()
    guard take("月") || take("월") else { return nil }
    takeSpace()
    guard let day = number(digits: 1...2) else { return CalendarDate(year: year, month: month) }
    takeSpace()
    guard take("日") || take("일") else { return nil }
    return dateAndTime(year, month, day, zone: zone)
  }

  /// `[weekday,] day month year [time]`, `month [day,] year [time]`.
  private mutating func namedMonthDate(zone: Int) -> CalendarDate? {
    var day: Int?
    var month: Int?
    if case .word(let word)? = pieces.first, MonthNames.month(named: word) == nil {
      pieces.removeFirst()  // the weekday
      takeFillers()
    }
    if case .word(let word)? = pieces.first {
      month = MonthNames.month(named: word)
      pieces.removeFirst()
      takeFillers()
      if case .number(_, let digits)? = pieces.first, digits <= 2 { day = number(digits: 1...2) }
    } else {
      day = number(digits: 1...2)
      takeFillers()
      guard case .word(let word)? = pieces.popFirst() else { return nil }
      month = MonthNames.month(named: word)
    }
    takeFillers()
    guard let month, let year = fullYear() else { return nil }
    guard let day else { return CalendarDate(year: year, month: month) }
    if pieces.first == .sign(",") { pieces.removeFirst() }
    return dateAndTime(year, month, day, zone: zone)
  }

  private mutating func fullYear() -> Int? {
    guard case .number(let year, let digits)? = pieces.first, digits == 4 || digits == 2 else {
      return nil
    }
    pieces.removeFirst()
    // RFC 2822, 4.3: two-digit years below 50 belong to this century.
    return digits == 4 ? year : year < 50 ? 2000 + year : 1900 + year
  }

  // MARK: - Time and zone

  private mutating func dateAndTime(
    _ year: Int, _ month: Int, _ day: Int, zone: Int
  ) -> CalendarDate? {
    guard let date = CalendarDate(year: year, month: month, day: day) else { return nil }
    let isTime = take("T") || take("t") || take(" ")
    guard isTime, !pieces.isEmpty else { return isTime ? nil : date }
    guard case .number(let first, let digits)? = pieces.popFirst() else { return nil }
    var (hour, minute, second) = (first, 0, 0)
    if digits == 6 || digits == 4 {  // 093015, 0930
      let time = digits == 6 ? first : first * 100
      (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100)
    } else {
      guard digits <= 2, take(":"), let minutes = number(digits: 2...2) else { return nil }
      minute = minutes
      if take(":") {
        guard let seconds = number(digits: 2...2) else { return nil }
        second = seconds
      }
    }
    if take(".") || take(",") { guard number(digits: 1...9) != nil else { return nil } }
    takeSpace()
    guard let offset = pieces.isEmpty ? zone : zoneOffset() else { return nil }
    return CalendarDate(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offset: offset)
  }

  /// `Z`, `+08:00`, `-0500`, `+08`, or a zone of RFC 822.
  private mutating func zoneOffset() -> Int? {
    if case .word(let name)? = pieces.first {
      pieces.removeFirst()
      guard pieces.isEmpty || name == "UTC" || name == "GMT" else { return nil }
      let hours = [
        "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
        "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1, "JST": 9,
        "KST": 9,
      ]
      guard let offset = hours[name.uppercased()] else { return nil }
      if pieces.isEmpty { return offset * 3600 }
    }
    let isAhead = take("+")
    guard isAhead || take("-") || take("−"),
      case .number(let number, let digits)? = pieces.popFirst()
    else { return nil }
    var (hours, minutes) = digits == 4 ? (number / 100, number % 100) : (number, 0)
    if digits <= 2, take(":") {
      guard let written = self.number(digits: 2...2) else { return nil }
      minutes = written
    }
    guard (0...23).contains(hours), (0...59).contains(minutes) else { return nil }
    hours *= isAhead ? 1 : -1
    minutes *= isAhead ? 1 : -1
    return hours * 3600 + minutes * 60
  }

  // MARK: - Pieces

  private mutating func number(digits: ClosedRange<Int>) -> Int? {
    guard case .number(let value, let count)? = pieces.first, digits.contains(count) else {
      return nil
    }
    pieces.removeFirst()
    return value
  }

  /// Takes `character` if it is next; a letter is a word of its own.
  private mutating func take(_ character: Character) -> Bool {
    guard let next = pieces.first else { return false }
    guard next == .sign(character) || next == .word(String(character)) else { return false }
    pieces.removeFirst()
    return true
  }

  private mutating func takeSpace() {
    if pieces.first == .sign(" ") { pieces.removeFirst() }
  }

  private mutating func separator(among separators: String) -> Character? {
    guard case .sign(let sign)? = pieces.first, separators.contains(sign) else { return nil }
    pieces.removeFirst()
    return sign
  }

  /// What stands between the parts of a written date: `,` `.` `-` and `de`, `of`, `th`.
  private mutating func takeFillers() {
    let words: Set<String> = ["de", "del", "of", "st", "nd", "rd", "th", "er", "º"]
    while let next = pieces.first {
      switch next {
      case .sign(let sign) where " ,.-/".contains(sign): pieces.removeFirst()
      case .word(let word) where words.contains(word.lowercased()): pieces.removeFirst()
      default: return
      }
    }
  }
}
