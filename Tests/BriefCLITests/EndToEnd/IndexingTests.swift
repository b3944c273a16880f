// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import Brief
import BriefCLI
import BriefTestSupport
import Testing

struct IndexingTests {
  private let room: Newsroom

  init() throws { room = try Newsroom() }

  /// The figures of a run's last line.
  private func summary(_ run: Run) -> [Int] {
    let names = ["read", "indexed", "unchanged", "removed", "rejected", "documents"]
    let line = run.lines.last ?? ""
    return names.map { name in
      guard let start = line.firstRange(of: "\"\(name)\":")?.upperBound else { return -1 }
      return Int(line[start...].prefix { $0.isNumber }) ?? -1
    }
  }

  @Test func `an index is brought up to its sources`() throws {
    #expect(summary(room.brief("index", "news", "--json")) == [6, 6, 0, 0, 0, 6])
    #expect(summary(room.brief("index", "news", "--json")) == [6, 0, 6, 0, 0, 6])
    try room.folder.write(
      Newsroom.records.replacing("Bread prices fall", with: "Bread prices rise"),
      to: "news/records.jsonl")
    try Files.remove(room.path + "/news/2024-03-05_5d1f0c93ab427e68.txt")
    // Without sources, those that are known are read again.
    #expect(summary(room.brief("index", "--json")) == [5, 1, 4, 1, 0, 5])
    #expect(room.brief("search", "rise").out.contains("Bread prices rise"))
    #expect(room.brief("search", "sleeper", "--match", "all").status == .nothingFound)
  }

  @Test func `only what lies under the sources named is removed`() throws {
    try room.folder.write("A lone page\n\nWith a text of its own.", to: "more/lone.txt")
    #expect(summary(room.brief("index", "news", "more", "--json")) == [7, 7, 0, 0, 0, 7])
    try Files.remove(room.path + "/more/lone.txt")
    #expect(summary(room.brief("index", "news", "--json")) == [6, 0, 6, 0, 0, 7])
    #expect(summary(room.brief("index", "--json")) == [6, 0, 6, 1, 0, 6])
  }

  @Test func `what cannot be read is told, listed and counted`() throws {
    try room.folder.write("PK\u{3}\u{4}\u{0}\u{0}", to: "news/broken.zip")
    try room.folder.write("{\"title\":", to: "news/cut.jsonl")
    let run = room.brief("index", "news", "--json", "--rejects", "rejects.jsonl")
    #expect(run.status == .success)
    #expect(summary(run) == [8, 6, 0, 0, 2, 6])
    let rejects = run.lines.filter {
      $0.hasPrefix(#"{"type":"reject","version":1,"source":"news/"#)
    }
    #expect(rejects.count == 2)
    #expect(try room.folder.read("rejects.jsonl") == rejects.map { $0 + "\n" }.joined())
    let told = room.brief("index", "news")
    #expect(told.err.contains("rejected news/cut.jsonl"))
    #expect(told.out.contains("8 read = 0 indexed + 6 unchanged + 2 rejected"))
  }

  @Test func `what can no longer be read stays in the index`() throws {
    #expect(room.brief("index", "news").status == .success)
    try room.folder.write("\u{0}\u{1}\u{2}", to: "news/2024-03-05_5d1f0c93ab427e68.txt")
    #expect(summary(room.brief("index", "--json")) == [6, 0, 5, 0, 1, 6])
    #expect(room.brief("show", "5d1f0c93ab427e68").status == .success)
  }

  @Test func `reading may stop at the first reject, keeping what came before`() throws {
    try room.folder.write("\u{0}\u{1}", to: "news/aaa.txt")
    let run = room.brief("index", "news", "--json", "--on-error", "stop")
    #expect(run.status == .inputOutput)
    #expect(summary(run) == [2, 1, 0, 0, 1, 1])
    #expect(run.out.contains(#""end":"stopped""#))
    #expect(room.brief("check", "--deep").status == .success)
  }

  @Test func `a rehearsal writes nothing`() {
    let run = room.brief("index", "news", "--dry-run")
    #expect(run.status == .success)
    #expect(
      run.out.hasPrefix("6 read = 6 indexed + 0 unchanged + 0 rejected (nothing was written)"))
    #expect(!Files.exists(room.path + "/.brief"))
  }

  @Test func `a rebuild replaces the index while readers keep what they have`() throws {
    #expect(room.brief("index", "news").status == .success)
    let before = try SearchIndex.open(at: room.path + "/.brief").searcher()
    try Files.remove(room.path + "/news/records.jsonl")
    #expect(summary(room.brief("rebuild", "--json")) == [1, 1, 0, 0, 0, 1])
    #expect(Files.names(in: room.path) == [".brief", "news"])
    #expect(before.documentCount == 6)
    #expect(try before.search(parsing: "harbour", limit: 3).first?["title"]?.isEmpty == false)
    #expect(room.brief("search", "*", "--json").lines.count == 2)
  }

  /// A rebuild removed the folder of the old index with all that was in it: notes, or the archive itself,
  /// if the index had been put into its folder.
  @Test func `a rebuild removes nothing that is not the index's own`() throws {
    #expect(room.brief("index", "news").status == .success)
    try room.folder.write("keep me", to: ".brief/notes/today.txt")
    try room.folder.write("and me", to: ".brief/commit.txt")
    #expect(room.brief("rebuild").status == .success)
    #expect(try Files.read(room.path + "/.brief/notes/today.txt") == Array("keep me".utf8))
    #expect(try Files.read(room.path + "/.brief/commit.txt") == Array("and me".utf8))
    #expect(Files.names(in: room.path) == [".brief", "news"])
    #expect(room.brief("search", "*", "--json").status == .success)
  }

  @Test func `an index that nobody can write to any more is rebuilt`() throws {
    try room.folder.write("sources: [../../news]\n", to: "Indexes/press/index.yaml")
    #expect(room.brief("rebuild", "press").status == .success)
    let build = room.path + "/Indexes/press/build"
    for name in Files.names(in: build) where name.hasSuffix(".terms") {
      try room.folder.write("no terms", to: "Indexes/press/build/" + name)
    }
    #expect(room.brief("index", "-i", "press").status == .damaged)
    #expect(room.brief("rebuild", "press").out.contains("6 indexed"))
    #expect(room.brief("search", "*", "-i", "press").status == .success)
    #expect(Files.names(in: room.path + "/Indexes/press") == ["build", "index.yaml"])
  }

  @Test func `an index of an older format is rebuilt`() throws {
    try room.folder.write("sources: [../../news]\n", to: "Indexes/press/index.yaml")
    #expect(room.brief("rebuild", "press").status == .success)
    for name in ["commit", "commit.copy"] {
      try room.folder.change("Indexes/press/build/" + name) { bytes in
        bytes[8] = 0
        bytes[bytes.count - 1] ^= 1
      }
    }
    let run = room.brief("index", "-i", "press")
    #expect(run.err.contains("rebuilding, since the index has an older format"))
    #expect(run.out.contains("6 indexed"))
    #expect(room.brief("check", "--deep", "-i", "press").status == .success)
    #expect(Files.names(in: room.path + "/Indexes/press") == ["build", "index.yaml"])
  }

  @Test func `what a repair has set aside goes with the index that it was a part of`() throws {
    #expect(room.brief("index", "news").status == .success)
    let terms = try #require(
      Files.names(in: room.path + "/.brief").first { $0.hasSuffix(".terms") })
    try room.folder.write("no terms", to: ".brief/" + terms)
    #expect(room.brief("repair").status == .success)
    #expect(Files.exists(room.path + "/.brief/" + terms + ".damaged"))
    #expect(room.brief("rebuild").status == .success)
    #expect(!Files.names(in: room.path + "/.brief").contains { $0.hasSuffix(".damaged") })
    #expect(Files.names(in: room.path) == [".brief", "news"])
  }

  /// Whatever stood where a rebuild builds was removed.
  @Test func `a rebuild says what is in its way`() throws {
    #expect(room.brief("index", "news").status == .success)
    try room.folder.write("keep me", to: ".brief.rebuild/today.txt")
    let run = room.brief("rebuild")
    #expect(run.status == .inputOutput)
    #expect(run.err.contains(".brief.rebuild is in the way, and is no index."))
    #expect(run.err.contains("Why: A rebuild builds there."))
    #expect(try Files.read(room.path + "/.brief.rebuild/today.txt") == Array("keep me".utf8))
    // What it did not finish is an index with something beside it, which stays.
    #expect(room.brief("index", "news/records.jsonl", "-i", "./aside").status == .success)
    try Files.remove(room.path + "/aside/commit")
    try Files.remove(room.path + "/aside/commit.copy")
    try Files.rename(room.path + "/aside/write.lock", to: room.path + "/.brief.rebuild/write.lock")
    #expect(room.brief("rebuild").status == .success)
    #expect(try Files.read(room.path + "/.brief/today.txt") == Array("keep me".utf8))
    #expect(!Files.exists(room.path + "/.brief.rebuild"))
  }

  /// The index's own folder is passed over, so that "0 read" was all there was to see of an archive.
  @Test func `an index in the folder that it is made of is refused`() throws {
    for source in ["news", "./news/../news"] {
      let run = room.brief("index", source, "--index", "./news")
      #expect(run.status == .usage)
      #expect(run.err.contains("news lies in the folder of the index itself."))
    }
    #expect(Files.names(in: room.path + "/news").contains("commit") == false)
  }

  @Test func `a sealed index has another order and the same answers`() throws {
    let records = (0..<200).map { n in
      #"{"id": "\#(n)", "title": "\#(n % 3 == 0 ? "harbour strike" : "bank rates") \#(n)"}"#
    }
    try room.folder.write(records.joined(separator: "\n"), to: "news/many.jsonl")
    func order() throws -> [String] {
      var order: [String] = []
      try SearchIndex.open(at: room.path + "/.brief").searcher().forEachDocument {
        order += $0["title"]?.strings ?? []
      }
      return order
    }
    func answer() -> [Substring] { room.brief("search", "rates OR strike", "--limit", "300").lines }
    #expect(room.brief("index", "news").status == .success)
    #expect(room.brief("rebuild").status == .success)
    let (merged, found) = (try order(), answer())
    #expect(room.brief("rebuild", "--seal").status == .success)
    #expect(try order() != merged)
    #expect(try order().sorted() == merged.sorted())
    #expect(found.count >= 200 && answer() == found)
  }

  @Test func `a changed definition is noticed and rebuilt from`() throws {
    let definition = "sources: [../../news]\nweights: {title: 5}\n"
    try room.folder.write(definition, to: "Indexes/press/index.yaml")
    #expect(room.brief("search", "x", "-i", "press").status == .noIndex)
    #expect(room.brief("rebuild", "press").status == .success)
    #expect(room.brief("index", "-i", "press").out.contains("0 indexed + 6 unchanged"))
    try room.folder.write(
      definition.replacing("title: 5", with: "title: 9"), to: "Indexes/press/index.yaml")
    let run = room.brief("index", "-i", "press")
    #expect(run.err.contains("rebuilding, since the definition changed: the weights of the fields"))
    #expect(run.out.contains("6 indexed"))
    #expect(room.brief("index", "-i", "press").out.contains("6 unchanged"))
    #expect(Files.names(in: room.path + "/Indexes/press") == ["build", "index.yaml"])
  }

  /// What was not named was gone.
  @Test func `an index is rebuilt from all its sources, whichever are named`() throws {
    try room.folder.write("A lone page\n\nWith a text of its own.", to: "more/lone.txt")
    #expect(room.brief("index", "news").status == .success)
    let run = room.brief("index", "more", "--language", "de", "--json")
    #expect(summary(run) == [7, 7, 0, 0, 0, 7])
    #expect(summary(room.brief("index", "--json")) == [7, 0, 7, 0, 0, 7])

    let definition = "sources: [../../news]\nlanguage: en\n"
    try room.folder.write(definition, to: "Indexes/press/index.yaml")
    #expect(room.brief("rebuild", "press").status == .success)
    try room.folder.write(
      definition.replacing("en", with: "de"), to: "Indexes/press/index.yaml")
    #expect(summary(room.brief("index", "more", "-i", "press", "--json")) == [7, 7, 0, 0, 0, 7])
  }

  /// It was replaced by one of the briefs that were read.
  @Test func `an index that another program made stays as it is`() throws {
    let schema = try Schema([.identifier("id"), .text("title"), .text("body", stored: false)])
    let index = try SearchIndex.create(at: room.path + "/program", schema: schema)
    try index.write { try $0.add(["id": "a", "title": "Rain", "body": "over the harbour"]) }
    for option in ["--dry-run", "--json"] {
      let run = room.brief("index", "news", "-i", "./program", option)
      #expect(run.status == .usage)
      #expect((run.out + run.err).contains("holds something else than briefs"), "\(run)")
    }
    #expect(room.brief("search", "harbour", "-i", "./program").out.contains("Rain"))
    #expect(room.brief("check", "--deep", "-i", "./program").err.contains("not with body"))
  }

  @Test func `a definition that is wrong is said to be, with its line`() throws {
    try room.folder.write("sources: [x]\nwieghts: {}\n", to: "Indexes/press/index.yaml")
    let run = room.brief("index", "-i", "press")
    #expect(run.status == .usage)
    #expect(run.err.contains("Line 2, column 1: unknown key wieghts; did you mean weights?"))
  }

  @Test func `a rebuild that stops leaves the index as it was, and says so`() throws {
    #expect(room.brief("index", "news").status == .success)
    try room.folder.write("{\"title\":", to: "news/cut.jsonl")
    let run = room.brief("rebuild", "--on-error", "stop")
    #expect(run.status == .inputOutput)
    #expect(run.err.hasSuffix("The index is as it was; brief rebuild goes on from here.\n"))
    #expect(run.out.contains(".brief.rebuild: "))
    #expect(summary(room.brief("index", "--dry-run", "--json")) == [7, 0, 6, 0, 1, 6])
    #expect(room.brief("rebuild").status == .success)
    #expect(!Files.exists(room.path + "/.brief.rebuild"))
  }

  @Test func `a rebuild that fails leaves nothing aside`() throws {
    #expect(room.brief("index", "news").status == .success)
    let run = room.brief("rebuild", "--rejects", "no/such/folder/rejects.jsonl", "--json")
    #expect(run.status == .inputOutput)
    #expect(run.out.hasPrefix(#"{"type":"error","version":1,"code":"ioFailure""#))
    #expect(!Files.exists(room.path + "/.brief.rebuild"))
  }

  @Test func `a rebuild that cannot build leaves what is in its way`() throws {
    #expect(room.brief("index", "news").status == .success)
    let link = "ls -d .brief* && readlink .brief.rebuild"
    _ = Shell.run("ln -s nowhere .brief.rebuild", in: room.path)
    let run = room.brief("rebuild")
    #expect(run.status == .inputOutput)
    #expect(run.err.contains(".brief.rebuild"))
    #expect(Shell.run(link, in: room.path) == ".brief\n.brief.rebuild\nnowhere\n")
    #expect(room.brief("search", "*").status == .success)
  }

  @Test func `an interrupted rebuild is gone on with`() throws {
    #expect(room.brief("index", "news").status == .success)
    // What an interrupted rebuild leaves is an index aside.
    #expect(room.brief("index", "news/records.jsonl", "-i", "./.brief.rebuild").status == .success)
    let run = room.brief("rebuild", "--json")
    #expect(run.status == .success)
    #expect(summary(run)[0] == 6)
    #expect(summary(run)[5] == 6)
    #expect(Files.names(in: room.path) == [".brief", "news"])
  }

  @Test func `a source that is not there is not taken for an empty one`() {
    let run = room.brief("index", "nwes")
    #expect(run.status == .inputOutput)
    #expect(run.err.contains("Try: brief index news"))
    #expect(!Files.exists(room.path + "/.brief"))
  }

  @Test func `somebody else's writing is its own exit status`() throws {
    #expect(room.brief("index", "news").status == .success)
    let index = try SearchIndex.open(at: room.path + "/.brief")
    let run = try index.write { _ in room.brief("index", "news") }
    #expect(run.status == .locked)
    #expect(run.err.contains("being written by"))
  }

  @Test func `damage is its own exit status`() throws {
    #expect(room.brief("index", "news").status == .success)
    let names = Files.names(in: room.path + "/.brief")
    let name = try #require(names.first { $0.hasSuffix(".documents") })
    try room.folder.change(".brief/" + name) { $0[$0.count / 2] ^= 0xFF }
    let run = room.brief("check", "--deep", "--json")
    #expect(run.status == .damaged)
    #expect(
      run.lines.first?.hasPrefix(#"{"type":"problem","version":1,"code":"corrupted""#) == true)
    #expect(run.lines.last?.contains(#""sound":false"#) == true)
  }
}
