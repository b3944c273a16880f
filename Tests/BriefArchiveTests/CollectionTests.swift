// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Real input, where it is at hand: the page and the collections beside the package. They
// are not part of it; without them these tests are skipped.

import BriefArchive
import FoundationEssentials
import Testing

private let data =
  #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined() + "/shared/data"

private func isThere(_ name: String) -> Bool {
  FileManager.default.fileExists(atPath: data + "/" + name)
}

@Suite struct CollectionTests {
  @Test(.enabled(if: isThere("brief-pages"), "no brief page beside the package"))
  func `the real brief page has its structure`() throws {
    let path = data + "/brief-pages/000_e1e24ac241add993.txt"
    let document = try Reading([ArchiveSource(path: path, name: "page")]).only()
    #expect(document.id == "e1e24ac241add993")
    #expect(document.title.utf8.count == 71)
    #expect(document.deck?.isEmpty == false)
    #expect(document.caption?.isEmpty == false)
    #expect(document.takeaways.count == 5)
    #expect(document.takeaways.allSatisfy { $0.first?.isLetter == true })
    #expect(document.analysis.count == 1)
    #expect(document.body.count == 7)
    #expect(document.related.isEmpty)
    #expect(document.byline?.hasPrefix(document.publication ?? "-") == true)
    #expect(document.lang == "en")
    #expect(document.dateFrom == .fileTime)
  }

  struct Collection: Sendable, CustomTestStringConvertible {
    var name: String
    var documents: Int
    var dated: Int
    /// Records without title and text.
    var empty = 0
    var lang = "en"

    var testDescription: String { name }
  }

  static let collections = [
    Collection(name: "adi", documents: 82, dated: 0),
    Collection(name: "ai-news-briefs", documents: 701, dated: 701),
    Collection(name: "bbc-news", documents: 2225, dated: 0),
    Collection(name: "cacm", documents: 3204, dated: 3180),
    Collection(name: "cisi", documents: 1460, dated: 0),
    Collection(name: "cranfield", documents: 1398, dated: 0, empty: 2),
    Collection(name: "drcd-zh-hant", documents: 2000, dated: 0, lang: "zh"),
    Collection(name: "gnad-de", documents: 1028, dated: 0, lang: "de"),
    Collection(name: "jsquad-valid-ja", documents: 1145, dated: 0, lang: "ja"),
    Collection(name: "reuters-21578", documents: 21_577, dated: 21_577, empty: 1),
    Collection(name: "time", documents: 423, dated: 423),
    Collection(name: "wikinews-ja", documents: 3670, dated: 3611, lang: "ja"),
    Collection(name: "xinwen-lianbo-zh", documents: 12_574, dated: 12_574, lang: "zh"),
    Collection(name: "xquad-ru", documents: 240, dated: 0, lang: "ru"),
    Collection(name: "xquad-th", documents: 240, dated: 0, lang: "th"),
  ]

  @Test(
    .enabled(if: isThere("cranfield"), "no collections beside the package"), arguments: collections)
  func `a collection is read without a reject but for empty records`(collection: Collection) throws
  {
    let path = data + "/\(collection.name)/docs.jsonl.gz"
    var documents = 0
    var dated = 0
    var rejections: [Rejection] = []
    try ArchiveReader(sources: [ArchiveSource(path: path)]).forEach { item, _ in
      switch item {
      case .document(let document):
        documents += 1
        dated += document.date == nil ? 0 : 1
        #expect(document.lang == collection.lang)
      case .rejected(let rejection): rejections.append(rejection)
      }
    }
    #expect(documents == collection.documents)
    #expect(dated == collection.dated)
    #expect(rejections.count == collection.empty)
    #expect(rejections.allSatisfy { $0.reason.contains("neither a title nor any text") })
  }
}
