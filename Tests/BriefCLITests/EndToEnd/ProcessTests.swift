// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import BriefTestSupport
import Testing

@Suite(.enabled(if: Shell.program("brief") != nil, "the executable is not built beside the tests"))
struct ProcessTests {
  private let room: Newsroom

  init() throws { room = try Newsroom() }

  @Test func `a process ends with the status of its command`() {
    let output = Shell.run(
      """
      $BRIEF search x 2>/dev/null; echo $?
      $BRIEF index news --quiet; echo $?
      $BRIEF search bread --quiet | cut -f1; $BRIEF search zebra --quiet; echo $?
      """, in: room.path)
    #expect(output == "3\n0\na2\n1\n")
  }

  @Test func `a closed pipe is quiet`() {
    let output = Shell.run(
      """
      $BRIEF index news --quiet
      yes antitrust | head -2000 > topics.txt
      { $BRIEF search --batch topics.txt --quiet; echo "status $?" >&2; } 2> err.txt | head -1 | cut -f2 > /dev/null
      cat err.txt
      """, in: room.path)
    #expect(output == "status 0\n")
  }

  @Test func `a full disk is not`() throws {
    guard Files.exists("/dev/full") else { return }
    let output = Shell.run(
      """
      $BRIEF index news --quiet
      $BRIEF search antitrust --quiet > /dev/full 2> err.txt; echo $?; cat err.txt
      """, in: room.path)
    #expect(output.hasPrefix("6\nbrief: Cannot write to the output."))
  }

  @Test func `Ctrl-C keeps what is done, and the next run goes on from there`() throws {
    let records = (0..<40_000).map {
      "{\"id\":\"r\($0)\",\"title\":\"Record \($0)\",\"body\":\"Freight rates on route \($0).\",\"lang\":\"en\"}\n"
    }.joined()
    try room.folder.write(records, to: "news/many.jsonl")
    let output = Shell.run(
      """
      $BRIEF index news --quiet 2> err.txt & pid=$!
      for i in 1 2 3 4 5 6 7 8 9 10; do [ -e .brief/write.lock ] && break; sleep 0.2; done
      sleep 0.5; kill -INT $pid; wait $pid; echo $?
      $BRIEF check --deep --quiet; echo $?
      """, in: room.path)
    #expect(output.hasPrefix("130\n"))
    #expect(output.hasSuffix("sound\n0\n"))
    let kept = Run.brief("stats", "--json", in: room.path).out
    let count = kept.firstMatch(of: /"documents":([0-9]+)/).flatMap { Int($0.output.1) } ?? 0
    #expect((1..<40_006).contains(count))
    let rest = Run.brief("index", "news", "--dry-run", in: room.path).out
    #expect(rest.contains("+ \(Quantity.count(count)) unchanged"))
  }
}
