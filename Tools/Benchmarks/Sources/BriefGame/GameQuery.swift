// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The game's queries, a part of Lucene's syntax, as values of Brief:
//
//     clause = [ "+" | "-" ] ( word | '"' words '"' )
//
// Clauses with `+` must match, those with `-` must not, of the others one must match if none has a
// `+`. Reading is part of the time, so it is one pass over the bytes.

import Brief

/// A query of the game, read.
struct GameQuery {
  private var required: [Query] = []
  private var optional: [Query] = []
  private var excluded: [Query] = []

  init(_ source: Substring) {
    let bytes = source.utf8
    var i = bytes.startIndex
    while i < bytes.endIndex {
      guard bytes[i] > UInt8(ascii: " ") else {
        bytes.formIndex(after: &i)
        continue
      }
      let sign = bytes[i]
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { bytes.formIndex(after: &i) }
      let isPhrase = i < bytes.endIndex && bytes[i] == UInt8(ascii: "\"")
      if isPhrase { bytes.formIndex(after: &i) }
      let start = i
      while i < bytes.endIndex,
        isPhrase ? bytes[i] != UInt8(ascii: "\"") : bytes[i] > UInt8(ascii: " ")
      {
        bytes.formIndex(after: &i)
      }
      guard start < i else { continue }
      let text = String(source[start..<i])
      let query: Query =
        isPhrase ? .phrase(text, in: GameIndex.field) : .text(text, in: GameIndex.field)
      if isPhrase, i < bytes.endIndex { bytes.formIndex(after: &i) }
      switch sign {
      case UInt8(ascii: "+"): required.append(query)
      case UInt8(ascii: "-"): excluded.append(query)
      default: optional.append(query)
      }
    }
  }

  /// The query as a value.
  var query: Query {
    let base: Query
    switch (required.isEmpty, optional.isEmpty) {
    case (true, true): return .nothing
    case (true, false): base = .any(optional)
    case (false, true): base = .all(required)
    case (false, false): base = Query.all(required).preferring(.any(optional))
    }
    return excluded.isEmpty ? base : base.excluding(.any(excluded))
  }

  /// Any of the words of a text without syntax: everything but letters, marks and numbers is blank.
  static func anyWord(of text: Substring) -> Query {
    let words = text.unicodeScalars.split { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
        false
      default: true
      }
    }
    return words.isEmpty
      ? .nothing : .any(words.map { .text(String(Substring($0)), in: GameIndex.field) })
  }
}
