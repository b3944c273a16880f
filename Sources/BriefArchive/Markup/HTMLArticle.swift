// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which part of a page is the article: what says it is the article's body, else the
// `article` element, else `main`, of several the one with most text; without any text in
// it, the element whose own paragraphs hold most text (a paragraph counts for its parent,
// and half for its grandparent).

enum HTMLArticle {
  /// The nodes of the article in `tree`.
  static func range(in tree: HTMLTree) -> Range<Int> {
    let lengths = textLengths(of: tree)
    func longest(_ isCandidate: (HTMLTree.Node) -> Bool) -> Range<Int>? {
      let found = tree.nodes.indices.filter { isCandidate(tree.nodes[$0]) }
      return found.map { $0..<tree.nodes[$0].end }.max { length($0, lengths) < length($1, lengths) }
    }
    let marked =
      longest { $0.attributes["itemprop"]?.lowercased() == "articlebody" }
      ?? longest { $0.name == "article" }
      ?? longest { $0.name == "main" || $0.attributes["role"] == "main" }
    if let marked, length(marked, lengths) > 0 { return marked }
    return densest(tree, lengths) ?? longest { $0.name == "body" } ?? 0..<tree.nodes.count
  }

  /// Bytes of readable text before each node; one more entry for the end.
  private static func textLengths(of tree: HTMLTree) -> [Int] {
    var lengths: [Int] = [0]
    lengths.reserveCapacity(tree.nodes.count + 1)
    var skippedUntil = 0
    for (index, node) in tree.nodes.enumerated() {
      if HTMLText.skipped.contains(node.name) { skippedUntil = max(skippedUntil, node.end) }
      let counts = node.isText && index >= skippedUntil
      lengths.append(lengths[index] + (counts ? node.text.utf8.count : 0))
    }
    return lengths
  }

  private static func length(_ range: Range<Int>, _ lengths: [Int]) -> Int {
    lengths[range.upperBound] - lengths[range.lowerBound]
  }

  private static func densest(_ tree: HTMLTree, _ lengths: [Int]) -> Range<Int>? {
    var scores: [Int: Int] = [:]
    var open: [Int] = []
    for (index, node) in tree.nodes.enumerated() {
      while let last = open.last, tree.nodes[last].end <= index { open.removeLast() }
      if node.name == "p" {
        let length = length(index..<node.end, lengths)
        if length >= 25, let parent = open.last {
          scores[parent, default: 0] += 2 * length
          if let grandparent = open.dropLast().last { scores[grandparent, default: 0] += length }
        }
      }
      if !node.isText { open.append(index) }
    }
    let best = scores.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    return best.map { $0.key..<tree.nodes[$0.key].end }
  }
}
