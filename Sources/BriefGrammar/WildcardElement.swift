// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a pattern such as `col*r` or `te?t` is made of.

/// A step of a wildcard pattern.
package enum WildcardElement: Sendable, Hashable {
  /// Exactly these characters; never empty, and never two in a row.
  case literal(String)
  /// `?`: any one character.
  case anyOne
  /// `*`: any characters, or none.
  case anyRun
}
