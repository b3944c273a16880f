// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Markdown → paragraphs of plain text. Not a parser of CommonMark: only what readers see is
// to be found, so marks are taken off line by line and nothing is built. Headings, list
// items, quotations, tables, fences, rules, link definitions and comments are known; nested
// structure is flattened. Linear in the text.

struct MarkdownText {
  /// The first heading of the first level, or the first heading at all.
  private(set) var title: String?
  /// The level of the heading that is the title so far.
  private var titleLevel = Int.max
  private(set) var paragraphs: [String] = []
  private var current: [String] = []

  init(_ text: String) {
    var fence: Character?
    var isComment = false
    for rawLine in Paragraphs.lines(of: text) {
      var line = Paragraphs.trimmed(rawLine)
      if let mark = fence {
        if line.hasPrefix(String(repeating: mark, count: 3)) {
          fence = nil
        } else {
          current.append(line)
        }
        continue
      }
      if isComment {
        guard let end = line.firstRange(of: "-->") else { continue }
        isComment = false
        line = Paragraphs.trimmed(line[end.upperBound...])
      }
      if line.hasPrefix("```") || line.hasPrefix("~~~") {
        fence = line.first
        continue
      }
      if line.hasPrefix("<!--"), !line.contains("-->") {
        isComment = true
        continue
      }
      read(line)
    }
    finishParagraph()
    if let title, paragraphs.first == title { paragraphs.removeFirst() }
  }

  private mutating func read(_ rawLine: String) {
    var line = Substring(rawLine)
    while line.hasPrefix(">") { line = line.dropFirst().drop(while: \.isWhitespace) }
    guard !line.isEmpty else { return finishParagraph() }
    if !current.isEmpty, line.allSatisfy({ $0 == "=" }) || line.allSatisfy({ $0 == "-" }) {
      return finishHeading(level: line.first == "=" ? 1 : 2)
    }
    if Self.isRule(line) || Self.isDefinition(line) { return finishParagraph() }
    let marks = line.prefix { $0 == "#" }.count
    if (1...6).contains(marks), line.dropFirst(marks).first?.isWhitespace ?? true {
      finishParagraph()
      let heading = Paragraphs.trimmed(line.dropFirst(marks))
      current = [String(heading.trimmingSuffix { $0 == "#" })]
      return finishHeading(level: marks)
    }
    if let item = Self.listItem(line) {
      finishParagraph()
      line = item
    }
    if line.hasPrefix("|") { line = Substring(line.replacing("|", with: " ")) }
    current.append(String(line))
  }

  private mutating func finishParagraph() {
    let text = current.map { MarkdownInline.text(of: $0) }.joined(separator: "\n")
    current = []
    let paragraph = Paragraphs.trimmed(text)
    if !paragraph.isEmpty { paragraphs.append(paragraph) }
  }

  private mutating func finishHeading(level: Int) {
    let count = paragraphs.count
    finishParagraph()
    guard paragraphs.count > count, let heading = paragraphs.last else { return }
    guard title == nil || (level == 1 && titleLevel > 1) else { return }
    title = Paragraphs.line(heading)
    titleLevel = level
  }

  /// `---`, `* * *`, `|---|:--|` and the like.
  private static func isRule(_ line: Substring) -> Bool {
    let marks = line.filter { !$0.isWhitespace }
    guard marks.count >= 3, let first = marks.first else { return false }
    let isBreak = "-*_".contains(first) && marks.allSatisfy { $0 == first }
    return isBreak || (marks.contains("-") && marks.allSatisfy { "|:-".contains($0) })
  }

  /// `[name]: address`, also of footnotes' addresses.
  private static func isDefinition(_ line: Substring) -> Bool {
    guard line.hasPrefix("["), !line.hasPrefix("[^"), let end = line.firstRange(of: "]:") else {
      return false
    }
    return !line[..<end.lowerBound].dropFirst().contains("]")
  }

  private static func listItem(_ line: Substring) -> Substring? {
    if let mark = line.first, "-*+".contains(mark), line.dropFirst().first?.isWhitespace == true {
      let item = line.dropFirst().drop(while: \.isWhitespace)
      let isTask = ["[ ]", "[x]", "[X]"].contains(item.prefix(3))
      return isTask ? item.dropFirst(3).drop(while: \.isWhitespace) : item
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard (1...9).contains(digits.count), let mark = rest.first, ".)".contains(mark),
      rest.dropFirst().first?.isWhitespace == true
    else { return nil }
    return rest.dropFirst().drop(while: \.isWhitespace)
  }
}

extension String {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
