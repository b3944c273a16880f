// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A rebuild on a file system that cannot exchange two folders in one step: the old index is renamed, then
// the new one. Whatever ends it in between, an index is found, nothing is lost, and the next rebuild
// comes to its end.

import Brief
import BriefCLI
import BriefTestSupport
import Testing

struct FolderExchangeTests {
  private let room: Newsroom

  /// An index of six briefs with a note beside its files.
  init() throws {
    room = try Newsroom()
    room.exchange = { _, _ in false }
    try #require(room.brief("index", "news").status == .success)
    try room.folder.write("keep me", to: ".brief/notes/today.txt")
  }

  private var names: [String] { Files.names(in: room.path) }

  private func rename(_ name: String, to other: String) throws {
    try Files.rename(room.path + "/" + name, to: room.path + "/" + other)
  }

  /// How many briefs a search for all of them finds.
  private func found(_ arguments: String...) -> Int {
    let run = Run.brief(
      list: ["search", "*", "--format", "tsv"] + arguments, in: room.path, terminal: nil,
      environment: [:])
    return run.status == .success ? run.lines.count : 0
  }

  private func expectRebuilt(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(names == [".brief", "news"], sourceLocation: sourceLocation)
    #expect(found() == 6, sourceLocation: sourceLocation)
    #expect(
      try room.folder.read(".brief/notes/today.txt") == "keep me", sourceLocation: sourceLocation)
    #expect(room.brief("check", "--deep").status == .success, sourceLocation: sourceLocation)
  }

  /// Leaves what is there between the two steps: the index of six briefs under its other name, and one of
  /// a single brief aside.
  private func leaveHalfDone() throws {
    let page = "news/2024-03-05_5d1f0c93ab427e68.txt"
    try #require(room.brief("index", page, "-i", "./.brief.rebuild").status == .success)
    try rename(".brief", to: ".brief.rebuild.old")
  }

  @Test func `folders that cannot be exchanged in one step are exchanged in two`() throws {
    let before = try SearchIndex.open(at: room.path + "/.brief").searcher()
    try Files.remove(room.path + "/news/records.jsonl")
    #expect(room.brief("rebuild").out.contains("1 read = 1 indexed"))
    #expect(names == [".brief", "news"])
    #expect(found() == 1)
    #expect(before.documentCount == 6)
    #expect(try before.search(parsing: "harbour", limit: 3).first?["title"]?.isEmpty == false)
    #expect(try room.folder.read(".brief/notes/today.txt") == "keep me")
  }

  /// There was "no index" then, or that of a folder above was taken for it.
  @Test func `between the two steps the old index is read`() throws {
    try leaveHalfDone()
    let all = names
    #expect(found() == 6)
    #expect(found("--index", "./.brief") == 6)
    #expect(room.brief("show", "5d1f0c93ab427e68").status == .success)
    #expect(room.brief("check", "--json").out.contains(#""documents":6"#))
    #expect(room.brief("stats").out.contains("6 briefs"))
    #expect(room.brief("indexes").out.contains("6 briefs"))
    #expect(room.brief("index", "--dry-run").out.contains("0 indexed + 6 unchanged"))
    #expect(room.brief("repair", "--dry-run").out.contains("nothing to repair"))
    #expect(names == all)
    // It is not in the way of an index of the folder above.
    try Files.remove(room.path + "/.brief.rebuild")
    #expect(found() == 0)
  }

  @Test(arguments: [true, false])
  func `a rebuild that was cut short between the two steps is gone on with`(
    canExchange: Bool
  ) throws {
    try leaveHalfDone()
    if canExchange { room.exchange = Files.exchange }
    #expect(room.brief("rebuild").out.contains("6 read = 5 indexed + 1 unchanged"))
    try expectRebuilt()
  }

  @Test(arguments: ["index", "repair"])
  func `who writes after an exchange was cut short gives the old index its name back`(
    command: String
  ) throws {
    try leaveHalfDone()
    #expect(room.brief(command).status == .success)
    #expect(names == [".brief", ".brief.rebuild", "news"])
    #expect(found() == 6)
    #expect(room.brief("rebuild").status == .success)
    try expectRebuilt()
  }

  /// The folder of the old index had notes in it, so that it could neither be removed nor be replaced:
  /// every later rebuild failed.
  @Test func `what an exchange left under the other name is cleared away by the next`() throws {
    try rename(".brief", to: ".brief.rebuild.old")
    #expect(room.brief("index", "news").status == .success)
    #expect(found() == 6)
    #expect(room.brief("rebuild").status == .success)
    try expectRebuilt()
    // The same, when most of it was removed already.
    try room.folder.write("", to: ".brief.rebuild.old/write.lock")
    #expect(room.brief("rebuild").status == .success)
    try expectRebuilt()
  }

  @Test func `a note that has no place beside the new index stays where it is`() throws {
    try room.folder.write("", to: ".brief.rebuild.old/write.lock")
    try room.folder.write("an older one", to: ".brief.rebuild.old/notes/today.txt")
    let run = room.brief("rebuild")
    #expect(run.status == .inputOutput)
    #expect(run.err.contains(".brief.rebuild.old is in the way, and is no index."))
    #expect(try room.folder.read(".brief.rebuild.old/notes/today.txt") == "an older one")
    #expect(found() == 6)
    try rename(".brief.rebuild.old", to: "older")
    #expect(room.brief("rebuild").out.contains("0 indexed + 6 unchanged"))
    #expect(try room.folder.read("older/notes/today.txt") == "an older one")
    try Files.remove(room.path + "/older")
    try expectRebuilt()
  }

  @Test(arguments: ["./.brief.rebuild.old", "./.brief.rebuild.old/today.txt"])
  func `a rebuild says what has the name that the old index needs`(file: String) throws {
    try room.folder.write("mine", to: file)
    let run = room.brief("rebuild")
    #expect(run.status == .inputOutput)
    #expect(run.err.contains(".brief.rebuild.old is in the way, and is no index."))
    #expect(run.err.contains("Why: A rebuild keeps the old index there for a moment."))
    #expect(try room.folder.read(file) == "mine")
    #expect(names == [".brief", ".brief.rebuild", ".brief.rebuild.old", "news"])
    #expect(found() == 6)
    // What it had built is not built again.
    try rename(".brief.rebuild.old", to: "mine")
    #expect(room.brief("rebuild").out.contains("0 indexed + 6 unchanged"))
    try Files.remove(room.path + "/mine")
    try expectRebuilt()
  }

  @Test func `an exchange whose second step fails undoes the first`() throws {
    room.exchange = { _, aside in
      try Files.rename(aside, to: aside + ".gone")
      return false
    }
    let run = room.brief("rebuild")
    #expect(run.status == .inputOutput)
    #expect(run.err.contains("Cannot rename"))
    #expect(names == [".brief", ".brief.rebuild.gone", "news"])
    try Files.remove(room.path + "/.brief.rebuild.gone")
    room.exchange = { _, _ in false }
    #expect(room.brief("rebuild").status == .success)
    try expectRebuilt()
  }

  @Test func `an exchange that is going on is waited for`() throws {
    try leaveHalfDone()
    try SearchIndex.holdingLock(at: room.path + "/.brief.rebuild.old", timeout: .zero) {
      let locked = room.brief("index")
      #expect(locked.status == .locked)
      #expect(names == [".brief.rebuild", ".brief.rebuild.old", "news"])
      let rest = "sleep 0.2; mv .brief.rebuild .brief; mv .brief.rebuild.old gone"
      _ = Shell.run("(\(rest)) > /dev/null 2>&1 &", in: room.path)
      // It goes on with the new index, which holds one brief.
      let run = room.brief("index", "news", "--wait", "60")
      #expect(run.out.contains("6 read = 5 indexed + 1 unchanged"), "\(run)")
    }
    #expect(names == [".brief", "gone", "news"])
    #expect(found() == 6)
  }

  /// "Directory not empty", whenever it had built everything.
  @Test(arguments: [true, false])
  func `an index that lost its commit is rebuilt`(canExchange: Bool) throws {
    if canExchange { room.exchange = Files.exchange }
    try room.folder.write("sources: [../../news]\n", to: "Indexes/press/index.yaml")
    #expect(room.brief("rebuild", "press").status == .success)
    let build = room.path + "/Indexes/press/build"
    for name in ["commit", "commit.copy"] { try Files.remove(build + "/" + name) }
    try room.folder.write("mine", to: "Indexes/press/build/mine")
    #expect(room.brief("search", "*", "-i", "press").status == .noIndex)
    #expect(room.brief("rebuild", "press").status == .success)
    #expect(found("-i", "press") == 6)
    #expect(try room.folder.read("Indexes/press/build/mine") == "mine")
    #expect(Files.names(in: room.path + "/Indexes/press") == ["build", "index.yaml"])
    let segments = Files.names(in: build).filter { $0.hasSuffix(".segment") }
    #expect(segments.count == 1)
  }

  /// The link was exchanged with the new index. The old one, to which it led, could then not be removed,
  /// so that this rebuild and every later one failed.
  @Test(arguments: [true, false])
  func `an index behind a link is exchanged where it lies`(canExchange: Bool) throws {
    if canExchange { room.exchange = Files.exchange }
    try Files.makeFolder(room.path + "/disk")
    try rename(".brief", to: "disk/press")
    _ = Shell.run("ln -s disk/press .brief", in: room.path)
    for _ in 1...2 {
      #expect(room.brief("rebuild").out.contains("6 indexed"))
      #expect(names == [".brief", "disk", "news"])
      #expect(Files.names(in: room.path + "/disk") == ["press"])
      #expect(found() == 6)
    }
    // Between the two steps it leads to nothing.
    try Files.remove(room.path + "/news/records.jsonl")
    try #require(room.brief("index", "news", "-i", "./disk/press.rebuild").status == .success)
    try rename("disk/press", to: "disk/press.rebuild.old")
    #expect(found() == 6)
    #expect(room.brief("rebuild").status == .success)
    #expect(Files.names(in: room.path + "/disk") == ["press"])
    #expect(found() == 1)
    #expect(try room.folder.read("disk/press/notes/today.txt") == "keep me")
  }
}
