// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Definitions: everything that can be said, and every way of saying it wrong.

import BriefArchive
import Testing

@Suite struct IndexDefinitionTests {
  @Test func `a definition says everything`() throws {
    let text = """
      # The index of the daily brief.
      name: briefs
      description: >
        The archive
        of the brief.
      sources: [archive, "extra/**/*.jsonl", /abs/x]
      language: de-AT
      time-zone: +08:00
      weights: {title: 4, deck: 2.5, body: 1}
      ranking: {k1: 0.9, b: 0.4}
      recency: {half-life: 12w, weight: 0.25}
      mapping:
        body: [content, text]
        date: published
      include: "*.txt"
      exclude: [drafts]
      """
    let definition = try IndexDefinition(parsing: Array(text.utf8), file: "index.yaml")
    #expect(definition.name == "briefs")
    #expect(
      definition.description == "The archive of the brief.\n"
        || definition.description == "The archive of the brief.")
    #expect(definition.language == "de")
    #expect(definition.timeZone == 8 * 3600)
    #expect(definition.weights["title"] == 4)
    #expect(definition.weights["takeaways"] == 1)
    #expect(definition.ranking?.k1 == 0.9)
    #expect(definition.recency == IndexDefinition.Recency(halfLifeDays: 84, weight: 0.25))
    #expect(definition.include == [Glob("*.txt")])
    let sources = definition.archiveSources(in: "Indexes/briefs")
    #expect(sources.map(\.path) == ["Indexes/briefs/archive", "Indexes/briefs/extra", "/abs/x"])
    #expect(sources.map(\.name) == ["archive", "extra", "/abs/x"])
    #expect(sources[1].include.map { $0.matches("a/b.jsonl") } == [true])
  }

  @Test(arguments: [
    ("sources: [a]\nwieghts: {title: 1}", "2:1: unknown key wieghts; did you mean weights?"),
    ("sources: [a]\nweights: {titel: 1}", "2:11: unknown key titel; did you mean title?"),
    (
      "sources: [a]\nweights: {title: heavy}",
      "2:18: title must be a number from 0 to 100, not “heavy”"
    ),
    ("sources: [a]\nranking: {k1: 11}", "2:15: k1 must be a number from 0 to 10, not “11”"),
    ("sources: [a]\nranking: 7", "2:10: ranking must be keys with values, not “7”"),
    (
      "sources: [a]\nrecency: {half-life: soon}",
      "2:22: half-life must be a time such as 90d, 12w, 6m or 2y, not “soon”"
    ),
    ("sources: [a]\nlanguage: 12", "2:11: language must be a language such as en, not “12”"),
    (
      "sources: [a]\ntime-zone: noon",
      "2:12: time-zone must be an offset such as +08:00, or Z, not “noon”"
    ),
    ("sources: [a]\nsources: [b]", "2:1: sources is given twice"),
    ("name: x", "1:1: sources is missing"), ("", "1:1: sources is missing"),
    ("sources: [[a]]", "1:11: sources must be a text, not a list"),
    ("[a]", "1:1: a definition must be keys with values, not a list"),
    (
      "sources: &a [x]\nname: *a",
      "2:7: not YAML: aliases (*name) are not allowed; write the value out"
    ),
    ("sources: [a]\nzzz: 1", "2:1: unknown key zzz"),
  ]) func `a fault is told with place and remedy`(text: String, message: String) {
    let error = #expect(throws: DefinitionError.self) {
      try IndexDefinition(parsing: Array(text.utf8), file: "i.yaml")
    }
    #expect(error?.description == "i.yaml:" + message)
  }

  @Test(arguments: [("de-AT", "de"), ("ger", "de"), ("Deutsch", "de"), ("yue", "yue")])
  func `the language may be written in many ways`(written: String, code: String) throws {
    let text = "sources: [a]\nlanguage: \(written)"
    #expect(try IndexDefinition(parsing: Array(text.utf8), file: "i.yaml").language == code)
  }

  @Test func `what is not YAML is told with its place`() {
    let error = #expect(throws: DefinitionError.self) {
      try IndexDefinition(parsing: Array("sources: [a\nname: b".utf8), file: "i.yaml")
    }
    #expect(error?.line == 2)
    #expect(error?.message.hasPrefix("not YAML: ") == true)
  }

  @Test func `a file without a name takes its folder's`() throws {
    let archive = try TemporaryArchive(texts: ["briefs/index.yaml": "sources: archive"])
    let definition = try IndexDefinition(contentsOf: archive.path + "/briefs/index.yaml")
    #expect(definition.name == "briefs")
    #expect(definition.sources == ["archive"])
    #expect(throws: DefinitionError.self) {
      try IndexDefinition(contentsOf: archive.path + "/none.yaml")
    }
  }
}
