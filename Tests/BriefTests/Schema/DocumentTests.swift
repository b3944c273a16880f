// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents as values, and what a schema takes of them.

import Brief
import Testing

@Suite struct DocumentTests {
  @Test func `a document keeps its fields in order, each once`() {
    var document: Document = ["id": "1", "pages": 3, "topic": ["a", "b"]]
    document["link"] = "x"
    document["id"] = "2"
    document["topic"] = nil
    document["missing"] = nil
    #expect(document.fields.map(\.name) == ["id", "pages", "link"])
    #expect(document["id"] == .text("2"))
    #expect(document["pages"] == .number(3))
    #expect(document["topic"] == nil)
    #expect(document == ["id": "2", "pages": 3, "link": "x"])
    #expect(document != ["pages": 3, "id": "2", "link": "x"], "the order belongs to it")
    #expect(Set([document, document]).count == 1)
  }

  @Test func `only texts have strings`() {
    #expect(FieldValue.text("a").strings == ["a"])
    #expect(FieldValue.texts(["a", "b"]).strings == ["a", "b"])
    #expect(FieldValue.number(1).strings.isEmpty)
    #expect(FieldValue.date(year: 2024, month: 2, day: 29).strings.isEmpty)
  }

  @Test func `a day that does not exist is the caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = FieldValue.date(year: 2023, month: 2, day: 29)
    }
  }

  /// A document that does not fit, and the part of the message that says why.
  struct Fault: CustomTestStringConvertible, Sendable {
    let document: Document
    let says: String
    var testDescription: String { says }
  }

  static let long = String(repeating: "é", count: 128)

  static let faults = [
    Fault(document: [:], says: "needs a text in its identifier field “id”"),
    Fault(document: ["id": ""], says: "needs a text in its identifier field “id”"),
    Fault(document: ["id": 1], says: "needs a text in its identifier field “id”"),
    Fault(document: ["id": ["a"]], says: "needs a text in its identifier field “id”"),
    Fault(document: ["id": "1", "author": "x"], says: "“1”: the schema has no field “author”"),
    Fault(
      document: ["id": "1", "all": "x"], says: "“1”: the value of “all” is not of the field's"),
    Fault(
      document: ["id": "1", "title": 1], says: "“1”: the value of “title” is not of the field's"),
    Fault(
      document: ["id": "1", "date": "2024-01-01"], says: "the value of “date” is not of the field's"
    ),
    Fault(document: ["id": "1", "date": 5], says: "the value of “date” is not of the field's"),
    Fault(
      document: ["id": "1", "pages": .date(Timestamp(seconds: 0))],
      says: "the value of “pages” is not of the field's"),
    Fault(
      document: ["id": "1", "pages": ["1"]], says: "the value of “pages” is not of the field's"),
    Fault(document: ["id": "1", "topic": 1], says: "the value of “topic” is not of the field's"),
    Fault(document: ["id": .text(long)], says: "“id” has 256 bytes; at most 255 are possible"),
    Fault(
      document: ["id": "1", "topic": .texts(["a", long])],
      says: "“topic” has 256 bytes; at most 255 are possible"),
  ]

  @Test(arguments: faults) func `a document that does not fit is refused`(fault: Fault) throws {
    let schema = try Newsroom.schema()
    let error = try #require(throws: BriefError.self) { try fault.document.validate(schema) }
    #expect(error.code == .invalidDocument)
    #expect(error.message.contains(fault.says), "\(error.message)")
  }

  @Test func `the values of a field have a limit together`() throws {
    let text = String(repeating: "word ", count: 1 << 22)
    let most = Document.longestTexts / (text.utf8.count + BatchInverter.valueGap)
    var document: Document = ["id": "1", "body": .texts(Array(repeating: text, count: most))]
    #expect(try document.validate(try Newsroom.schema()) == "1")
    document["body"] = .texts(Array(repeating: text, count: most + 1))
    let error = try #require(throws: BriefError.self) {
      try document.validate(try Newsroom.schema())
    }
    #expect(error.code == .invalidDocument)
    #expect(error.message.contains("the values of “body” have"), "\(error.message)")
  }

  @Test func `a document that fits is known by its identifier`() throws {
    let document: Document = [
      "id": "brief 7", "title": "t", "body": ["p1", "p2"], "language": "en", "topic": ["a", ""],
      "date": .date(Timestamp(seconds: .min)), "pages": .number(.max), "link": ["any", "thing"],
    ]
    #expect(try document.validate(try Newsroom.schema()) == "brief 7")
    #expect(try Document(dictionaryLiteral: ("id", "x")).validate(try Newsroom.schema()) == "x")
  }
}
