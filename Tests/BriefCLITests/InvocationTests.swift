// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The command line itself: help, the manual, completions, and what is said of a wrong one.

import Brief
import BriefCLI
import Testing

struct InvocationTests {
  private static let commands = [
    "index", "rebuild", "search", "show", "explain", "analyze", "terms", "stats", "check",
    "repair", "indexes", "eval", "generate",
  ]

  @Test func `help is a promise`() throws {
    let run = Run.brief("--help", in: "/")
    #expect(run.status == .success)
    #expect(run.err.isEmpty)
    try expectSnapshot(run.out, "help.txt")
    #expect(Run.brief(in: "/").out == run.out)
    #expect(Run.brief("help", in: "/").out == run.out)
  }

  @Test(arguments: commands) func `a command's help is a promise`(command: String) throws {
    let run = Run.brief("help", command, in: "/")
    #expect(run.status == .success)
    try expectSnapshot(run.out, "help-\(command).txt")
    #expect(Run.brief(command, "--help", in: "/").out == run.out)
  }

  @Test func `the manual is a promise and names every command`() throws {
    let run = Run.brief("generate", "man", in: "/")
    #expect(run.status == .success)
    try expectSnapshot(run.out, "brief.1")
    for command in Self.commands { #expect(run.out.contains(".SS \"brief \(command)\"")) }
    #expect(run.out.contains("QUERY LANGUAGE"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions know the commands`(shell: String) {
    let run = Run.brief("generate", "completions", shell, in: "/")
    #expect(run.status == .success)
    for command in Self.commands { #expect(run.out.contains(command)) }
  }

  @Test func `the version is one line`() {
    #expect(Run.brief("--version", in: "/").out == "\(Version.current)\n")
  }

  @Test(arguments: [
    (["serach", "bank"], "brief search bank"),
    (["antitrust"], "brief search antitrust"),
    (["search", "--limt", "3", "x"], "--limit"),
    (["search", "--limit", "-1", "x"], "0 or more, not -1"),
    (["search"], "brief search '*'"),
    (["search", "x", "--match", "some"], "auto"),
    (["search", "x", "--json", "--format", "tsv"], "exclude each other"),
    (["generate", "completions"], "bash"),
    (["index", "--memory", "1k"], "16M"),
    (["index", "--threads", "0"], "1 to 64, not 0"),
    (["rebuild", "--threads", "65"], "1 to 64, not 65"),
    (["index", "--language", "12"], "a language such as en, not “12”"),
    (["index", "--wait", "1e300"], "0 to 1000000000 seconds"),
    (["rebuild", "--wait", "nan"], "0 to 1000000000 seconds"),
    (["repair", "--memory", "1k"], "16M"),
    (["repair", "--wait", "nan"], "0 to 1000000000 seconds"),
    (["search", "x", "--timeout", "1e300"], "at most 1000000000 seconds"),
    (["search", "x", "--timeout", "inf"], "at most 1000000000 seconds"),
    (["search", "cocoa", "-n", "3"], "Did you mean '-l'?"),
    (["search", "cocoa", "--frmat=tsv"], "Did you mean '--format'?"),
    (["search", "cocoa", "--zzzzzz"], "Words after -- are the query"),
    (["eval"], "--topics"),
  ])
  func `a wrong command line ends with status 2 and says what is right`(
    arguments: [String], hint: String
  ) {
    let out = Output(.memory)
    let err = Output(.memory)
    let console = Console(out: out, err: err, folder: "/", now: Run.now)
    #expect(Invocation.run(arguments, on: console) == .usage)
    let said = out.text + err.text
    #expect(said.contains(hint), "\(said)")
  }

  @Test(arguments: [
    (["search", "x", "--index", "/nowhere/at/all"], BriefCLI.ExitStatus.noIndex, "notAnIndex"),
    (["search"], .usage, "usage"),
    (["search", "x", "--limt", "3"], .usage, "usage"),
    (["serach", "x"], .usage, "usage"),
    (["search", "--batch", "/nowhere/at/all"], .inputOutput, "ioFailure"),
    (["show"], .usage, "usage"),
    (["show", "x", "--index", "/nowhere/at/all"], .noIndex, "notAnIndex"),
    (["explain", "x"], .usage, "usage"),
    (["index", "/nowhere/at/all"], .inputOutput, "ioFailure"),
    (["index", "--definition", "/nowhere/at/all", "/dev/null"], .usage, "invalidDefinition"),
    (["rebuild", "/nowhere/at/all"], .usage, "usage"),
    (["stats", "--index", "/nowhere/at/all"], .noIndex, "notAnIndex"),
    (["check", "--index", "/nowhere/at/all"], .noIndex, "notAnIndex"),
    (["repair", "--index", "/nowhere/at/all"], .noIndex, "notAnIndex"),
    (["terms", "--index", "/nowhere/at/all"], .noIndex, "notAnIndex"),
    (["eval", "--topics", "/nowhere/at/all", "--qrels", "x"], .inputOutput, "ioFailure"),
  ])
  func `with --json an error is an object on standard output`(
    arguments: [String], status: BriefCLI.ExitStatus, code: String
  ) {
    let run = Run.brief(list: arguments + ["--json"], in: "/", terminal: nil, environment: [:])
    #expect(run.status == status)
    #expect(run.err.isEmpty)
    let start = #"{"type":"error","version":1,"code":"\#(code)","message":"#
    #expect(run.out.hasPrefix(start), "\(run.out)")
    #expect(run.lines.count == 1)
  }

  @Test(arguments: [["--format", "json"], ["--format=json"]])
  func `the format JSON is --json`(format: [String]) {
    let run = Run.brief(
      list: ["search", "x", "--index", "/nowhere/at/all"] + format, in: "/", terminal: nil,
      environment: [:])
    #expect(run.out.hasPrefix(#"{"type":"error""#))
  }

  @Test func `who may not read is told of the right to read`() {
    let failure = Failure(BriefError(.readOnly, "No permission to open commit."))
    #expect(failure.text.contains("right to read the index"))
  }

  @Test func `the message of an error is made of sentences`() {
    let failure = Failure(.locked, code: "locked", "What", why: "Why.", remedy: "how")
    #expect(failure.json.line.contains(#""message":"What. Why. Try: how","location":null}"#))
  }

  @Test func `an error for people has what, why and how to go on`() {
    let failure = Failure(.locked, code: "locked", "What.", why: "why", remedy: "how")
    #expect(failure.text == "brief: What.\n  Why: why\n  Try: how\n")
  }

  @Test func `roff takes nothing in a text for its own`() {
    #expect(Roff.escaped(".start 'a' \\ - ^~`") == "\\&.start \\(aqa\\(aq \\e \\- \\(ha\\(ti\\(ga")
  }
}
