// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// `brief repair`: what it says, how it ends, and that what was lost comes back from its source.

import Brief
import BriefCLI
import Testing

struct RepairingTests {
  private let room: Newsroom

  init() throws {
    room = try Newsroom()
    #expect(room.brief("index", "news").status == .success)
  }

  private func damage(_ suffix: String) throws {
    let names = Files.names(in: room.path + "/.brief")
    let name = try #require(names.first { $0.hasSuffix(suffix) })
    try room.folder.change(".brief/" + name) { $0[$0.count / 2] ^= 0xFF }
  }

  @Test func `what a repair says as JSON is a promise`() throws {
    var text = ""
    try damage(".postings")
    for arguments in [["--dry-run"], []] {
      let run = Run.brief(
        list: ["repair", "--json"] + arguments, in: room.path, terminal: nil, environment: [:])
      #expect(run.status == (arguments.isEmpty ? .success : .damaged))
      text += run.steady(room.path).out
    }
    #expect(room.brief("check", "--deep").status == .success)
    try damage(".documents")
    let run = room.brief("repair", "--json")
    #expect(run.status == .success)
    text += run.steady(room.path).out
    text += room.brief("repair", "--json").steady(room.path).out
    // What the checksums are depends on the version of ICU.
    text = text.replacing(/expected [0-9]+, found [0-9]+/, with: "expected 1, found 2")
    try expectSnapshot(text, "repair.jsonl")
  }

  @Test func `what was lost is listed and comes back from its source`() throws {
    try damage(".documents")
    #expect(room.brief("search", "antitrust").status == .damaged)
    let run = room.brief("repair").steady(room.path)
    #expect(run.status == .success)
    #expect(run.lines.count { $0.hasPrefix("lost: ") } == 6)
    #expect(run.out.contains("lost: a1\n"))
    #expect(run.lines.last == "archive: repaired: 0 briefs untouched, 6 lost")
    #expect(
      run.err.contains("kept 5 files of what is damaged in /archive/.brief, named *.damaged"),
      "\(run.err)")
    #expect(room.brief("check", "--deep").status == .success)
    #expect(room.brief("search", "antitrust").status == .nothingFound)
    #expect(room.brief("index").status == .success)
    #expect(room.brief("search", "antitrust").status == .success)
  }

  @Test func `an index whose commit is damaged or missing is told from none, and repaired`() throws
  {
    try damage("commit")
    let run = room.brief("search", "antitrust")
    #expect(run.status == .damaged && run.err.contains("brief repair"), "\(run.err)")
    #expect(room.brief("repair", "--dry-run").status == .damaged)
    let repair = room.brief("repair")
    #expect(repair.status == .success && repair.err.contains("its copy was taken"))
    #expect(room.brief("search", "antitrust").status == .success)
    try Files.remove(room.path + "/.brief/commit")
    #expect(room.brief("check").status == .damaged)
    #expect(room.brief("repair").status == .success)
    #expect(room.brief("repair").out == "\(Path.name(of: room.path)): sound, nothing to repair\n")
    #expect(room.brief("search", "antitrust").status == .success)
  }
}
