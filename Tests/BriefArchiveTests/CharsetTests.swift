// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Charsets through the front door: recorded on the document, declared by a page, found for
// a file of records; what is no text is rejected where it ceases to be. The decoder itself
// is tested with `BriefText`.

import BriefArchive
import Testing

@Suite struct CharsetTests {
  static let russian = """
    Порт открылся во вторник, и первое судно вошло в полдень. Страховщики ожидают роста цен. \
    Город сообщил, что ремонт причала завершится к концу мая, и тогда откроются все места.
    """

  /// `text` in a charset simple enough to be written by hand.
  static func bytes(_ text: String, in charset: String) -> [UInt8] {
    switch charset {
    case "UTF-16LE": text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    case "UTF-16BE": text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    default:  // windows-1251
      text.unicodeScalars.map { UInt8($0.value < 0x80 ? $0.value : $0.value - 0x410 + 0xC0) }
    }
  }

  @Test(arguments: ["windows-1251", "UTF-16LE", "UTF-16BE"])
  func `records in any charset are read line by line`(charset: String) throws {
    let lines = (1...3).map { #"{"id": "\#($0)", "title": "\#(Self.russian)"}"# }
    let reading = try reading("a.jsonl", Self.bytes(lines.joined(separator: "\n"), in: charset))
    #expect(reading.rejections.isEmpty)
    #expect(reading.documents.map(\.id) == ["1", "2", "3"])
    #expect(reading.documents.allSatisfy { $0.title == Self.russian && $0.charset == charset })
  }

  @Test(arguments: ["windows-1251", "UTF-16LE", "UTF-16BE"])
  func `a page's charset is found and recorded`(charset: String) throws {
    let page = "Порт\n\n" + Self.russian
    let document = try reading("a.txt", Self.bytes(page, in: charset)).only()
    #expect(document.title == "Порт")
    #expect(document.charset == charset)
    #expect(document.lang == "ru")
  }

  @Test func `a page's own word on its charset is heard if it fits`() throws {
    let html =
      "<html><head><meta charset=\"windows-1251\"><title>Порт</title></head><body><p>Суда.</p>"
    let document = try reading("a.html", Self.bytes(html, in: "windows-1251")).only()
    #expect(document.title == "Порт")
    #expect(document.charset == "windows-1251")
  }

  @Test(
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a PNG image", 0),
      (Array("%PDF-1.7 x".utf8), "a PDF", 0),
      (Array("text and then".utf8) + [0, 1, 2, 3] + Array("more".utf8), "binary", 13),
      ([1, 2, 3, 4, 5, 6, 7], "binary", 0),
    ] as [([UInt8], String, Int)])
  func `binary files are rejected where they cease to be text`(
    bytes: [UInt8], reason: String, offset: Int
  ) throws {
    let rejection = try reading("a.txt", bytes).onlyRejection()
    #expect(rejection.reason.contains(reason))
    #expect(rejection.offset == offset)
  }

  @Test(arguments: 0..<200) func `random bytes are read or rejected, never more`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<Int.random(in: 1...400, using: &generator)).map { _ in
      UInt8.random(in: 0...255, using: &generator)
    }
    for name in ["a.txt", "a.html", "a.md", "a.json", "a.jsonl", "a.csv", "a.xml", "a.zip", "a.gz"]
    {
      let reading = try reading(name, bytes)
      #expect(reading.progress.read > 0, "seed \(seed), \(name)")
    }
  }
}
