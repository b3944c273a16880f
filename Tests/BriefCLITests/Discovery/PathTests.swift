// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct PathTests {
  @Test(arguments: [
    ("a", "/x", "/x/a"), ("./a/../b", "/x", "/x/b"), ("/y//z/", "/x", "/y/z"), ("..", "/x/y", "/x"),
    ("../../..", "/x", "/"), (".", "/x", "/x"),
  ])
  func `a path is seen from a folder`(path: String, folder: String, expected: String) {
    #expect(Path.absolute(path, from: folder) == expected)
  }

  @Test func `folders are climbed to the root`() {
    #expect(Path.upwards(from: "/a/b") == ["/a/b", "/a", "/"])
    #expect(Path.upwards(from: "/") == ["/"])
  }

  @Test(arguments: [
    ("news/a.txt", "news", true), ("news!a.txt", "news", true), ("news#3", "news", true),
    ("news", "news", true), ("newspaper/a.txt", "news", false), ("a/news", "news", false),
    ("a.txt", ".", true), ("/abs/a.txt", ".", false), ("/abs/a.txt", "/abs", true),
  ])
  func `a source lies under a root or not`(source: String, root: String, expected: Bool) {
    #expect(BuildPlan.lies(source, under: root) == expected)
  }

  @Test func `a source lies in its folders and archives`() {
    #expect(
      BuildPlan.containers(of: "n/a.zip!b.jsonl#3")
        == ["n", "n/a.zip", "n/a.zip!b.jsonl", "n/a.zip!b.jsonl#3"])
  }
}
