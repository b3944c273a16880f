// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An archive whose whole content follows from the number of its commit, so that a view that mixes two
// commits is noticed whatever it mixes.

import Brief

/// The content of each generation of an index.
enum GenerationArchive {
  /// Every document of a generation says so in a keyword, in a number and twice in words.
  static func schema() throws -> Schema {
    try Schema([
      .identifier("id"), .text("title"), .text("text"),
      .combined("all", of: [.init("title", weight: 3), .init("text", weight: 1)]),
      .keyword("generation"), .number("number"),
    ])
  }

  static let slots = 40

  /// The documents of a generation: some are deleted, and come back in later ones.
  static func identifiers(_ generation: Int) -> Set<String> {
    Set((0..<slots).filter { ($0 * 7 + generation) % 5 != 0 }.map { "d\($0)" })
  }

  /// A word that stands in a generation's documents alone.
  static func word(_ generation: Int) -> String {
    // Consonants only: no word is another's stem.
    let digits = Array("bcdfghjklm")
    return "q" + String("\(generation)".map { digits[$0.wholeNumberValue ?? 0] }) + "q"
  }

  static func document(_ id: String, _ generation: Int) -> Document {
    let word = word(generation)
    return [
      "id": .text(id), "title": .text("harbour \(word)"),
      "text": .text(
        "the strike of \(word) goes on " + String(repeating: "and on ", count: generation % 5)),
      "generation": .text("g\(generation)"), "number": .number(Int64(generation)),
    ]
  }

  /// Makes a writer's documents those of a generation.
  static func write(_ generation: Int, to writer: inout IndexWriter) throws {
    let present = identifiers(generation)
    for slot in 0..<slots where !present.contains("d\(slot)") {
      try writer.delete(identifier: "d\(slot)")
    }
    for id in present.sorted() { try writer.add(document(id, generation)) }
    writer.setMetadata("generation", "\(generation)")
  }

  /// What a view that mixes commits looks like.
  struct MixedView: Error, CustomStringConvertible {
    let description: String
  }

  /// Looks at everything a view holds, from all sides, and says which generation it is.
  static func inspect(_ searcher: Searcher) throws -> Int {
    func require(_ condition: Bool, _ what: @autoclosure () -> String) throws {
      guard condition else { throw MixedView(description: what()) }
    }
    var options = SearchOptions(limit: 100, facets: [FacetRequest("generation")])
    let all = try searcher.search(.everything, options: options)
    let found = all.facets.first?.values ?? []
    try require(found.count == 1, "generations \(found)")
    guard let generation = Int(found[0].value.dropFirst()) else {
      throw MixedView(description: "no generation: \(found)")
    }
    let expected = identifiers(generation)
    try require(
      Set(all.map(\.identifier)) == expected && all.total == expected.count
        && searcher.documentCount == expected.count,
      "generation \(generation): \(all.total) documents")
    options = SearchOptions(limit: 100, matching: .all)
    for query in [
      word(generation), "title:\(word(generation)) +harbour", "\"strike of \(word(generation))\"",
    ] {
      let hits = try searcher.search(parsing: query, options: options)
      try require(
        Set(hits.map(\.identifier)) == expected,
        "\(query): \(hits.total) of generation \(generation)")
      for hit in hits.prefix(3) {
        try require(
          hit["text"]?.contains(word(generation)) == true && !hit.snippets(limit: 1).isEmpty,
          "\(query): \(hit.document)")
      }
    }
    for other in [generation - 1, generation + 1] {
      let hits = try searcher.search(.text(word(other)), options: options)
      try require(hits.isEmpty, "\(other) is found in \(generation)")
    }
    var numbers: Set<Int64> = []
    try searcher.identifiers(withNumbers: "number") { _, number in numbers.insert(number ?? -1) }
    try require(numbers == [Int64(generation)], "numbers \(numbers) of \(generation)")
    return generation
  }
}
