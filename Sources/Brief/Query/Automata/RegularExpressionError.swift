// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Why a text is not a regular expression of ours, and where.

/// A pattern that is malformed, or too large to be run safely.
package struct RegularExpressionError: Error, Sendable, Hashable {
  /// The bytes of the pattern (UTF-8) that are the trouble.
  package var range: Range<Int>
  package var reason: Reason

  package init(range: Range<Int>, reason: Reason) {
    self.range = range
    self.reason = reason
  }

  package enum Reason: Sendable, Hashable {
    case unclosedGroup
    case unopenedGroup
    /// `(?` with anything but `:` after it.
    case unknownGroup
    case unclosedClass
    case emptyClass
    /// `[` inside a class.
    case nestedClass
    /// A range whose end is below its start, or has an end that is no single scalar.
    case invalidRange
    /// A `]` or `}` that closes nothing.
    case unopened(Character)
    case nothingToRepeat
    case repeatedRepetition
    /// A `{` that is not `{m}`, `{m,}`, `{,n}` or `{m,n}` with m ≤ n.
    case invalidRepetition
    case repetitionAbove(Int)
    case unfinishedEscape
    case unknownEscape
    case unknownProperty
    /// `\x`, `\u` without the number of a scalar.
    case invalidScalar
    case nestedDeeperThan(Int)
    case moreStatesThan(Int)
    case longerThan(Int)
  }
}

extension RegularExpressionError.Reason: CustomStringConvertible {
  /// A clause that can stand in the middle of a sentence.
  package var description: String {
    switch self {
    case .unclosedGroup: "this “(” is never closed"
    case .unopenedGroup: "this “)” closes nothing; write “\\)” for the character"
    case .unknownGroup: "only “(…)” and “(?:…)” are groups"
    case .unclosedClass: "this “[” is never closed"
    case .emptyClass: "a “[…]” must list something; write “\\]” for the character"
    case .nestedClass: "write “\\[” for a “[” inside “[…]”"
    case .invalidRange: "a range goes from a character to a later one"
    case .unopened(let character): "write “\\\(character)” for the character “\(character)”"
    case .nothingToRepeat: "there is nothing to repeat before this"
    case .repeatedRepetition: "put what is repeated twice in parentheses"
    case .invalidRepetition: "a counted repetition is “{2}”, “{2,}”, “{,5}” or “{2,5}”"
    case .repetitionAbove(let most): "nothing can be repeated more than \(most) times"
    case .unfinishedEscape: "“\\” must be followed by what it escapes"
    case .unknownEscape: "this escape means nothing here"
    case .unknownProperty: "the known properties are L, M, N, Nd, P, S and Z, as in “\\p{L}”"
    case .invalidScalar: "“\\x”, “\\u” or “\\u{…}” must be followed by a character's number"
    case .nestedDeeperThan(let most): "groups are nested more than \(most) deep"
    case .moreStatesThan(let most): "the pattern needs more than \(most) states"
    case .longerThan(let most): "the pattern is longer than \(most) bytes"
    }
  }
}
