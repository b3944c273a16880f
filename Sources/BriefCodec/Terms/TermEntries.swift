// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

/// What a dictionary says of its terms.
package enum TermEntries: Hashable, Sendable {
  /// Everything in a ``TermPayload``.
  case words
  /// Documents and where their list lies: a term occurs once in each, and nowhere in particular. Of an
  /// identifier nothing is left to say but its document.
  case values
}
