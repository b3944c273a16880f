// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Ids, sources and content hashes: stable, unique, from the right place.

import BriefArchive
import BriefTestSupport
import FoundationEssentials
import Testing

@Suite struct IdentityTests {
  @Test(arguments: [
    ("000_e1e24ac241add993.txt", "e1e24ac241add993"),
    ("2024-03-05_E1E24AC241ADD993.txt", "e1e24ac241add993"),
    ("x-123e4567-e89b-12d3-a456-426614174000.html", "123e4567-e89b-12d3-a456-426614174000"),
    ("article-1234567.txt", "1234567"), ("2024/03/01.txt", "2024/03/01.txt"),
    ("20240301.txt", "20240301.txt"), ("20240301093015.txt", "20240301093015.txt"),
    ("00017.txt", "00017.txt"), ("deadbeefdeadbeef.txt", "deadbeefdeadbeef.txt"),
    ("a/rates-held.txt", "a/rates-held.txt"), ("日本.txt", "日本.txt"),
  ]) func `a file's id is in its name, or is its path`(path: String, id: String) throws {
    #expect(try TemporaryArchive(texts: [path: "Title"]).read().only().id == id)
  }

  @Test func `the second document of an id is rejected and names the first`() throws {
    let reading = try reading(
      "a.jsonl", #"{"id": 7, "title": "A"}"# + "\n" + #"{"id": "7", "title": "B"}"#)
    #expect(reading.documents.map(\.title) == ["A"])
    let rejection = try reading.onlyRejection()
    #expect(rejection.line == 2)
    #expect(rejection.reason.contains("a.jsonl#1"))
  }

  @Test func `a path too long for an id keeps its beginning and a hash of the whole`() throws {
    let folder = String(repeating: "a", count: 200)
    let names = ["港", "埠"].map { String(repeating: $0, count: 60) }
    let paths = names.map { "\(folder)/\($0).txt" }
    let documents = try TemporaryArchive(
      texts: Dictionary(uniqueKeysWithValues: paths.map { ($0, "Title") })
    ).read().documents
    #expect(Set(documents.map(\.id)).count == 2)
    for document in documents {
      #expect((250...255).contains(document.id.utf8.count))
      #expect(document.id.hasPrefix(folder + "/"))
      #expect(document.id.contains(/~[0-9a-f]{32}$/))
    }
    let limit = "\(folder)/\(String(repeating: "b", count: 50)).txt"
    #expect(limit.utf8.count == 255)
    #expect(try TemporaryArchive(texts: [limit: "Title"]).read().only().id == limit)
  }

  @Test func `folders left out are left out under any name`() throws {
    let archive = try TemporaryArchive(texts: ["a.txt": "Title", "x/b.txt": "Title"])
    var options = ImportOptions()
    options.foldersLeftOut = [archive.path + "/./x/../x", archive.path + "/not-there"]
    #expect(try archive.read(nil, options).documents.map(\.id) == ["a.txt"])
  }

  @Test func `records without an id take path and line`() throws {
    let reading = try TemporaryArchive(texts: [
      "x/a.jsonl": "{\"title\":\"A\"}\n\n{\"title\":\"B\"}"
    ]).read()
    #expect(reading.documents.map(\.id) == ["x/a.jsonl#1", "x/a.jsonl#3"])
    #expect(reading.documents.map(\.source) == ["news/x/a.jsonl#1", "news/x/a.jsonl#3"])
  }

  @Test func `the content hash is the same everywhere and differs with every field`() {
    var document = BriefDocument()
    document.id = "a"
    document.title = "Title"
    #expect(document.contentHash == 17_295_416_276_939_544_699)
    var variants = [document]
    func vary(_ change: (inout BriefDocument) -> Void) {
      var copy = document
      change(&copy)
      variants.append(copy)
    }
    vary { $0.id = "b" }
    vary { $0.source = "x" }
    vary { $0.title = "" }
    vary { $0.deck = "" }
    vary { $0.caption = "" }
    vary { $0.takeaways = [""] }
    vary { $0.takeaways = ["", ""] }
    vary { $0.analysis = [""] }
    vary { $0.body = ["ab"] }
    vary { $0.body = ["a", "b"] }
    vary { $0.related = ["a"] }
    vary { $0.byline = "a" }
    vary { $0.publication = "a" }
    vary { $0.author = "a" }
    vary { $0.categories = ["a"] }
    vary { $0.url = "a" }
    vary { $0.date = CalendarDate(year: 2024) }
    vary { $0.date = CalendarDate(year: 2024, month: 1) }
    vary { $0.dateFrom = .sidecar }
    vary { $0.lang = "en" }
    vary { $0.langFrom = .metadata }
    vary { $0.charset = "GB18030" }
    vary { $0.extra = [.init(name: "a", value: "b")] }
    #expect(Set(variants.map(\.contentHash)).count == variants.count)
  }

  @Test func `folders are read in the order of path bytes, hidden files not at all`() throws {
    let names = [
      "b.txt", "a/z.txt", "a.txt", "a-b.txt", "B.txt", ".hidden.txt", ".git/x.txt", "é.txt",
    ]
    let archive = try TemporaryArchive(
      texts: Dictionary(uniqueKeysWithValues: names.map { ($0, $0) }))
    let ids = try archive.read().documents.map(\.id)
    #expect(ids == ["B.txt", "a-b.txt", "a.txt", "a/z.txt", "b.txt", "é.txt"])
  }

  @Test func `links in a circle end`() throws {
    let archive = try TemporaryArchive(texts: ["a/x.txt": "Title"])
    try FileManager.default.createSymbolicLink(
      atPath: archive.path + "/a/loop", withDestinationPath: archive.path)
    let reading = try archive.read()
    #expect(reading.documents.map(\.id) == ["a/x.txt"])
    #expect(try reading.onlyRejection().source == "news/a/loop")
  }

  @Test func `patterns choose files`() throws {
    let archive = try TemporaryArchive(texts: [
      "a.txt": "A", "a.md": "B", "d/e/c.txt": "C", "drafts/x.txt": "D",
    ])
    var options = ImportOptions()
    options.include = [Glob("*.txt")]
    options.exclude = [Glob("drafts")]
    #expect(try archive.read(nil, options).documents.map(\.title) == ["A", "C"])
    options.include = [Glob("d/**/*.txt")]
    #expect(try archive.read(nil, options).documents.map(\.title) == ["C"])
  }

  @Test(arguments: [
    ("*.txt", "a/b.txt", true), ("a/*.txt", "a/b/c.txt", false), ("a/**/*.txt", "a/c.txt", true),
    ("a/**", "a/b/c", true), ("?.txt", "é.txt", true), ("?.txt", "ab.txt", false),
    ("**/b", "a/c/b", true), ("**/a.txt", "a.txt", true), ("**/a.txt", "d/e/a.txt", true),
    ("**/a.txt", "ba.txt", false), ("**/a.txt", "d/ba.txt", false), ("d/**/x.txt", "d/x.txt", true),
    ("d/**/x.txt", "d/e/f/x.txt", true), ("d/**/x.txt", "d/yx.txt", false),
    ("d/**/x.txt", "d/e/yx.txt", false), ("d/**/x.txt", "dx.txt", false), ("a**/b", "ac/d/b", true),
    ("a**/b", "ab", false), ("**/**/b", "b", true), ("a/**/b/**/c", "a/b/x/c", true),
    ("d/**/", "d/a", true), ("d/**/", "d/e/a", true), ("d/**/", "da", false), ("**/", "d/a", true),
    ("*", "a/b", true), ("a*c*e", "abcde", true), ("a*c*e", "abcd", false), ("", "", true),
  ]) func `a pattern matches what it says`(pattern: String, path: String, matches: Bool) {
    #expect(Glob(pattern).matches(path) == matches)
  }

  @Test func `patterns match as they do part by part`() {
    let seed = Seed(of: "patterns")
    for round in 0..<4000 {
      var generator = seed.generator(round: round)
      let parts = ["a", "b", "/", "*", "**", "**/", "/**/", "?", "é"]
      let pattern =
        "/"
        + (0..<Int.random(in: 0...5, using: &generator)).map { _ in
          parts[Int.random(in: 0..<parts.count, using: &generator)]
        }.joined()
      let path =
        "/"
        + (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          ["a", "b", "/", "é"][Int.random(in: 0..<4, using: &generator)]
        }.joined()
      let expected = Self.matches(Array(pattern)[...], Array(path)[...], beginsName: true)
      #expect(Glob(pattern).matches(path) == expected, "\(pattern) \(path) \(seed)")
    }
  }

  /// Whether a pattern of a whole path matches, tried in every way.
  private static func matches(
    _ pattern: ArraySlice<Character>, _ path: ArraySlice<Character>, beginsName: Bool
  ) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    let rests = (path.startIndex...path.endIndex).map { path[$0...] }
    if beginsName, pattern.starts(with: "**/") {
      if pattern.count == 3 { return true }
      let names = [path] + rests.filter { path[..<$0.startIndex].last == "/" }
      return names.contains { matches(pattern.dropFirst(3), $0, beginsName: true) }
    }
    if pattern.starts(with: "**") {
      return rests.contains { matches(pattern.dropFirst(2), $0, beginsName: false) }
    }
    if first == "*" {
      return rests.contains {
        !path[..<$0.startIndex].contains("/")
          && matches(pattern.dropFirst(), $0, beginsName: false)
      }
    }
    guard let next = path.first, first == "?" ? next != "/" : next == first else { return false }
    return matches(pattern.dropFirst(), path.dropFirst(), beginsName: first == "/")
  }

  @Test func `a hostile pattern takes no time`() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000)))
  }
}
