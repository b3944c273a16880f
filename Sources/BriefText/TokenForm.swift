// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The three kinds of tokens that may stand at one position.

/// How a token relates to the word as written.
public enum TokenForm: UInt8, Sendable, Hashable, CaseIterable {
  /// The word itself, folded: what an exact search and a phrase look for.
  case word
  /// Another way in which people type it: `obrien` for `O'Brien`, `multiagent` for `multi-agent`;
  /// also the overlapping pairs of characters of unspaced scripts.
  case variant
  /// The stem of a word or variant, by the rules of the text's language.
  case stem
}
