// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Query and index together: random archives, changed and deleted from in several commits, answer random
// questions as a scan of their texts does, hit for hit, score for score and mark for mark; and pruned as
// exhaustively, bit for bit.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct ArchiveOracleFuzzing {
  typealias Question = ScannedArchive.Question

  private static let words = [
    "the", "harbour", "strike", "harbours", "bank", "rate", "a", "of", "crane", "tariff", "striker",
  ]

  private static func schema() throws -> Schema {
    try Schema(
      [
        .identifier("id"), .text("title", analyzer: .standard),
        .text("text", analyzer: .standard),
        .combined("all", of: [.init("title", weight: 3), .init("text", weight: 1)]),
        .keyword("topic"), .date("date"),
      ], ranking: Schema.Ranking(k1: 1.2, b: 0.75))
  }

  /// A random archive in the engine and in the oracle.
  private static func archive(
    _ random: inout SeededGenerator
  ) throws -> (index: SearchIndex, scanned: ScannedArchive) {
    let index = try SearchIndex.create(in: MemoryDirectory(), schema: schema())
    let vocabulary = Int.random(in: 3...words.count, using: &random)
    var briefs: [String: ScannedArchive.Brief] = [:]
    func text(_ longest: Int) -> [String] {
      (0..<Int.random(in: 0...longest, using: &random)).map { _ in
        let ranks = 0..<vocabulary
        return words[min(.random(in: ranks, using: &random), .random(in: ranks, using: &random))]
      }
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let policy = MergePolicy(factor: Int.random(in: 2...6, using: &random))
      try index.write(options: WriteOptions(mergePolicy: policy)) { writer in
        for _ in 0..<Int.random(in: 1...30, using: &random) {
          let id = "b\(Int.random(in: 0..<60, using: &random))"
          if Int.random(in: 0..<6, using: &random) == 0 {
            #expect(try writer.delete(identifier: id) == (briefs[id] != nil))
            briefs[id] = nil
            continue
          }
          let brief = ScannedArchive.Brief(
            id: id, fields: ["title": text(3), "text": text(20)],
            topic: "t\(Int.random(in: 0..<4, using: &random))",
            day: Int.random(in: 0..<40, using: &random))
          try writer.add([
            "id": .text(id), "topic": .text(brief.topic),
            "title": .text(brief.fields["title", default: []].joined(separator: " ")),
            "text": .text(brief.fields["text", default: []].joined(separator: " ")),
            "date": .date(Timestamp(seconds: Int64(brief.day) * 86_400)),
          ])
          briefs[id] = brief
        }
      }
    }
    return (index, ScannedArchive(briefs: briefs.values.sorted { $0.id < $1.id }))
  }

  /// A random question, for the oracle and for the engine.
  private static func question(
    _ random: inout SeededGenerator, depth: Int
  ) -> (Question, Query) {
    func inner() -> (Question, Query) { question(&random, depth: depth - 1) }
    let word = words.randomElement(using: &random) ?? ""
    let field: String? =
      ([nil, nil, "title", "text"] as [String?]).randomElement(using: &random) ?? nil
    switch Int.random(in: 0..<(depth > 0 ? 13 : 7), using: &random) {
    case 0, 1, 2: return (.word(word, field: field), .text(word, in: field))
    case 3:
      let prefix = String(word.prefix(3))
      return (.prefix(prefix, field: field), .prefix(prefix, in: field))
    case 4, 5:
      let phrase = (0..<Int.random(in: 2...3, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }
      let slop = Int.random(in: 0..<3, using: &random) == 0 ? 2 : 0
      return (
        .phrase(phrase, slop: slop, field: field),
        .phrase(phrase.joined(separator: " "), slop: slop, in: field)
      )
    case 6:
      let first = Int.random(in: 0..<40, using: &random)
      let last = Int.random(in: first..<40, using: &random)
      if first % 2 == 0 { return (.topic("t\(first % 4)"), .text("t\(first % 4)", in: "topic")) }
      let seconds = Int64(first) * 86_400...Int64(last) * 86_400
      return (
        .days(first...last),
        .range(
          Timestamp(seconds: seconds.lowerBound)...Timestamp(seconds: seconds.upperBound),
          in: "date")
      )
    case 7, 8:
      let parts = (0..<Int.random(in: 2...4, using: &random)).map { _ in inner() }
      return (.any(parts.map(\.0)), .any(parts.map(\.1)))
    case 9, 10:
      let (a, b) = (inner(), inner())
      return (.all([a.0, b.0]), .all(a.1, b.1))
    case 11:
      let (a, b) = (inner(), inner())
      if Bool.random(using: &random) { return (.excluding(a.0, b.0), a.1.excluding(b.1)) }
      return (.restricted(a.0, to: b.0), a.1.restricted(to: b.1))
    default:
      let a = inner()
      return (.boost(a.0, 2.5), a.1.boosted(by: 2.5))
    }
  }

  private static func check(
    _ index: SearchIndex, _ scanned: ScannedArchive, _ question: (Question, Query),
    scores: Bool, _ story: String
  ) throws {
    let searcher = try index.searcher()
    var options = SearchOptions(limit: 100, matching: .all)
    let results = try searcher.search(question.1, options: options)
    let expected = scanned.briefs.filter { scanned.matches($0, question.0) }
    #expect(results.map(\.identifier).sorted() == expected.map(\.id), "\(story)")
    #expect(results.total == expected.count, "\(story)")
    for limit in [1, 5, 100] {
      options.limit = limit
      options.isExhaustive = true
      let slow = try searcher.search(question.1, options: options)
      options.isExhaustive = false
      let fast = try searcher.search(question.1, options: options)
      #expect(
        fast.map(\.identifier) == slow.map(\.identifier)
          && fast.map(\.score.bitPattern) == slow.map(\.score.bitPattern)
          && fast.map(\.identifier) == results.prefix(limit).map(\.identifier)
          && fast.total == slow.total, "\(story), best \(limit)")
    }
    for hit in results {
      guard let brief = expected.first(where: { $0.id == hit.identifier }) else { continue }
      if scores, let score = scanned.score(brief, question.0) {
        #expect(
          abs(Double(hit.score) - score) <= 1e-5 * max(1, score),
          "\(story): \(hit.identifier) scores \(hit.score), not \(score)")
      }
      for field in ["title", "text"] {
        guard let marks = scanned.marks(brief, question.0, field: field) else { continue }
        let found = hit.highlighted(field).flatMap(\.marks)
        #expect(
          found == marks.sorted { $0.lowerBound < $1.lowerBound },
          "\(story): \(field) of \(hit.identifier), \(brief.fields[field] ?? [])")
      }
    }
  }

  @Test func `random archives answer as a scan of their texts`() throws {
    try FuzzTarget.run("query and index", quick: 25, perMinute: 400) { random, story in
      let (index, scanned) = try Self.archive(&random)
      let questions = (0..<12).map { _ in Self.question(&random, depth: 3) }
      for question in questions {
        try Self.check(index, scanned, question, scores: false, "\(story), \(question.0)")
      }
      // Deleted briefs count in the statistics until they are merged away.
      let seals = Bool.random(using: &random)
      try index.write { if seals { try $0.seal() } else { try $0.merge() } }
      for question in questions {
        try Self.check(index, scanned, question, scores: true, "\(story), merged, \(question.0)")
      }
      #expect(try IndexChecker(index.directory).check(deep: true).isSound, "\(story)")
    }
  }
}
