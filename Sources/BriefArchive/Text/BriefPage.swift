// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The shape of a brief page saved as text. Every section but the title may be missing.
//
//     Title                                   first line
//
//     Deck                                    paragraphs before the first label
//
//     Caption
//
//     Key Takeaways                           label
//
//       • 1First point                        the bullet's ordinal is glued to its text
//       • 2Second point
//
//     Editor's                                label, on one line or two
//     Desk
//
//     Strategic Analysis                      label
//
//     Analysis, in paragraphs
//
//     Some Daily Editorial                    byline block: byline,
//     Strategic Insight                       a label or none,
//     Some Daily                              publication
//
//     Body, in paragraphs
//
//     Share Article                           label
//
//     Related Articles                        label, then titles
//
//     📰                                      lines without letter or digit say nothing
//     No related articles found
//
// Without a byline block the analysis goes on to the end, and a page that has neither
// takeaways nor analysis nor byline is a title and a body. A line in the head or below the
// byline that is nothing but a date is the page's date.

/// A brief page taken apart.
struct BriefPage: Hashable {
  var title = ""
  var deck: String?
  var caption: String?
  var takeaways: [String] = []
  var analysis: [String] = []
  var byline: String?
  var publication: String?
  var body: [String] = []
  var related: [String] = []
  var date: CalendarDate?

  /// Reads `text`, page or not: text without any label is a title and a body.
  ///
  /// - Parameter knownTitle: the title that plain text was given elsewhere, if any: then its
  ///   first line is body, unless it says the same.
  init(_ text: String, zone: Int = 0, knownTitle: String? = nil) {
    var blocks = Self.blocks(of: text)
    let isPage = blocks.contains { $0.label != nil } || blocks.contains { $0.isByline }
    guard isPage else {
      readPlain(blocks, knownTitle: knownTitle)
      return
    }
    takeDates(from: &blocks, zone: zone)
    read(blocks[...])
  }

  // MARK: - Blocks

  /// Lines that no blank line parts, or one line that is a label.
  private struct Block {
    var lines: [String]
    var label: Label?

    var text: String { lines.joined(separator: "\n") }

    /// “Some Daily Editorial”, perhaps a label, “Some Daily”.
    var isByline: Bool {
      guard let first = lines.first, lines.count <= 4, lines.allSatisfy({ $0.utf8.count <= 120 })
      else { return false }
      let isEditorial = first.hasSuffix(" Editorial")
      guard lines.count > 1, let last = lines.last else { return isEditorial }
      return isEditorial || (first != last && first.hasPrefix(last))
    }
  }

  private enum Label {
    case takeaways, desk, analysis, insight, share, related

    init?(_ line: String) {
      guard line.utf8.count <= 40 else { return nil }
      let text = line.lowercased().replacing("’", with: "'")
      switch text.hasSuffix(":") ? String(text.dropLast()) : text {
      case "key takeaways": self = .takeaways
      case "editor's desk", "editor's", "desk": self = .desk
      case "strategic analysis": self = .analysis
      case "strategic insight": self = .insight
      case "share article", "share this article": self = .share
      case "related articles": self = .related
      default: return nil
      }
    }
  }

  /// The text's blocks; lines without a letter or digit are furniture and left out.
  private static func blocks(of text: String) -> [Block] {
    var blocks: [Block] = []
    var isOpen = false
    var previous: Label?
    for rawLine in Paragraphs.lines(of: text) {
      let line = Paragraphs.trimmed(rawLine)
      guard !line.isEmpty else {
        isOpen = false
        continue
      }
      let isBullet = Takeaways.isBare(line) && isList(blocks.last)
      guard isBullet || saysSomething(line) else { continue }
      var label = Label(line)
      // “Desk” is a label below “Editor's” only, and the first line is always the title.
      if label == .desk, line.lowercased().hasPrefix("desk"), previous != .desk { label = nil }
      if label == .insight, isOpen { label = nil }
      if blocks.isEmpty, label != .takeaways { label = nil }
      if let label {
        blocks.append(Block(lines: [line], label: label))
        isOpen = false
      } else if isOpen {
        blocks[blocks.count - 1].lines.append(line)
      } else {
        blocks.append(Block(lines: [line]))
        isOpen = true
      }
      previous = label
    }
    return blocks
  }

  /// Whether a bullet that says nothing has its place below this block.
  private static func isList(_ block: Block?) -> Bool {
    guard let block, let line = block.lines.last else { return false }
    return block.label == .takeaways || Takeaways.isBare(line)
      || Takeaways.withoutBullet(line) != nil
  }

  private static func saysSomething(_ line: String) -> Bool {
    line.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        true
      default: false
      }
    }
  }

  // MARK: - Reading

  private mutating func readPlain(_ blocks: [Block], knownTitle: String?) {
    guard let first = blocks.first else { return }
    title = Paragraphs.line(first.lines[0])
    guard knownTitle == nil || knownTitle == title else {
      title = ""
      body = blocks.map(\.text)
      return
    }
    let rest = Block(lines: Array(first.lines.dropFirst()))
    body = ([rest] + blocks.dropFirst()).map(\.text).filter { !$0.isEmpty }
  }

  /// Takes out lines of the head and of the byline block that are dates, keeping the first.
  private mutating func takeDates(from blocks: inout [Block], zone: Int) {
    let headEnd = blocks.firstIndex { $0.label != nil || $0.isByline } ?? blocks.count
    for index in blocks.indices where index < headEnd || blocks[index].isByline {
      blocks[index].lines = blocks[index].lines.enumerated().compactMap { number, line in
        let isTitle = index == 0 && number == 0
        guard !isTitle, let found = Self.date(in: line, zone: zone) else { return line }
        date = date ?? found
        return nil
      }
    }
    blocks.removeAll { $0.lines.isEmpty }
  }

  private static func date(in line: String, zone: Int) -> CalendarDate? {
    guard line.utf8.count <= 60 else { return nil }
    if let date = CalendarDate(parsing: line, zone: zone) {
      return date.precision >= .day ? date : nil
    }
    for prefix in ["Date", "Published", "Published on", "Updated"] {
      guard line.lowercased().hasPrefix(prefix.lowercased()) else { continue }
      let rest = line.dropFirst(prefix.count).drop { $0 == ":" || $0 == " " }
      if let date = CalendarDate(parsing: rest, zone: zone), date.precision >= .day { return date }
    }
    return nil
  }

  private mutating func read(_ blocks: ArraySlice<Block>) {
    var blocks = blocks
    readHead(&blocks)
    var section = Label.share  // where paragraphs belong to the body
    var bullets: [String] = []
    while let block = blocks.popFirst() {
      if let label = block.label {
        // Neither sharing nor the desk's or insight's label ends what it stands in.
        switch label {
        case .takeaways, .analysis, .related: section = label
        case .desk: section = section == .related ? .related : .analysis
        case .share, .insight: break
        }
        continue
      }
      if block.isByline, section != .related {
        byline = byline ?? block.lines.first
        publication = publication ?? (block.lines.count > 1 ? block.lines.last : nil)
        section = .share
        continue
      }
      switch section {
      case .takeaways:
        let points = Takeaways.bullets(in: block.lines, after: bullets.count)
        guard !points.isEmpty else {
          section = .share
          body.append(block.text)
          continue
        }
        bullets += points
      case .analysis: analysis.append(block.text)
      case .related: related += block.lines.compactMap { Self.relatedTitle($0) }
      case .desk, .insight, .share: body.append(block.text)
      }
    }
    takeaways = Takeaways.withoutOrdinals(bullets)
  }

  /// Title, deck and caption, and the body of a page that has nothing between.
  private mutating func readHead(_ blocks: inout ArraySlice<Block>) {
    let end = blocks.firstIndex { $0.label != nil || $0.isByline } ?? blocks.endIndex
    var head = blocks[..<end].map(\.lines)
    let isBodyToo =
      end == blocks.endIndex || blocks[end].label == .share || blocks[end].label == .related
    blocks = blocks[end...]
    guard !head.isEmpty else { return }
    title = Paragraphs.line(head[0].removeFirst())
    var texts = head.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }[...]
    guard !isBodyToo else {
      body = Array(texts)
      return
    }
    deck = texts.popFirst()
    caption = texts.popFirst()
    body = Array(texts)
  }

  private static func relatedTitle(_ line: String) -> String? {
    let title = Takeaways.withoutBullet(line) ?? line
    guard !Takeaways.isBare(title) else { return nil }
    let isNone = title.lowercased().hasPrefix("no related articles")
    return isNone ? nil : title
  }
}
