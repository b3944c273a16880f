// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct SearchingTests {
  private let room: Newsroom

  init() throws {
    room = try Newsroom()
    #expect(room.brief("index", "news").status == .success)
  }

  private func ids(_ run: Run) -> [Substring] {
    run.lines.compactMap { $0.split(separator: "\t").first }
  }

  @Test func `hits as JSON are a promise`() throws {
    let run = room.brief(
      "search", "antitrust \"harbours", "--json", "--facet", "lang", "--facet", "category",
      "--histogram", "month"
    ).steady(room.path)
    #expect(run.status == .success)
    #expect(run.err.isEmpty)
    try expectSnapshot(run.out, "search.jsonl")
  }

  @Test func `a brief as JSON is a promise`() throws {
    let run = room.brief("show", "5d1f0c93ab427e68", "a1", "d1", "--json")
    #expect(run.status == .success)
    try expectSnapshot(run.out, "show.jsonl")
  }

  @Test func `what a build says as JSON is a promise`() throws {
    try room.folder.write("{\"title\":", to: "news/cut.jsonl")
    try expectSnapshot(room.brief("index", "--json").steady(room.path).out, "index.jsonl")
  }

  @Test func `terms, tokens, checks and indexes as JSON are a promise`() throws {
    var text = room.brief("terms", "anti", "--json").out
    text += room.brief("analyze", "Central banks", "--lang", "en", "--json").out
    text += room.brief("check", "--json").steady(room.path).out
    text += room.brief("search", "zebra", "--json").steady(room.path).out
    text += room.brief("show", "nothing", "--json").steady(room.path).out
    text += room.brief("indexes", "--json").steady(room.path).lines.prefix(1).joined() + "\n"
    try expectSnapshot(text, "others.jsonl")
  }

  @Test func `hits in a pipe are one a line`() throws {
    let run = room.brief("search", "antitrust").steady(room.path)
    try expectSnapshot(run.out, "search.tsv")
    #expect(
      run.lines.allSatisfy {
        $0.split(separator: "\t", omittingEmptySubsequences: false).count == 5
      })
    #expect(run.err.hasPrefix("3 briefs in 0 ms · index archive (.brief, found from here upwards)"))
  }

  @Test func `hits for people are a promise`() throws {
    let run = room.brief(
      "search", "antitrust", "--format", "text", "--highlight", "brackets", "--histogram", "month",
      "--facet", "lang")
    try expectSnapshot(run.out, "search.txt")
    let terminal = room.brief(
      "search", "合同", "--no-pager", terminal: TerminalSize(columns: 40, rows: 20))
    try expectSnapshot(terminal.out, "search-terminal.txt")
  }

  @Test func `a brief for people is a promise`() throws {
    try expectSnapshot(room.brief("show", "5d1f0c93ab427e68", "--width", "60").out, "show.txt")
  }

  @Test func `nothing found is an answer with an exit status of its own`() {
    let run = room.brief("search", "harbuor")
    #expect(run.status == .success)  // by its spelling
    #expect(run.err.contains("searched “harbour” for “harbuor”"))
    let none = room.brief("search", "zebra")
    #expect(none.status == .nothingFound)
    #expect(none.out.isEmpty)
    #expect(none.err.contains("no brief has “zebra”"))
    #expect(none.err.contains("Nothing found"))
  }

  @Test func `what looks malformed is pointed out, and refused when asked`() {
    let run = room.brief("search", "antitrust \"harbours")
    #expect(run.status == .success)
    #expect(run.err.contains("  antitrust \"harbours\n            ^^^^^^^^^ "))
    let strict = room.brief("search", "antitrust \"harbours", "--strict")
    #expect(strict.status == .usage)
    #expect(strict.out.isEmpty)
    #expect(strict.err.contains("^^^^^^^^^"))
    let json = room.brief("search", "antitrust \"harbours", "--strict", "--json")
    #expect(json.status == .usage)
    #expect(json.out.hasPrefix(#"{"type":"error","version":1,"code":"invalidQuery""#))
  }

  @Test(arguments: [
    (["--lang", "zh"], ["z1"]), (["--lang", "zho"], ["z1"]), (["--lang", "zh_CN"], ["z1"]),
    (["--where", "category=business"], ["a1", "z1"]),
    (["--where", "publication=Coast Ledger", "--until", "2024-01"], ["a1"]),
    (["--since", "2024-01-11", "--until", "2024-02-01"], ["a2", "z1"]),
    (["--since", "2024-02"], ["5d1f0c93ab427e68", "a2"]),
    (["--since", "30d"], []),
  ])
  func `flags restrict every query`(flags: [String], expected: [String]) {
    let run = Run.brief(
      list: ["search", "*", "--format", "tsv"] + flags, in: room.path, terminal: nil,
      environment: [:])
    #expect(Set(ids(run).map(String.init)) == Set(expected))
    let alternatives = Run.brief(
      list: ["search", "title:antitrust OR *", "--format", "tsv"] + flags, in: room.path,
      terminal: nil, environment: [:])
    #expect(Set(ids(alternatives).map(String.init)) == Set(expected))
  }

  @Test func `restrictions leave the places of diagnostics where they are`() {
    let plain = room.brief("search", "antitrust \"x", "--format", "text").err
    let restricted = room.brief(
      "search", "antitrust \"x", "--format", "text", "--lang", "en", "--since", "2020"
    ).err
    let carets = { (text: String) in text.split(separator: "\n").first { $0.contains("^") } }
    #expect(carets(plain) != nil)
    #expect(carets(plain) == carets(restricted))
  }

  @Test func `pages follow each other without gap or repetition`() {
    for order in ["score", "-date", "date", "lang"] {
      let all = ids(room.brief("search", "*", "--sort", order))
      #expect(all.count == 6)
      var paged: [Substring] = []
      var cursor: String?
      repeat {
        let run =
          cursor.map { room.brief("search", "*", "-l", "2", "--sort", order, "--after", $0) }
          ?? room.brief("search", "*", "-l", "2", "--sort", order)
        paged += ids(run)
        cursor = run.err.firstMatch(of: /--after '([^']+)'/).map { String($0.output.1) }
      } while cursor != nil && paged.count < 20
      #expect(paged == all, "\(order)")
    }
  }

  @Test func `a page says how much of everything it shows`() throws {
    let first = room.brief("search", "*", "-l", "2", "--sort", "date")
    #expect(first.err.hasPrefix("6 briefs, 2 shown in "), "\(first.err)")
    let cursor = try #require(first.err.firstMatch(of: /--after '([^']+)'/)).output.1
    let second = room.brief("search", "*", "-l", "2", "--sort", "date", "--after", String(cursor))
    #expect(second.err.hasPrefix("6 briefs, 2 shown in "), "\(second.err)")
    #expect(room.brief("search", "*").err.hasPrefix("6 briefs in "))
  }

  @Test func `as many passages as there are may be asked for`() {
    let all = room.brief(
      "search", "antitrust", "--format", "text", "--snippets", "\(Int.max)")
    #expect(all.status == .success)
    #expect(all.out == room.brief("search", "antitrust", "--format", "text", "--snippets", "9").out)
  }

  @Test(arguments: [
    (["--sort", "dat"], "--sort date"), (["--facet", "langs"], "--facet lang"),
    (["--where", "categry=x"], "--where category"), (["--since", "20x"], "--since 30d"),
    (["--after", "?"], "cursor"),
  ])
  func `a slip in a flag's value leads to the right one`(flags: [String], hint: String) {
    let run = Run.brief(
      list: ["search", "x"] + flags, in: room.path, terminal: nil, environment: [:])
    #expect(run.status == .usage)
    #expect(run.err.contains(hint), "\(run.err)")
  }

  @Test func `an explanation says why and why not`() {
    let hit = room.brief("explain", "antitrust", "a1")
    #expect(hit.status == .success)
    #expect(hit.out.contains("a1 matches “antitrust”"))
    let miss = room.brief("explain", "antitrust", "a2", "--json")
    #expect(miss.status == .nothingFound)
    #expect(miss.out.contains(#""matches":false"#))
    #expect(room.brief("explain", "antitrust", "none").status == .nothingFound)
  }

  @Test func `many queries are answered at once, also as a run`() throws {
    try room.folder.write("q1\tantitrust\nq2\tbread\nq3\tzebra\n", to: "topics.tsv")
    let run = room.brief("search", "--batch", "topics.tsv", "--format", "trec")
    #expect(run.status == .success)
    let rows = run.lines.map { $0.split(separator: " ") }
    #expect(rows.allSatisfy { $0.count == 6 && $0[1] == "Q0" && $0[5] == "brief" })
    #expect(rows.filter { $0[0] == "q1" }.map { $0[3] } == ["1", "2", "3"])
    #expect(rows.last?[2] == "a2")
    let json = room.brief("search", "--batch", "topics.tsv", "--json")
    #expect(json.lines.filter { $0.contains(#""type":"summary""#) }.count == 3)
    #expect(json.lines.last?.contains(#""query_id":"q3""#) == true)
  }

  @Test func `an evaluation agrees with one by hand`() throws {
    try room.folder.write("q1\tbread\nq2\tantitrust\nq9\tharbour\n", to: "topics.tsv")
    try room.folder.write("q1 0 a2 1\nq1 0 a1 1\nq2 0 none 1\n", to: "qrels.txt")
    let run = room.brief(
      "eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--json", "--per-query")
    #expect(run.status == .success)
    // q1: one of two relevant documents, first; q2: none; q9 is not judged.
    let ndcg = 1 / (1 + 0.6309297535714575)
    #expect(run.lines.count == 3)
    #expect(
      run.lines[0]
        == #"{"type":"query","version":1,"query_id":"q1","ndcg_at_10":\#(ndcg),"ap":0.5,"rr":1.0,"p_at_10":0.1,"recall_at_100":0.5}"#
    )
    #expect(run.lines[2].contains(#""queries":2"#))
    #expect(run.lines[2].contains(#""rr":0.5"#))
    let table = room.brief("eval", "--topics", "topics.tsv", "--qrels", "qrels.txt")
    #expect(table.lines.first?.hasPrefix("query  nDCG@10      AP") == true)
    #expect(table.lines.last?.hasPrefix("mean") == true)
  }

  @Test(arguments: [
    (["-zebra"], ["a1", "a2", "z1", "d1", "n1", "5d1f0c93ab427e68"]),
    (["-the", "harbour"], []),
    (["harbour", "-hi"], ["a1"]),
    (["-harbour", "antitrust", "--lang", "en"], ["n1", "5d1f0c93ab427e68"]),
    (["--sort", "-date", "-zebra", "-l", "1", "antitrust"], ["5d1f0c93ab427e68"]),
    (["bread", "--", "-harbour"], ["a2"]),
    (["bread", "--", "-n"], ["a2"]),
    (["antitrust", "-港"], ["a1", "n1", "5d1f0c93ab427e68"]),
    (["-5 degrees"], []),
  ])
  func `text may begin with a dash`(words: [String], expected: [String]) {
    let run = Run.brief(
      list: ["search", "--match", "all"] + words, in: room.path, terminal: nil, environment: [:])
    #expect(Set(ids(run).map(String.init)) == Set(expected), "\(run.err)")
    #expect(run.status == (expected.isEmpty ? .nothingFound : .success))
  }

  @Test func `dashed text is text to explain and analyze too`() {
    let explained = room.brief("explain", "-harbour antitrust", "n1", "--json")
    #expect(explained.status == .success)
    #expect(explained.out.contains(#""query":"-harbour antitrust""#))
    #expect(room.brief("analyze", "--lang", "en", "-the", "--json").out.contains(#""text":"the""#))
  }

  @Test func `a slip in a flag among dashed text is still one`() {
    let run = room.brief("search", "-the", "--limt", "3")
    #expect(run.status == .usage)
    #expect(run.err.contains("Did you mean '--limit'?"))
    #expect(room.brief("search", "-the", "--help").out.contains("USAGE: brief search"))
  }

  @Test(arguments: [
    "OR harbour", "antitrust OR *", "*", ") OR (*", "\"harbour", "-zebra", "harbour ports zebra",
    "a OR b OR prüft", "lang:de", "+lang:de", "",
  ])
  func `no query gets round a restriction`(text: String) {
    let found = Run.brief(
      list: ["search", "--lang", "en", "--limit", "100", text], in: room.path, terminal: nil,
      environment: [:])
    #expect(!ids(found).contains("d1"), "\(found)")
    #expect(!ids(found).contains("z1"), "\(found)")
    #expect([.success, .nothingFound].contains(found.status))
  }

  @Test func `a restriction hides no plain words from the rule of matching`() {
    // No brief has all words; those with some of them are found all the same.
    let free = room.brief("search", "bread zebra")
    let restricted = room.brief("search", "bread zebra", "--lang", "en")
    #expect(ids(free) == ["a2"])
    #expect(ids(restricted) == ids(free), "\(restricted)")
    #expect(room.brief("search", "bread zebra", "--lang", "de").status == .nothingFound)
  }

  @Test func `an index may be named by the environment`() {
    let run = Run.brief(
      "search", "antitrust", in: "/", environment: ["BRIEF_INDEX": room.path + "/.brief"])
    #expect(run.status == .success)
    #expect(run.err.contains("BRIEF_INDEX"))
  }
}
