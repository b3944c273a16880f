// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Sentences 1 to 3 of the analyzer's contract: what holds of tokens whatever the text.

import BriefText
import Testing

struct TokenContractTests {
  /// The first breach of the contract in the tokens of `text`, if any.
  private func breach(_ text: String, _ session: TextAnalyzer, language: String?) throws -> String?
  {
    var buffer = TokenBuffer()
    let end = try session.analyze(text, language: language, firstPosition: 5, into: &buffer)
    var again = TokenBuffer()
    _ = try session.analyze(text, language: language, firstPosition: 5, into: &again)
    var last: Token?
    for index in 0..<buffer.count {
      let token = buffer[index]
      if token.term.isEmpty || token.term.utf8.count > 255 { return "length of \(token)" }
      if token.sourceRange.isEmpty { return "empty range of \(token)" }
      if token.sourceRange.upperBound > text.utf8.count { return "range of \(token)" }
      if token.positionLength < 1 || token.position + token.positionLength > end {
        return "position of \(token)"
      }
      if token != again[index] { return "\(token) is \(again[index]) the second time" }
      for offset in [token.sourceRange.lowerBound, token.sourceRange.upperBound] {
        let place = text.utf8.index(text.startIndex, offsetBy: offset)
        if place.samePosition(in: text.unicodeScalars) == nil { return "scalar of \(token)" }
      }
      if let last, (last.position, last.form.rawValue) > (token.position, token.form.rawValue) {
        return "\(token) after \(last)"
      }
      last = token
    }
    return buffer.count == again.count ? nil : "\(buffer.count) tokens, then \(again.count)"
  }

  @Test(arguments: [UInt64(41), 42, 43]) func `random text keeps the contract`(seed: UInt64) throws
  {
    var generator = SeededGenerator(seed: seed)
    let session = try TextAnalyzer(.brief)
    for _ in 0..<3_000 {
      let text = RandomText.make(length: 20, using: &generator)
      let found = try breach(text, session, language: "en")
      #expect(
        found == nil, "seed \(seed): \(text.unicodeScalars.map { String($0.value, radix: 16) })")
    }
  }

  @Test func `every code point keeps the contract`() throws {
    let session = try TextAnalyzer(.brief)
    var found: [String] = []
    for scalar in RandomText.assignedScalars {
      if let breach = try breach("a\(scalar) \(scalar)b", session, language: "en") {
        found.append(breach)
      }
    }
    #expect(found.isEmpty)
  }

  @Test func `every letter and number of Unicode is found`() throws {
    let session = try TextAnalyzer(.brief)
    var missing: [String] = []
    var buffer = TokenBuffer()
    for scalar in RandomText.allScalars {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        // Unicode has characters newer than ICU's tables.
        guard let age = scalar.properties.age, age.major < 15 else { continue }
        buffer.removeAll()
        _ = try session.analyze(" \(scalar) ", language: "en", into: &buffer)
        let isIgnorable = try session.fold(String(scalar)).isEmpty
        if buffer.count == 0, !isIgnorable { missing.append(String(scalar.value, radix: 16)) }
      default: continue
      }
    }
    #expect(missing.isEmpty)
  }

  @Test func `ranges are whole graphemes`() throws {
    var generator = SeededGenerator(seed: 51)
    let marks = [
      "\u{301}", "\u{E33}", "\u{600}", "\u{200D}", "\u{FE0F}", "\u{93E}", "\u{3099}", "\u{11A8}",
    ]
    let letters = ["a", "é", "漢", "가", "ก", "क", "カ", "1", " ", ".", "@", "-", "_", "'"]
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let pool = Bool.random(using: &generator) ? letters : marks
        text.unicodeScalars.append(
          contentsOf: (pool.randomElement(using: &generator) ?? "").unicodeScalars)
      }
      var boundaries: Set<Int> = [text.utf8.count]
      for index in text.indices {
        boundaries.insert(text.utf8.distance(from: text.startIndex, to: index))
      }
      for token in try tokens(text) {
        let range = token.sourceRange
        #expect(
          boundaries.contains(range.lowerBound) && boundaries.contains(range.upperBound),
          "\(text.unicodeScalars.map { String($0.value, radix: 16) }) \(token)")
      }
    }
  }

  @Test func `paragraphs have the tokens of the text`() throws {
    let parts = ["Amazon’s multi-agent C++", "日本語の文章", "ประเทศไทย", "20.04 l'été", "", "한국어"]
    let whole = try tokens(parts.joined(separator: "\n\n"))
    var separate: [Token] = []
    var start = 0
    for part in parts {
      let next = (separate.map { $0.position }.max() ?? -1) + 1
      for var token in try tokens(part, firstPosition: next) {
        token.sourceRange =
          token.sourceRange.lowerBound + start..<token.sourceRange.upperBound + start
        separate.append(token)
      }
      start += part.utf8.count + 2
    }
    #expect(whole == separate)
  }

  @Test func `what is not UTF-8 ends a word and harms nothing`() throws {
    let session = try TextAnalyzer(.brief)
    var generator = SeededGenerator(seed: 61)
    for _ in 0..<2_000 {
      let text = (0..<24).map { _ in
        Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator) : UInt8(ascii: "a")
      }
      var buffer = TokenBuffer()
      _ = try session.analyze(text.span, language: "en", into: &buffer)
      for index in 0..<buffer.count { #expect(!buffer[index].term.contains("\u{FFFD}")) }
    }
    var buffer = TokenBuffer()
    let broken: [UInt8] = [0x61, 0x62, 0xFF, 0x63, 0xE6, 0x97, 0x64]
    _ = try session.analyze(broken.span, language: "en", into: &buffer)
    #expect(
      (0..<buffer.count).map { buffer[$0] }.filter { $0.form == .word }.map(\.term) == [
        "ab", "c", "d",
      ])
  }

  @Test(arguments: [
    "a'", "a.", "a-", "x@", "1,", "a\u{301}", "漢", "漢ำ", "กำ", "a.b.", "_a", "aB", "²a", "가",
    "\u{600}",
    "\u{1100}", "'", "א\"", "a&", "a\u{200B}",
  ]) func `hostile repetition takes linear time`(piece: String) throws {
    // A quadratic pass over 200,000 pieces would take minutes.
    var buffer = TokenBuffer()
    let text = String(repeating: piece, count: 20_000)
    let end = try TextAnalyzer(.brief).analyze(text, language: "en", into: &buffer)
    #expect(end <= text.utf8.count)
    #expect(buffer.count <= text.utf8.count * 4)
  }

  @Test func `the standard analyzer cuts ASCII as UAX 29 does`() throws {
    let text = "The QUICK-brown fox can't jump 32.3 feet, right? a_b x@y.org c++ 1,5;6 U.S."
    #expect(
      try forms(text, .standard)
        == "the  quick  brown  fox  can't  jump  32.3  feet  right  a_b  x  y.org  c  1,5;6  u.s")
  }

  @Test func `a keyword is one token`() throws {
    #expect(try forms(" New  York—Ａ ", .keyword) == " new  york—a ")
    #expect(try forms("", .keyword) == "")
  }
}
