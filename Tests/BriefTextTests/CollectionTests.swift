// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Real questions in many languages, where the collections of texts are at hand: the segmenter
// agrees with ICU, and the tokens keep their contract.

import BriefText
import FoundationEssentials
import Testing

private let collections = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "shared/data")

struct CollectionTests {
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: collections.path),
      "the collections are not beside the package"),
    arguments: [
      "xquad-ar", "xquad-de", "xquad-en", "xquad-es", "xquad-ru", "xquad-th", "xquad-tr",
      "xquad-zh", "drcd-zh-hant", "jsquad-valid-ja", "miracl-ko", "iapp-th",
    ]) func `the questions of a collection are cut as ICU cuts them`(name: String) throws
  {
    let file = collections.appending(path: name).appending(path: "queries.tsv")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var boundaries = try WordBoundaries(isTailored: false)
    let session = try TextAnalyzer(.brief)
    let slow = try TextAnalyzer(.brief, defaultLanguage: "en", takesShortcuts: false)
    var buffer = TokenBuffer()
    var expected = TokenBuffer()
    for line in text.split(separator: "\n").prefix(400) {
      let bytes = Array(line.utf8)
      #expect(try boundaries.find(in: bytes.span) == boundaries.findByICU(in: bytes.span))
      buffer.removeAll()
      let end = try session.analyze(bytes.span, language: nil, into: &buffer)
      expected.removeAll()
      _ = try slow.analyze(bytes.span, language: nil, into: &expected)
      #expect(buffer == expected)
      var last = 0
      for index in 0..<buffer.count {
        let token = buffer[index]
        #expect(token.position >= last && token.position + token.positionLength <= end)
        #expect(!token.sourceRange.isEmpty && token.sourceRange.upperBound <= bytes.count)
        last = token.position
      }
    }
  }
}
