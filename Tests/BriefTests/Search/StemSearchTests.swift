// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stems of several languages in one index, and what stays exact.

import Brief
import Testing

@Suite struct StemSearchTests {
  static let documents: [Document] = [
    ["id": "en1", "language": "en", "body": "The banks were raising interest rates"],
    ["id": "en2", "language": "en", "body": "A bank raised its rate"],
    ["id": "de1", "language": "de", "body": "Die Häuser der Banken"],
    ["id": "de2", "language": "de", "body": "Das Haus einer Bank"],
    ["id": "fr1", "language": "fr", "body": "Les marchés financiers internationaux"],
    ["id": "fr2", "language": "fr", "body": "Le marché financier international"],
    ["id": "ru1", "language": "ru", "body": "Центральные банки повышают ставки"],
    ["id": "zz1", "language": "zz", "body": "plain words of no known language"],
    ["id": "no1", "body": "houses of a default tongue"],
  ]

  @Test(arguments: [
    ("raise", ["en1", "en2"]), ("raising", ["en1", "en2"]), ("rates", ["en1", "en2"]),
    ("haus", ["de1", "de2"]), ("häuser", ["de1", "de2"]), ("HAEUSER", []),
    ("financier", ["fr1", "fr2"]), ("marche", ["fr1", "fr2"]), ("internationale", ["fr1", "fr2"]),
    ("банк", ["ru1"]), ("ставка", ["ru1"]), ("words", ["zz1"]),
    ("house", ["no1"]), ("banken", ["de1", "de2", "en1", "en2"]),
  ]) func `a word finds its forms in the language of each document`(
    text: String, expected: [String]
  ) throws {
    #expect(try Newsroom(Self.documents).found(.text(text)) == expected)
  }

  @Test(arguments: [
    (#""raising""#, ["en1"]), (#""raised""#, ["en2"]), (#""raise""#, []),
    (#""interest rates""#, ["en1"]), (#""interest rate""#, []), (#""Häuser der""#, ["de1"]),
    (#""hauser der""#, ["de1"]), (#""haus der""#, []), ("body:\"a bank\"", ["en2"]),
    (#""the banks were""#, ["en1"]),
  ]) func `a quoted word is exact`(text: String, expected: [String]) throws {
    #expect(try Newsroom(Self.documents).found(text).sorted() == expected)
  }

  @Test func `words that everybody uses are found`() throws {
    let newsroom = try Newsroom(bodies: [
      "The Who play again", "to be or not to be", "who is it", "it was not the band",
    ])
    #expect(try newsroom.found(#""the who""#) == ["0"])
    #expect(try newsroom.found(#""to be or not to be""#) == ["1"])
    #expect(try newsroom.found("who").sorted() == ["0", "2"])
    #expect(try newsroom.found("not the").sorted() == ["3"])
  }
}
