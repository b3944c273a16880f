// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What an index makes of its sources: whose an id is, which of them lie within each other, where
// they are found again.

import BriefCLI
import Testing

struct SourcesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func brief(_ arguments: String...) -> Run {
    Run.brief(list: arguments, in: folder.path, terminal: nil, environment: [:])
  }

  @Test(arguments: [
    ("2024/03/01.txt", "Title %\n\nText of %."), ("x.jsonl", #"{"id":"1","title":"Title %"}"#),
  ])
  func `a brief is not replaced by another source's of the same id`(
    name: String, text: String
  ) throws {
    try folder.write(text.replacing("%", with: "first"), to: "a/\(name)")
    try folder.write(text.replacing("%", with: "second"), to: "b/\(name)")
    #expect(brief("index", "a").out.contains("1 indexed"))
    let second = brief("index", "b")
    #expect(second.out.contains("0 indexed + 0 unchanged + 1 rejected"))
    #expect(second.err.contains("rejected b/\(name)"))
    #expect(second.err.contains("was given already, to a/\(name)"))
    #expect(brief("search", "first", "--match", "all").status == .success)
    #expect(brief("index").out.contains("0 indexed + 1 unchanged + 1 rejected"))
    // Once the first is gone, the id is free.
    try Files.remove(folder.path + "/a/\(name)")
    #expect(brief("index").out.contains("1 indexed"))
    #expect(brief("search", "second", "--match", "all").status == .success)
  }

  @Test func `a changed brief replaces itself, wherever it moved in its source`() throws {
    try folder.write(#"{"id":"1","title":"Old"}"#, to: "a/x.jsonl")
    #expect(brief("index", "a").status == .success)
    try Files.remove(folder.path + "/a/x.jsonl")
    try folder.write(#"{"id":"1","title":"New"}"#, to: "a/y.jsonl")
    #expect(brief("index", "a").out.contains("1 read = 1 indexed"))
    #expect(brief("search", "new", "--match", "all").status == .success)
  }

  @Test(arguments: [["news", "news/2024"], ["news/2024", "news"]])
  func `a source within another is read as a part of it`(order: [String]) throws {
    try folder.write("First\n\nText.", to: "news/2024/a.txt")
    try folder.write("Second\n\nText.", to: "news/2025/b.txt")
    for source in order {
      let run = brief("index", source)
      #expect(run.status == .success)
      #expect(run.err.contains("lies in news") == (source == order[1]), "\(run.err)")
    }
    let all = brief("search", "*", "--json").out
    #expect(all.contains(#""id":"2024/a.txt""#))
    #expect(!all.contains(#""id":"a.txt""#))
    #expect(brief("index").out.contains("2 read = 0 indexed + 2 unchanged"))
    #expect(brief("index", "news", "news/2024").out.contains("2 read = 0 indexed + 2 unchanged"))
  }

  @Test func `an index within its source is not read`() throws {
    try folder.write("Title\n\nText.", to: "l/a.txt")
    try folder.write("Left by an interrupted rebuild\n\nText.", to: "l/ix.rebuild/b.txt")
    try folder.write("", to: "l/ix.rebuild/write.lock")
    try folder.write("Left by an exchange\n\nText.", to: "l/ix.rebuild.old/c.txt")
    #expect(brief("index", "l", "-i", "l/ix").out.contains("1 read = 1 indexed"))
    for _ in 1...2 {
      #expect(
        brief("index", "l", "-i", "l/ix").out.contains("1 read = 0 indexed + 1 unchanged"))
    }
    let rebuilt = brief("rebuild", "l/ix")
    #expect(rebuilt.out.contains("1 read = 1 indexed"), "\(rebuilt)")
  }

  @Test func `an index and its sources are moved together`() throws {
    try folder.write("Title\n\nText.", to: "old/news/a.txt")
    let old = folder.path + "/old"
    #expect(Run.brief("index", "news", in: old).status == .success)
    try Files.rename(old, to: folder.path + "/new")
    let run = Run.brief("index", in: folder.path + "/new")
    #expect(run.out.contains("1 read = 0 indexed + 1 unchanged"), "\(run)")
  }

  @Test func `an index knows its sources even if its first reading is cut short`() throws {
    try folder.write("\u{0}\u{1}", to: "news/aaa.txt")
    try folder.write("Title\n\nText.", to: "news/b.txt")
    #expect(brief("index", "news", "--on-error", "stop").status == .inputOutput)
    let run = brief("index", "--language", "en")
    #expect(run.out.contains("2 read = 1 indexed + 0 unchanged + 1 rejected"), "\(run)")
  }

  @Test(arguments: ["eng", "en-GB", "English"])
  func `a language is found by its shortest code`(written: String) throws {
    try folder.write("Title\n\nText.", to: "news/a.txt")
    try folder.write(#"{"id":"b","title":"Title","lang":"eng"}"#, to: "news/b.jsonl")
    #expect(brief("index", "news", "--language", written).status == .success)
    #expect(brief("search", "title", "--lang", "en").lines.count == 2)
  }

  @Test func `a path longer than an id can be is indexed`() throws {
    let name = String(repeating: "港", count: 80)
    try folder.write("Title\n\nText.", to: "news/\(name)/\(name).txt")
    #expect(brief("index", "news").out.contains("1 read = 1 indexed"))
    #expect(brief("index").out.contains("1 unchanged"))
    let id = brief("search", "title", "--format", "tsv").out.split(separator: "\t").first ?? ""
    #expect(brief("show", String(id)).out.contains("Title"))
  }

  @Test(arguments: ["search", "show", "stats", "terms", "check"])
  func `a missing file of the index is damage`(command: String) throws {
    try folder.write("Title\n\nText.", to: "news/a.txt")
    #expect(brief("index", "news").status == .success)
    let index = folder.path + "/.brief"
    let name = try #require(Files.names(in: index).first { $0.hasSuffix(".documents") })
    let words = ["search", "show", "terms"].contains(command) ? [command, "title"] : [command]
    for isFolder in [false, true] {
      try Files.remove(index + "/" + name)
      if isFolder { try Files.makeFolder(index + "/" + name) }
      let run = Run.brief(list: words, in: folder.path, terminal: nil, environment: [:])
      #expect(run.status == .damaged, "\(run)")
      #expect((run.out + run.err).contains(name))
    }
  }
}
