// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The query parser: every text has a meaning, which prints to a text that means the same; remarks lie
// in the text; no character is looked at often.

import BriefGrammar
import BriefTestSupport
import Testing

@Suite struct QueryParserFuzzing {
  static let tokens = [
    "(", ")", "\"", "+", "-", "!", "~", "^", "*", "?", ":", "/", "\\", "[", "]", "{", "}", "<",
    ">=",
    " ", " ", " AND ", " OR ", " NOT ", "&&", "||", " TO ", "..", "~1", "~3", "^2", "^0.5",
    "title:",
    "date:", "topic:", "pages:", "2024-03", "since:30d", "harbour", "港口", "http://", "“", "”", "«",
    "：", "（", "＂", "\u{301}", "/a+/", "a*", "?b", "'s", "C++", "@",
  ]

  /// A query built by the grammar, so that deep and rare structures are met too.
  static func query(_ random: inout SeededGenerator, depth: Int) -> String {
    func inner() -> String { query(&random, depth: depth - 1) }
    let words = [
      "harbour", "strike", "the", "港口", "罢工", "a", "multi-agent", "l'été", "ニュース", "12.5", "x",
    ]
    let word = words.randomElement(using: &random) ?? ""
    let other = words.randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<(depth > 0 ? 16 : 9), using: &random) {
    case 0, 1: return word
    case 2: return "\"\(word) \(other)\""
    case 3: return "\"\(word) \(other)\"~\(Int.random(in: 0...4, using: &random))"
    case 4: return word.prefix(2) + "*"
    case 5: return "\(word.prefix(1))?\(word.dropFirst(2))*"
    case 6: return "\(word)~\(Int.random(in: 0...2, using: &random))"
    case 7: return ["/\(word.prefix(3)).*/", "/(\(word)|\(other))s?/"][depth % 2]
    case 8: return ["date:2024-01..2024-06", "pages:[1 TO 5]", "topic:ports"][depth % 3]
    case 9: return "(\(inner()))"
    case 10: return "\(inner()) \(inner())"
    case 11: return "\(inner()) AND \(inner())"
    case 12: return "\(inner()) OR \(inner())"
    case 13: return "+\(inner()) -(\(inner()))"
    case 14: return "title:(\(inner()))^\(Int.random(in: 1...5, using: &random))"
    default: return "NOT (\(inner()))"
    }
  }

  /// A query of the corpus or of the grammar, changed or not.
  static func anyQuery(_ random: inout SeededGenerator) -> String {
    let mutation = Mutation(tokens: tokens, others: Corpus.queries.map { Array($0.utf8) })
    let base =
      Bool.random(using: &random)
      ? query(&random, depth: 4) : Corpus.queries.randomElement(using: &random) ?? ""
    return Int.random(in: 0..<4, using: &random) == 0 ? base : mutation.applied(to: base, &random)
  }

  static func check(_ text: String, _ story: String) {
    let (query, steps) = Parser.parseCountingSteps(text)
    #expect(steps <= 16 * text.unicodeScalars.count + 64, "\(story) \(text.debugDescription)")
    let again = Parser.parse(query.root.description)
    // A tree may print to more than is read of a text.
    if query.root.description.utf8.count <= Parser.maximumLength {
      #expect(
        again.root.withoutRanges == query.root.withoutRanges && again.diagnostics.isEmpty,
        "\(story) \(text.debugDescription) printed as \(query.root.description.debugDescription)")
    }
    #expect(query.diagnostics.count <= Parser.maximumDiagnostics + 1, "\(story)")
    guard !query.diagnostics.isEmpty else { return }
    var starts: Set = [0]
    var end = 0
    for character in text {
      end += character.utf8.count
      starts.insert(end)
    }
    for diagnostic in query.diagnostics {
      #expect(
        starts.contains(diagnostic.range.lowerBound) && starts.contains(diagnostic.range.upperBound)
          && !diagnostic.range.isEmpty && !diagnostic.reason.isEmpty,
        "\(story) \(text.debugDescription) \(diagnostic)")
    }
  }

  @Test func `every text is a query that prints to itself`() throws {
    for query in Corpus.queries { Self.check(query, "corpus") }
    try FuzzTarget.run("query parser", quick: 500, perMinute: 20_000) { random, story in
      Self.check(Self.anyQuery(&random), story)
    }
  }
}
