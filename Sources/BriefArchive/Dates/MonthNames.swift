// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Names of months as they stand in the dates of pages: English, German, French, Spanish,
// Portuguese and Italian, in full or abbreviated, compared without case.

enum MonthNames {
  /// The month 1...12 that `word` names, or `nil`. A trailing full stop is ignored.
  static func month(named word: some StringProtocol) -> Int? {
    var name = word.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    return months[name]
  }

  private static let months: [String: Int] = {
    let rows = [
      "january jan januar jänner janvier enero janeiro gennaio janv ene gen",
      "february feb februar février fevrier febrero fevereiro febbraio févr fevr fev",
      "march mar märz maerz mrz mars marzo março marco mär",
      "april apr avril abril aprile avr abr",
      "may mai mayo maio maggio mag",
      "june jun juni juin junio junho giugno giu",
      "july jul juli juillet julio julho luglio juil lug",
      "august aug août aout agosto ago",
      "september sep sept septembre septiembre setembro settembre set",
      "october oct oktober okt octobre octubre outubro ottobre out ott",
      "november nov novembre noviembre novembro",
      "december dec dezember dez décembre decembre diciembre dezembro dicembre déc dic",
    ]
    var months: [String: Int] = [:]
    for (index, row) in rows.enumerated() {
      for name in row.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }()
}
