// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// README.md promises a program of a few lines. It is what ReadmeProgram.swift says, and it works.

import BriefTestSupport
import Testing

struct ReadmeProgramTests {
  /// The package's folder.
  private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

  /// The lines of a file of the package.
  private static func lines(of file: String) -> [Substring] {
    Shell.run("cat \(file)", in: root).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The first block of Swift in README.md.
  private static let promised = Array(
    lines(of: "README.md").drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" })

  @Test func `the README's program is the one that is compiled`() {
    let compiled = Self.lines(of: "Tests/EndToEndTests/ReadmeProgram.swift")
      .drop { $0.isEmpty || $0.hasPrefix("//") }
    #expect(Self.promised == compiled.dropLast(compiled.last == "" ? 1 : 0))
  }

  @Test func `the README's program has at most 15 lines`() {
    #expect((1...15).contains(Self.promised.count))
  }

  @Test(.enabled(if: Shell.program("ReadmeProgram") != nil, "the program is not built here"))
  func `the README's program finds its brief`() {
    let program = Shell.program("ReadmeProgram") ?? ""
    let output = Shell.run(
      "folder=$(mktemp -d) && cd \"$folder\" && '\(program)' 2>&1; echo $?; ls; rm -rf \"$folder\"",
      in: "/")
    let lines = output.split(separator: "\n")
    #expect(lines.count == 3, "\(output)")
    let score = lines.first?.prefix { $0 != " " }.description
    #expect(score.flatMap(Float.init) ?? 0 > 0, "\(output)")
    #expect(
      lines.first?.hasSuffix(
        " Rates held The central bank left its main rate unchanged on Friday.") == true,
      "\(output)")
    #expect(lines.dropFirst() == ["0", "news.brief"], "\(output)")
  }
}
