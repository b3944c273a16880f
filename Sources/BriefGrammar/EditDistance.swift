// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What stands after the `~` of a word:
//
//     edits = [ digits [ "." digits ] ]
//
// Nothing means one letter for a word of up to five characters and two for a longer one. A
// fraction is how similarity was once written, and is read as nothing.

enum EditDistance: Equatable {
  case unsaid
  case number(Int)
  case fraction

  static let maximum = 2

  /// Nil if `tail` is something else, which makes the `~` an ordinary character.
  init?(_ tail: some Collection<WordPart>) {
    let text = tail.text
    let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let rest = text.utf8[digits.endIndex...]
    if text.isEmpty {
      self = .unsaid
    } else if rest.isEmpty {
      self = .number(Int(text) ?? .max)
    } else if rest.first == UInt8(ascii: "."), !digits.isEmpty, rest.count > 1,
      rest.dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    {
      self = .fraction
    } else {
      return nil
    }
  }

  /// The number of edits that counts for `word`.
  func edits(for word: String) -> Int {
    switch self {
    case .number(let number): min(number, Self.maximum)
    case .unsaid, .fraction: word.count <= 5 ? 1 : Self.maximum
    }
  }
}
