// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is asked of an index after every misfortune: what it holds, whether it is sound, and whether
// a writer can go on with it and clears away what was left behind.

import Brief
import BriefCodec
import Testing

enum Inspection {
  /// What was wrong.
  struct Finding: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  /// The documents of an index, after every check there is; `nil` if there is no index.
  static func contents(of directory: any Directory) throws -> Life.Contents? {
    guard try directory.list().contains(Commit.fileName) else { return nil }
    let searcher = try SearchIndex.open(in: directory).searcher()
    var contents: Life.Contents = [:]
    try searcher.forEachDocument { document in
      guard case .text(let id)? = document["id"], case .text(let text)? = document["text"],
        contents.updateValue(text, forKey: id) == nil
      else { throw Finding("a document twice or without text") }
    }
    guard searcher.documentCount == contents.count else { throw Finding("number of documents") }
    for word in Life.words {
      let found = try searcher.search(parsing: word, options: SearchOptions(limit: 100))
        .map(\.identifier)
      let holding = contents.filter { $0.value.split(separator: " ").contains(Substring(word)) }
      guard found.sorted() == holding.keys.sorted() else {
        throw Finding("\(word) is found in \(found), and stands in \(holding.keys.sorted())")
      }
    }
    let problems = try IndexChecker(directory).check(deep: true).problems
    guard problems.isEmpty else { throw Finding("check: \(problems)") }
    return contents
  }

  /// Goes on with what is there: one more document, committed.
  @discardableResult
  static func goOn(
    in directory: any Directory, from contents: Life.Contents?,
    expect: ([Life.Contents?]) -> Void = { _ in }
  ) throws -> Life.Contents {
    var last = contents ?? [:]
    let index: SearchIndex
    if contents == nil {
      expect([nil, last])
      index = try SearchIndex.create(in: directory, schema: Life.schema())
      expect([last])
    } else {
      index = try SearchIndex.open(in: directory)
    }
    try Life.write([.put("after", "rain after all")], to: index, last: &last, expect: expect)
    return last
  }

  /// That nothing lies in a folder that its commit does not name.
  static func requireTidy(_ directory: any Directory, besides others: [String] = []) throws {
    var known: Set = [Commit.fileName, Commit.copyName, "write.lock"]
    known.formUnion(others)
    known.formUnion(try Commit.read(from: directory).segments.flatMap(\.fileNames))
    let left = Set(try directory.list()).subtracting(known)
    guard left.isEmpty else { throw Finding("left behind: \(left.sorted())") }
  }
}
