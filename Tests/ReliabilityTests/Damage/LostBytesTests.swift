// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Files that are cut while they are open. The system answers whoever looks at a page that is gone with
// a signal that ends the process, and with it the program that searches. Here it is an error, and what
// was made of the zeros in its place is never an answer.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct LostBytesTests {
  private static let count = 3_000

  /// An index of many pages, of two segments, with deletions.
  private static func build(at path: String) throws -> SearchIndex {
    let index = try SearchIndex.create(
      at: path,
      schema: Schema([.identifier("id"), .text("text"), .keyword("topic"), .number("number")]))
    for half in 0..<2 {
      try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 100))) { writer in
        for number in (half * count / 2)..<((half + 1) * count / 2) {
          try writer.add([
            "id": .text("d\(number)"), "topic": .text("t\(number % 7)"),
            "number": .number(Int64(number)),
            "text": .text("rain over harbour word\(number % 97) other\(number * 7 % 401)"),
          ])
        }
        if half == 1 { for number in 0..<40 { try writer.delete(identifier: "d\(number * 3)") } }
      }
    }
    return index
  }

  /// What is asked, each as a text that two answers can be compared by.
  private static let questions: [(name: String, ask: @Sendable (Searcher) throws -> String)] = [
    ("words", { try answer($0, "rain word3 other7") }),
    ("phrase", { try answer($0, "\"over harbour\"") }),
    ("prefix", { try answer($0, "oth*") }),
    ("keyword", { try answer($0, "topic:t3") }),
    (
      "order",
      { searcher in
        let options = SearchOptions(limit: 20, sort: .descending("number"))
        return "\(try searcher.search(parsing: "harbour", options: options).map(\.identifier))"
      }
    ),
    ("document", { "\(String(describing: try $0.document(identifier: "d2900")))" }),
    ("no document", { "\(String(describing: try $0.document(identifier: "none")))" }),
    ("terms", { "\(try $0.terms(in: "text", prefix: "w", limit: 1_000))" }),
    (
      "explanation",
      { "\(try $0.explain(.text("word5", in: "text"), identifier: "d103"))" }
    ),
    (
      "numbers",
      { searcher in
        var sum: Int64 = 0
        try searcher.identifiers(withNumbers: "number") { sum += ($1 ?? 0) + Int64($0.utf8.count) }
        return "\(sum)"
      }
    ),
    (
      "documents",
      { searcher in
        var hash = 0
        try searcher.forEachDocument { hash += "\($0)".utf8.reduce(0) { $0 + Int($1) } }
        return "\(hash)"
      }
    ),
  ]

  private static func answer(_ searcher: Searcher, _ query: String) throws -> String {
    let found = try searcher.search(parsing: query, options: SearchOptions(limit: 50))
    return found.map { "\($0.identifier) \($0.score) \($0.document)" }.joined(separator: "\n")
      + " of \(found.total)"
  }

  /// Each file of a segment is cut at its begin, in its middle and in its last page while a searcher has
  /// it open, once before anything was read of it and once after everything was.
  @Test func `files that are cut while they are open are an error, and not the end`() throws {
    let folder = TemporaryFolder()
    let index = try Self.build(at: folder.path + "/idx")
    for question in Self.questions { _ = try question.ask(index.searcher()) }
    let names = try Commit.read(from: DiskDirectory(path: index.path, create: false))
      .segments.flatMap(\.fileNames).filter { !$0.hasSuffix(".live") }
    var errors = 0
    for name in names.prefix(Effort.rounds(5, soak: names.count)) {
      for place in ["0", "$((s / 2))", "$((s - 9))"] {
        for wasRead in [false, true] {
          _ = folder.lines("rm -rf cut && cp -r idx cut")
          let searcher = try SearchIndex.open(at: folder.path + "/cut").searcher()
          if wasRead { for question in Self.questions { _ = try question.ask(searcher) } }
          _ = folder.lines("s=$(stat -c %s cut/\(name)); truncate -s \(place) cut/\(name)")
          for question in Self.questions {
            let story: Comment = "\(question.name), \(name) cut at \(place), read: \(wasRead)"
            let error = #expect(throws: BriefError.self, story) { try question.ask(searcher) }
            #expect(error?.code == .corrupted && error?.location != nil, story)
            errors += 1
          }
        }
      }
    }
    print(
      "damage: \(errors) questions to files cut while they were open, each answered by an error")
  }

  /// A merge copies what it reads: of a file that is cut meanwhile it would have made sound checksums
  /// over zeros. A cut within the last page of a file is not even answered by a signal.
  /// And what is to be deleted is looked for in the terms, whether or not anything is merged.
  @Test func `nothing is written of what was lost`() throws {
    for name in ["segment", "terms", "postings", "positions", "documents"] {
      let folder = TemporaryFolder()
      let path = folder.path + "/idx"
      let index = try Self.build(at: path)
      let before = folder.lines("cat idx/commit | cksum")
      let error = #expect(throws: BriefError.self) {
        try index.write { writer in
          try writer.add(["id": "new", "text": "rain"])
          _ = folder.lines("for f in idx/*.\(name); do truncate -s 100 $f; done")
          if name != "terms" { try writer.merge() }
        }
      }
      #expect(error?.code == .corrupted, "\(name)")
      #expect(folder.lines("cat idx/commit | cksum") == before, "\(name)")
    }
  }

  /// The same of processes, at any moment: while files are opened, and while they are read.
  @Test(.enabled(if: TemporaryFolder.hasCommand, "the command is not built here"))
  func `a cut file ends no process, whatever is read of it`() throws {
    let folder = TemporaryFolder()
    folder.publish(edition: 1, count: 20_000)
    // Cut again and again while searches run: each ends by an answer or an error, none by a signal.
    let ends = folder.lines(
      """
      "$BRIEF" index news --index ./idx >/dev/null 2>&1
      for i in $(seq \(Effort.rounds(6, soak: 60))); do
        rm -rf cut; cp -r idx cut
        ("$BRIEF" search 'rain word3* \"word5 word7\"' --index ./cut --sort -date --format tsv >/dev/null 2>&1; echo $?) &
        sleep 0.0$((i % 10)); for f in cut/*.*; do truncate -s $((i * 777)) $f; done; wait
      done
      """)
    #expect(!ends.isEmpty && ends.allSatisfy { (Int($0) ?? 999) < 128 }, "\(ends)")
  }
}
