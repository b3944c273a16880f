// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The reader of definitions: any bytes are a definition within its bounds, or an error that says
// where.

import BriefArchive
import BriefTestSupport
import Testing

@Suite struct DefinitionFuzzing {
  private static let mutation = Mutation(
    tokens: [
      "name: ", "sources: ", "weights: ", "mapping: ", "recency: ", "half-life: ", "weight: ",
      "ranking: ", "k1: ", "b: ", "time-zone: ", "language: ", "include: ", "exclude: ", "title: ",
      "\n", "\n  ", "- ", "[", "]", "{", "}", ", ", ": ", "? ", "&a ", "*a", "!!str ", "!<x> ",
      "|\n",
      ">-\n", "\"", "'", "#", "---\n", "...\n", "%YAML 9.9\n", "<<: ", "~", "1e999", "-0", "nan",
      "90d", "+08:00", "\t", "\\x41", "\\u0000", "[{[{",
    ], others: Corpus.definitions.map(\.bytes))

  private static func check(_ bytes: [UInt8], _ story: String) {
    do throws(DefinitionError) {
      let definition = try IndexDefinition(parsing: bytes, file: "f.yaml")
      #expect(
        !definition.sources.isEmpty && definition.sources.allSatisfy { !$0.isEmpty }, "\(story)")
      #expect(definition.weights.values.allSatisfy { (0...100).contains($0) }, "\(story)")
      #expect(!definition.language.isEmpty && abs(definition.timeZone) < 2 * 86_400, "\(story)")
      if let recency = definition.recency {
        #expect(
          recency.halfLifeDays > 0 && recency.halfLifeDays.isFinite
            && (0...1).contains(recency.weight), "\(story)")
      }
      if let ranking = definition.ranking {
        #expect(
          (0...10).contains(ranking.k1) && (0...1).contains(ranking.b), "\(story)")
      }
      _ = definition.archiveSources(in: "folder").map { $0.include.map { $0.matches("a/b.txt") } }
    } catch {
      let lines = bytes.count { $0 == 0x0A || $0 == 0x0D || $0 >= 0x80 } + 2
      #expect(error.file == "f.yaml" && !error.message.isEmpty, "\(story): \(error)")
      #expect((1...lines).contains(error.line) && error.column >= 1, "\(story): \(error)")
    }
  }

  @Test func `any bytes are a definition or an error with a place`() throws {
    for file in Corpus.definitions { Self.check(file.bytes, file.name) }
    try FuzzTarget.run("definition reader", quick: 500, perMinute: 20_000) { random, story in
      let base = Corpus.definitions.randomElement(using: &random)?.bytes ?? []
      Self.check(Self.mutation.applied(to: base, &random), story)
    }
  }
}
