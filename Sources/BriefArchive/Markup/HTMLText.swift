// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Paragraphs of a part of a page: block elements part them, white space is collapsed, and
// what is no text for readers is passed over.

enum HTMLText {
  /// Elements whose content nobody reads as part of an article.
  static let skipped: Set<String> = [
    "script", "style", "nav", "footer", "aside", "form", "noscript", "template", "svg", "iframe",
    "button", "select", "option", "object", "embed", "audio", "video", "canvas", "head", "title",
  ]

  private static let blocks: Set<String> = [
    "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details",
    "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
  ]

  /// The paragraphs of a fragment of HTML, or of text that only may be HTML.
  static func paragraphs(in html: String) -> [String] {
    guard html.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return Paragraphs.split(html)
    }
    guard let tree = try? HTMLParser.parse(Array(html.utf8)) else { return Paragraphs.split(html) }
    return paragraphs(of: tree, in: 0..<tree.nodes.count)
  }

  /// The paragraphs of the nodes in `range`, those within `excluded` elements left out.
  static func paragraphs(
    of tree: HTMLTree, in range: Range<Int>, excluded: Set<String> = []
  ) -> [String] {
    var paragraphs: [String] = []
    var current = ""
    /// Ends of the blocks that are open, the innermost last.
    var ends: [Int] = []
    func finish() {
      let paragraph = Paragraphs.line(current)
      if !paragraph.isEmpty { paragraphs.append(paragraph) }
      current = ""
    }
    var index = range.lowerBound
    while index < range.upperBound {
      while let end = ends.last, end <= index {
        finish()
        ends.removeLast()
      }
      let node = tree.nodes[index]
      if node.isText {
        current += node.text
      } else if skipped.contains(node.name) || excluded.contains(node.name) || isHidden(node) {
        current += " "
        index = node.end
        continue
      } else if blocks.contains(node.name) {
        finish()
        ends.append(node.end)
      }
      index += 1
    }
    finish()
    return paragraphs
  }

  static func isHidden(_ node: HTMLTree.Node) -> Bool {
    node.attributes["hidden"] != nil || node.attributes["aria-hidden"] == "true"
  }
}
