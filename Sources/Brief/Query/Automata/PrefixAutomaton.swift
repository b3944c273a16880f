// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Words that begin with some characters.

/// A prefix, as the simplest automaton.
struct PrefixAutomaton: TermAutomaton {
  let literalPrefix: String

  init(_ bytes: [UInt8]) { literalPrefix = String(decoding: bytes, as: UTF8.self) }

  /// How many characters of the prefix were seen.
  typealias State = Int

  var start: Int { 0 }

  func step(_ state: Int, _ scalar: Unicode.Scalar) -> Int? {
    let scalars = literalPrefix.unicodeScalars
    guard state < scalars.count else { return state }
    return scalars[scalars.index(scalars.startIndex, offsetBy: state)] == scalar ? state + 1 : nil
  }

  func accepts(_ state: Int) -> Bool { state == literalPrefix.unicodeScalars.count }
  func distance(_ state: Int) -> Int { 0 }
}
