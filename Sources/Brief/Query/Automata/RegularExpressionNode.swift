// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a regular expression says, before it becomes an automaton.

/// A regular expression as a tree. Groups leave no trace but the shape; the depth is bounded by the
/// parser.
indirect enum RegularExpressionNode: Hashable, Sendable {
  /// `^`: nothing was read yet.
  case startAnchor
  /// `$`: nothing will follow.
  case endAnchor
  /// One scalar of a class.
  case scalar(ScalarClass)
  /// One after the other; with no parts, the empty string.
  case sequence([RegularExpressionNode])
  case alternation([RegularExpressionNode])
  /// From `least` to `most` times; with `nil`, without an end.
  case repetition(RegularExpressionNode, least: Int, most: Int?)
}
