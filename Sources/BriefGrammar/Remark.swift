// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Everything the grammar has to say about a query, with the words for it in one place: what was
// noticed, how it was read, and what to write instead. A reader of these sentences has done
// nothing wrong.

/// What a diagnostic is about.
enum Remark {
  case tooLong(limit: Int)
  case tooManyOperands(limit: Int)
  case tooDeep(limit: Int)
  case unclosedQuotation
  case emptyPhrase
  case unclosedGroup
  case emptyGroup
  case strayClose
  case loneSign(Unicode.Scalar)
  case missingOperand(of: String)
  case doubleNegation
  case boostWithoutNumber
  case boostOutOfBounds(lowest: Float, highest: Float)
  case detachedBoost
  case editsOutOfBounds(highest: Int)
  case similarity
  case editsOfPattern
  case slopWithoutNumber
  case slopOutOfBounds(highest: Int)
  case misplacedTilde
  case misplacedStar
  case quotedStar
  case irregularRange

  var sentence: String {
    switch self {
    case .tooLong(let limit):
      "Only the first \(limit / 1024) KiB of the query were read; this part was left out."
    case .tooManyOperands(let limit):
      "Only the first \(limit) words of the query were read; the rest was left out."
    case .tooDeep(let limit):
      "Parentheses are read down to \(limit) levels; from here on, deeper ones were ignored."
    case .unclosedQuotation:
      "This quotation mark is never closed; the phrase was taken to run to the end."
    case .emptyPhrase:
      "There is nothing between these quotation marks, so they were ignored."
    case .unclosedGroup:
      "This parenthesis is never closed; the group was taken to run to the end."
    case .emptyGroup:
      "There is nothing in this group to search for, so it was ignored."
    case .strayClose:
      "This closing parenthesis has no opening one, so it was ignored."
    case .loneSign(let sign):
      switch sign {
      case "-":
        "A - on its own was ignored. To leave out a word, put the sign right before it: -word."
      case "+":
        "A + on its own was ignored. To require a word, put the sign right before it: +word."
      default:
        "A ~ on its own was ignored. To find similar spellings, put it right after a word: word~."
      }
    case .missingOperand(let name):
      name == "NOT"
        ? "There is nothing after this NOT, so it was ignored. For the word itself, quote it."
        : "\(name) needs something on either side, so it was ignored. For the word itself, quote it."
    case .doubleNegation:
      "Two negations cancel each other, so both were ignored."
    case .boostWithoutNumber:
      "A ^ at the end takes a number, as in word^2; without one it was ignored."
    case .boostOutOfBounds(let lowest, let highest):
      "A boost lies between \(formatted(lowest)) and \(formatted(highest)); the nearest was taken."
    case .detachedBoost:
      "A ^ belongs right after a word, as in word^2; on its own it was ignored."
    case .editsOutOfBounds(let highest):
      "Similar spellings may differ by \(highest) letters at most; \(highest) was taken."
    case .similarity:
      "After ~ comes a number of letters, 0 to 2; a fraction was read as plain ~."
    case .editsOfPattern:
      "A ~ has no effect on a word with * or ? in it, or on a range, so it was ignored."
    case .slopWithoutNumber:
      "After a phrase, ~ takes a number of words, as in \"a b\"~3; without one it was ignored."
    case .slopOutOfBounds(let highest):
      "The words of a phrase may stand \(highest) words apart at most; \(highest) was taken."
    case .misplacedTilde:
      "A ~ works on a word or a phrase only; here it was ignored."
    case .misplacedStar:
      "A * works on a word only; here it was ignored."
    case .quotedStar:
      "Between quotation marks a * stands for nothing; only the word itself was looked for."
    case .irregularRange:
      "A range is written [from TO until], with * for an open end; this is how it was read."
    }
  }
}

/// A number as people write it: `3` and not `3.0`.
func formatted(_ number: Float) -> String {
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
