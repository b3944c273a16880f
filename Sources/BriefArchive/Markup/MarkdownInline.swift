// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The marks within a line of Markdown: emphasis, code, links, images, tags, escapes.
// One pass; the search for the end of an address never goes over a place twice.

enum MarkdownInline {
  /// `line` as it is read.
  static func text(of line: String) -> String {
    guard line.utf8.contains(where: { "*_`~[]<>\\&!".utf8.contains($0) }) else { return line }
    var reader = Reader(Array(line.unicodeScalars))
    return reader.text()
  }

  private struct Reader {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    /// What was read, `nil` where a bracket turned out to be a mark.
    private var output: [Unicode.Scalar?] = []
    /// Places in `output` of brackets that may begin a link.
    private var brackets: [Int] = []
    /// For `)` `]` `>`: the next place of each, found at most once for each place.
    private var ends: [Unicode.Scalar: Int] = [:]

    init(_ scalars: [Unicode.Scalar]) {
      self.scalars = scalars
    }

    mutating func text() -> String {
      while index < scalars.count { step() }
      var text = String.UnicodeScalarView()
      for case let scalar? in output { text.append(scalar) }
      return String(text)
    }

    private mutating func step() {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      index += 1
      switch scalar {
      case "\\":
        guard let next, next.isASCII, next.properties.generalCategory.isMark else {
          output.append(scalar)
          return
        }
        output.append(next)
        index += 1
      case "`":
        break
      case "*", "~":
        // A lone `*` or `~` between spaces is itself.
        let before = index >= 2 ? scalars[index - 2] : " "
        if before == " ", next == " " || next == nil { output.append(scalar) }
      case "_":
        let before = index >= 2 ? scalars[index - 2] : " "
        let isInWord = isWord(before) && next.map(isWord) == true
        if isInWord { output.append(scalar) }
      case "!" where next == "[":
        break
      case "[":
        brackets.append(output.count)
        output.append(scalar)
      case "]":
        closeBracket(next)
      case "<":
        guard let next, isWord(next) || next == "/" || next == "!", let end = end(">") else {
          output.append(scalar)
          return
        }
        let content = scalars[index..<end]
        let isAddress = content.contains(":") || content.contains("@")
        if isAddress, !content.contains(" ") {
          output += content.map { $0 }
        } else {
          output.append(" ")
        }
        index = end + 1
      case "&":
        entity()
      default:
        output.append(scalar)
      }
    }

    private mutating func closeBracket(_ next: Unicode.Scalar?) {
      guard let opening = brackets.popLast() else { return output.append("]") }
      guard next == "(" || next == "[", let end = end(next == "(" ? ")" : "]", after: index + 1)
      else {
        return output.append("]")
      }
      output[opening] = nil
      index = end + 1
    }

    private mutating func entity() {
      let names: [(String, Unicode.Scalar)] = [
        ("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("nbsp;", " "),
      ]
      for (name, scalar) in names where scalars[index...].starts(with: name.unicodeScalars) {
        output.append(scalar)
        index += name.count
        return
      }
      output.append("&")
    }

    /// The next place of `mark`, or `nil`.
    private mutating func end(_ mark: Unicode.Scalar, after start: Int? = nil) -> Int? {
      let start = start ?? index
      if let known = ends[mark], known >= start { return known < scalars.count ? known : nil }
      let found = start < scalars.count ? scalars[start...].firstIndex(of: mark) : nil
      ends[mark] = found ?? scalars.count
      return found
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
  }
}

extension Unicode.GeneralCategory {
  /// Punctuation or symbol: what a backslash makes literal.
  fileprivate var isMark: Bool {
    switch self {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
