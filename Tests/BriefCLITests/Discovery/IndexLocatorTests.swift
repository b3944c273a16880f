// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct IndexLocatorTests {
  private let root: TemporaryFolder

  init() throws { root = try TemporaryFolder() }

  /// A locator standing in `folder`, for which those folders are indexes.
  private func locator(
    in folder: String, indexes: [String], environment: [String: String] = [:]
  ) -> IndexLocator {
    let console = Console(
      out: Output(.memory), err: Output(.memory), environment: { environment[$0] },
      folder: Path.normalized(root.path + "/" + folder), now: Run.now)
    let paths = Set(indexes.map { root.path + "/" + $0 })
    return IndexLocator(console) { paths.contains(Path.normalized($0)) }
  }

  private func shown(_ index: LocatedIndex) -> String { Path.shown(index.path, from: root.path) }

  @Test func `the nearest index upwards is found`() throws {
    let locator = locator(in: "a/b/c", indexes: ["a/.brief", ".brief"])
    let index = try locator.locate(nil)
    #expect(shown(index) == "a/.brief")
    #expect(index.name == "a")
    #expect(index.origin == .folder)
  }

  @Test func `a folder that is an index is found from within`() throws {
    let index = try locator(in: "news.index", indexes: ["news.index"]).locate(nil)
    #expect(shown(index) == "news.index")
    #expect(index.name == "news.index")
  }

  @Test func `a declared index is found by its definition`() throws {
    try root.write("sources: [archive]", to: "p/index.yaml")
    let index = try locator(in: "p/archive", indexes: ["p/build"]).locate(nil)
    #expect(shown(index) == "p/build")
    #expect(index.name == "p")
    #expect(index.definition == root.path + "/p/index.yaml")
  }

  @Test func `a declared index is found by name from anywhere below`() throws {
    try root.write("sources: [archive]", to: "Indexes/briefs/index.yaml")
    try root.write("sources: [archive]", to: "Indexes/other/index.yaml")
    let locator = locator(in: "a/b", indexes: ["Indexes/briefs/build"])
    let index = try locator.locate("briefs")
    #expect(shown(index) == "Indexes/briefs/build")
    #expect(index.origin == .option)
    // Only one of the two is built.
    #expect(shown(try locator.locate(nil)) == "Indexes/briefs/build")
  }

  @Test func `an index may be named by path, definition or folder of its definition`() throws {
    try root.write("sources: [archive]", to: "Indexes/briefs/index.yaml")
    let locator = locator(in: "", indexes: ["Indexes/briefs/build", "x/y"])
    for name in [
      "Indexes/briefs", "Indexes/briefs/index.yaml", "Indexes/briefs/build", "./Indexes/briefs/",
    ] {
      #expect(shown(try locator.locate(name)) == "Indexes/briefs/build", "\(name)")
      #expect(try locator.locate(name).name == "briefs", "\(name)")
    }
    #expect(shown(try locator.locate("x/y")) == "x/y")
  }

  @Test func `the environment names an index and the flag wins over it`() throws {
    let locator = locator(in: "", indexes: ["a", "b"], environment: ["BRIEF_INDEX": "./a"])
    #expect(shown(try locator.locate(nil)) == "a")
    #expect(try locator.locate(nil).origin == .environment)
    #expect(shown(try locator.locate("./b")) == "b")
  }

  @Test func `several built indexes must be told apart`() throws {
    try root.write("sources: [archive]", to: "Indexes/a/index.yaml")
    try root.write("sources: [archive]", to: "Indexes/b/index.yaml")
    let error = #expect(throws: Failure.self) {
      try locator(in: "", indexes: ["Indexes/a/build", "Indexes/b/build"]).locate(nil)
    }
    #expect(error?.status == .usage)
    #expect(error?.remedy == "Name one: --index a")
  }

  @Test func `an index that is declared but not built is said to be`() throws {
    try root.write("sources: [archive]", to: "Indexes/briefs/index.yaml")
    let error = #expect(throws: Failure.self) {
      try locator(in: "", indexes: []).locate("briefs")
    }
    #expect(error?.status == .noIndex)
    #expect(error?.remedy == "brief rebuild briefs")
  }

  @Test func `a slip in a name leads to the name`() throws {
    try root.write("sources: [archive]", to: "Indexes/briefs/index.yaml")
    let error = #expect(throws: Failure.self) {
      try locator(in: "", indexes: ["Indexes/briefs/build"]).locate("brefs")
    }
    #expect(error?.status == .noIndex)
    #expect(error?.remedy == "--index briefs")
  }

  @Test func `the path that is advised is one that is taken for a path`() {
    let error = #expect(throws: Failure.self) {
      try locator(in: "", indexes: []).locate(root.path + "/ix-foo")
    }
    #expect(error?.remedy?.contains("--index ./ix-foo”") == true)
  }

  @Test func `no index at all is its own exit status`() {
    let error = #expect(throws: Failure.self) { try locator(in: "a", indexes: []).locate(nil) }
    #expect(error?.status == .noIndex)
  }

  @Test func `sources that are named go to the nearest .brief, never to a declared index`() throws {
    try root.write("sources: [archive]", to: "Indexes/briefs/index.yaml")
    let none = locator(in: "a", indexes: ["Indexes/briefs/build"])
    #expect(shown(try none.locateForWriting(nil, hasSources: true)) == "a/.brief")
    let above = locator(in: "a/b", indexes: ["a/.brief"])
    #expect(shown(try above.locateForWriting(nil, hasSources: true)) == "a/.brief")
    #expect(shown(try none.locateForWriting(nil, hasSources: false)) == "Indexes/briefs/build")
    #expect(shown(try none.locateForWriting("new.index/x", hasSources: true)) == "a/new.index/x")
  }

  @Test func `all indexes in sight are listed once`() throws {
    try root.write("sources: [archive]", to: "Indexes/briefs/index.yaml")
    try root.write("sources: [archive]", to: "Indexes/other/index.yaml")
    let all = locator(in: "Indexes/briefs/archive", indexes: ["Indexes/briefs/build", ".brief"])
      .all()
    #expect(
      all.filter { $0.path.hasPrefix(root.path) }.map(shown) == [
        "Indexes/briefs/build", ".brief", "Indexes/other/build",
      ])
  }
}
