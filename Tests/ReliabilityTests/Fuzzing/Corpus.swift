// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The inputs in `Corpus/`: every round begins with one of them, and every run tries them as they are.
// What was found once is added there, so that it is tried for ever.

import FoundationEssentials

enum Corpus {
  struct File: Sendable, CustomStringConvertible {
    let name: String
    let bytes: [UInt8]
    var description: String { name }
  }

  private static let folder =
    #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Corpus"

  /// Queries as readers type them, well and badly.
  static let queries = lines("queries.txt")
  /// Texts in many scripts.
  static let texts = lines("texts.txt")
  /// A file of every format and charset.
  static let archive = files("Archive")
  /// Index definitions.
  static let definitions = files("Definitions")

  private static func lines(_ name: String) -> [String] {
    String(decoding: bytes("\(folder)/\(name)"), as: UTF8.self).split(separator: "\n")
      .map(String.init)
  }

  private static func files(_ name: String) -> [File] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []
    return names.sorted().map { File(name: $0, bytes: bytes("\(folder)/\(name)/\($0)")) }
  }

  private static func bytes(_ path: String) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
      preconditionFailure("\(path) is not there")
    }
    return Array(data)
  }
}
