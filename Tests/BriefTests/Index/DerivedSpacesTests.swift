// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stems and combined fields, which a batch derives from its words, compared with what the tokens say
// when each is counted for itself: every term, document, frequency and position.

import Brief
import BriefTestSupport
import BriefText
import Testing

@Suite struct DerivedSpacesTests {
  private static let words = [
    "the", "The", "brief", "briefs", "schön", "schon", "größeren", "grosseren", "Işık", "isik",
    "C++",
    "AT&T", "O’Brien’s", "multi-agents", "мировыми", "ёлка", "елка", "漢字", "日本語", "ไทย", "한국어", "㆒",
    "internationalisations", "Donaudampfschifffahrten", "x", "42",
  ]

  private static func schema() throws -> Schema {
    try Schema(
      [
        .identifier("id"), .keyword("lang"), .text("title"), .text("body"),
        .text("plain", analyzer: .standard),
        .text("bare", analyzer: Analyzer(foldsDiacritics: false)),
        .combined("all", of: [.init("title", weight: 3), .init("body", weight: 1)]),
        .combined("mixed", of: [.init("body", weight: 2), .init("plain", weight: 1)]),
        .combined("same", of: [.init("bare", weight: 5)]),
      ], languageField: "lang")
  }

  private static func document(_ id: Int, _ random: inout SeededGenerator) -> Document {
    var document: Document = ["id": .text("d\(id)")]
    for field in ["title", "body", "plain", "bare"] where Int.random(in: 0..<5, using: &random) > 0
    {
      document[field] = .texts(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
          (0..<Int.random(in: 0...12, using: &random))
            .map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
        })
    }
    document["lang"] = ["en", "de", "tr", "fr", nil].randomElement(using: &random)?.map {
      .text($0)
    }
    return document
  }

  /// An occurrence count and places, by document.
  private typealias Postings = [Int: (frequency: UInt32, positions: [UInt32])]

  /// What the tokens say, one by one.
  private static func expected(
    _ documents: [Document], _ layout: IndexLayout, _ sessions: [Int: TextAnalyzer]
  ) throws -> [[[UInt8]: Postings]] {
    var spaces = [[[UInt8]: Postings]](repeating: [:], count: layout.spaces.count)
    for (number, document) in documents.enumerated() {
      for (field, session) in sessions {
        var buffer = TokenBuffer()
        var position = 0
        let values = document[layout.schema.fields[field].name]?.strings ?? []
        for (index, value) in values.enumerated() {
          if index > 0 { position += 100 }
          position = try session.analyze(
            value, language: document["lang"]?.strings.first, firstPosition: position, into: &buffer
          )
        }
        let targets = [(field: field, weight: UInt32(1))] + (layout.combinations[field] ?? [])
        for token in 0..<buffer.count {
          let term = Array(buffer.bytes[buffer.termRange(token)])
          let kind: TermSpace.Kind = buffer.forms[token] == .stem ? .stems : .words
          for target in targets {
            guard let space = layout.space(kind, ofField: target.field) else { continue }
            var entry = spaces[space][term]?[number] ?? (0, [])
            entry.frequency += target.weight
            if layout.spaces[space].detail == .positions {
              entry.positions.append(UInt32(buffer.positions[token]))
            }
            spaces[space][term, default: [:]][number] = entry
          }
        }
      }
    }
    return spaces
  }

  @Test func `stems and combined fields are what each token says`() throws {
    let seed = Seed(of: "derived spaces")
    let layout = IndexLayout(try Self.schema())
    var sessions: [Int: TextAnalyzer] = [:]
    for (index, field) in layout.schema.fields.enumerated() {
      if case .text(let analyzer) = field.kind { sessions[index] = try TextAnalyzer(analyzer) }
    }
    let inverter = BatchInverter(layout: layout)
    for round in 0..<60 {
      var random = seed.generator(round: round)
      let documents = (0..<Int.random(in: 1...40, using: &random)).map {
        Self.document($0, &random)
      }
      let expected = try Self.expected(documents, layout, sessions)
      let batch = try inverter.invert(documents)
      for (space, runs) in batch.spaces.enumerated()
      where [.words, .stems].contains(layout.spaces[space].kind) {
        #expect(runs.terms.count == expected[space].count, "\(seed), round \(round)")
        for term in 0..<UInt32(runs.terms.count) {
          let postings = expected[space][runs.bytes(of: term)] ?? [:]
          var count = 0
          runs.forEachEntry(of: term, layout.spaces[space].detail) { document, frequency, places in
            count += 1
            let entry = postings[document]
            #expect(
              entry?.frequency == frequency && entry?.positions ?? [] == places,
              "\(seed), round \(round), space \(space), document \(document)")
          }
          #expect(count == postings.count, "\(seed), round \(round), space \(space)")
        }
      }
    }
  }
}
