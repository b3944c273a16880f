// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A parsed page as one flat array of nodes in document order. A node's subtree is the
// range from itself up to `end`, so that walking and skipping are loops, not recursion.

struct HTMLTree {
  struct Node {
    /// The element's name in lower case; empty for text.
    var name: String
    /// The text of a text node.
    var text: String = ""
    var attributes: [String: String] = [:]
    /// One past the last node within this one.
    var end = 0

    var isText: Bool { name.isEmpty }
  }

  var nodes: [Node] = []

  /// The texts in `range`, joined, white space as written.
  func text(in range: Range<Int>) -> String {
    nodes[range].lazy.filter(\.isText).map(\.text).joined()
  }
}
