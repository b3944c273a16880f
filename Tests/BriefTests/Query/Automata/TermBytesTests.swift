// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Damaged terms: which bytes are text is decided as the standard library decides it.

import Brief
import Testing

@Suite struct TermBytesTests {
  private let everything = WildcardAutomaton(pieces: [.anyRun])

  private func isText(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

  @Test func `every scalar is read`() {
    var walk = TermWalk(everything)
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      guard walk.advance(bytes) == .matches(distance: 0) else {
        Issue.record("U+\(String(value, radix: 16)) is not read")
        continue
      }
    }
  }

  @Test func `pairs and triples of bytes match if they are text`() {
    // The edges of every range in the standard's table of well-formed sequences.
    let edges: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC,
      0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    var terms: [[UInt8]] = []
    for a in edges {
      for b in edges {
        terms.append([a, b])
        for c in edges {
          terms.append([a, b, c])
          for d in edges where a >= 0xE0 { terms.append([a, b, c, d]) }
        }
      }
    }
    terms.sort { $0.lexicographicallyPrecedes($1) }
    let expected = terms.filter(isText)
    let (found, visited, isOrdered) = walk(everything, along: terms)
    #expect(Set(found.keys) == Set(expected))
    #expect(isOrdered)
    #expect(visited < terms.count)
  }

  @Test(arguments: [21, 22, 23] as [UInt64]) func `random bytes never trap`(seed: UInt64) {
    var random = AutomataRandom(seed: seed)
    var walk = TermWalk(LevenshteinAutomaton(word: "trust", edits: 2))
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...6, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      if case .matches = walk.advance(bytes) { #expect(isText(bytes), "seed \(seed): \(bytes)") }
    }
  }
}
