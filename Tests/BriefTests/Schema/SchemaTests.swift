// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a schema may be, row by row, and what it says of itself.

import Brief
import BriefCodec
import Testing

@Suite struct SchemaTests {
  /// Fields that contradict each other, and the part of the message that says how.
  struct Fault: CustomTestStringConvertible, Sendable {
    let says: String
    var fields: [Field] = [.identifier("id"), .text("body")]
    var language: String?
    var ranking = Schema.Ranking()
    var testDescription: String { says }
  }

  static let faults = [
    Fault(says: "“” is not a field name", fields: [.identifier(""), .text("body")]),
    Fault(says: "“1st” is not a field name", fields: [.identifier("1st"), .text("body")]),
    Fault(says: "“a b” is not a field name", fields: [.identifier("id"), .text("a b")]),
    Fault(says: "“a:b” is not a field name", fields: [.identifier("id"), .text("a:b")]),
    Fault(says: "“a.b” is not a field name", fields: [.identifier("id"), .text("a.b")]),
    Fault(says: "“_id” is not a field name", fields: [.identifier("_id"), .text("body")]),
    Fault(
      says: "is not a field name",
      fields: [.identifier("id"), .text(String(repeating: "x", count: 256))]),
    Fault(
      says: "“body” is declared twice", fields: [.identifier("id"), .text("body"), .date("body")]),
    Fault(says: "exactly one identifier", fields: [.text("body")]),
    Fault(
      says: "exactly one identifier", fields: [.identifier("a"), .identifier("b"), .text("body")]),
    Fault(says: "exactly one identifier", fields: []),
    Fault(says: "at least one text field", fields: [.identifier("id"), .keyword("topic")]),
    Fault(
      says: "“all” combines “title”, which is not a text field",
      fields: [.identifier("id"), .text("body"), .combined("all", of: [.init("title", weight: 1)])]),
    Fault(
      says: "“all” combines “id”, which is not a text field",
      fields: [.identifier("id"), .text("body"), .combined("all", of: [.init("id", weight: 1)])]),
    Fault(
      says: "“all” combines “all”, which is not a text field",
      fields: [.identifier("id"), .text("body"), .combined("all", of: [.init("all", weight: 1)])]),
    Fault(
      says: "The weight of “body” in “all” is 0; use 1 to 255",
      fields: [.identifier("id"), .text("body"), .combined("all", of: [.init("body", weight: 0)])]),
    Fault(
      says: "The weight of “body” in “all” is 256; use 1 to 255",
      fields: [
        .identifier("id"), .text("body"), .combined("all", of: [.init("body", weight: 256)]),
      ]
    ),
    Fault(
      says: "“all” must combine at least one field, each of them once",
      fields: [.identifier("id"), .text("body"), .combined("all", of: [])]),
    Fault(
      says: "“all” must combine at least one field, each of them once",
      fields: [
        .identifier("id"), .text("body"),
        .combined("all", of: [.init("body", weight: 1), .init("body", weight: 2)]),
      ]),
    Fault(says: "The language field “body” is not a keyword field", language: "body"),
    Fault(says: "The language field “tongue” is not a keyword field", language: "tongue"),
    Fault(says: "k1 must lie in 0...10", ranking: .init(k1: -1, b: 0.5)),
    Fault(says: "k1 must lie in 0...10", ranking: .init(k1: 10.5, b: 0.5)),
    Fault(says: "b in 0...1", ranking: .init(k1: 1, b: 1.5)),
    Fault(says: "k1 must lie in 0...10", ranking: .init(k1: .nan, b: 0.5)),
    Fault(says: "b in 0...1", ranking: .init(k1: 1, b: .infinity)),
  ]

  @Test(arguments: faults) func `a schema that contradicts itself is refused`(fault: Fault) throws {
    let error = try #require(throws: BriefError.self) {
      try Schema(fault.fields, languageField: fault.language, ranking: fault.ranking)
    }
    #expect(error.code == .invalidSchema)
    #expect(error.message.contains(fault.says), "\(error.message)")
  }

  @Test(arguments: ["id", "Kategorie", "größe", "分類", "a-b_c2"])
  func `names of letters, digits, lines and hyphens are taken`(name: String) throws {
    let schema = try Schema([.identifier(name), .text("body")])
    #expect(schema.identifier == name)
    #expect(schema[name]?.kind == .identifier)
    #expect(schema["other"] == nil)
  }

  @Test func `the default field is the combined one, else the first text`() throws {
    #expect(try Newsroom.schema().defaultField == "all")
    #expect(
      try Schema([.identifier("id"), .text("b"), .text("a")]).defaultField == "b")
  }

  @Test func `a schema survives a round trip through bytes`() throws {
    let schemas = [
      try Newsroom.schema(),
      try Schema([.identifier("id"), .text("body", analyzer: .standard)], defaultLanguage: "de"),
      try Schema(
        [.identifier("id"), .text("body", analyzer: Analyzer(stems: false)), .number("n")],
        ranking: .init(k1: 0.5, b: 0.25)),
    ]
    for schema in schemas {
      var bytes = ByteWriter()
      schema.encode(into: &bytes)
      var reader = ByteReader(bytes.bytes, file: "commit")
      #expect(try Schema(decoding: &reader) == schema)
      #expect(reader.remaining == 0)
      for length in 0..<bytes.bytes.count {
        var cut = ByteReader(Array(bytes.bytes.prefix(length)), file: "commit")
        #expect(throws: CorruptionError.self) { try Schema(decoding: &cut) }
      }
    }
  }

  @Test func `bytes that are no schema are damage, never a trap`() throws {
    var bytes = ByteWriter()
    try Newsroom.schema().encode(into: &bytes)
    for offset in bytes.bytes.indices {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = bytes.bytes
        damaged[offset] ^= mask
        var reader = ByteReader(damaged, file: "commit")
        do {
          _ = try Schema(decoding: &reader)  // a changed letter of a name is a name too
        } catch {
          #expect(error.file == "commit")
        }
      }
    }
  }

  @Test func `what texts are cut with decides the fingerprint`() throws {
    let brief = try Schema([.identifier("id"), .text("a"), .text("b")])
    let plain = try Schema([.identifier("id"), .text("a", analyzer: .standard)])
    let both = try Schema([.identifier("id"), .text("a"), .text("b", analyzer: .standard)])
    #expect(brief.analysisFingerprint == "\(Analyzer.brief.fingerprint)")
    #expect(plain.analysisFingerprint == "\(Analyzer.standard.fingerprint)")
    #expect(
      both.analysisFingerprint == "\(Analyzer.brief.fingerprint) \(Analyzer.standard.fingerprint)")
  }
}
