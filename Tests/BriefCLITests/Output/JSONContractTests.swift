// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// JSON.md shows an example of every object. Objects of the same type have the same members in the
// same order there and in the snapshots of what the command writes.

import BriefCLI
import Testing

struct JSONContractTests {
  /// The keys of an object's own members.
  private static func keys(of line: some StringProtocol) -> [String] {
    var keys: [String] = []
    var depth = 0
    var text: String?
    var last = ""
    var isEscaped = false
    for character in line {
      if let open = text {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          (last, text) = (open, nil)
        } else {
          text = open + String(character)
        }
        continue
      }
      switch character {
      case "\"": text = ""
      case ":": if depth == 1 { keys.append(last) }
      case "{", "[": depth += 1
      case "}", "]": depth -= 1
      default: break
      }
    }
    return keys
  }

  /// The members of the objects in a text, one a line, each list once.
  private static func shapes(in text: String) -> Set<[String]> {
    Set(text.split(separator: "\n").filter { $0.hasPrefix("{") }.map(keys))
  }

  @Test func `what is written is what is documented`() throws {
    let folder = Path.normalized("\(Snapshots.folder)/../../..")
    let documented = Self.shapes(
      in: String(decoding: try Files.read(folder + "/JSON.md"), as: UTF8.self))
    #expect(documented.count >= 14)
    for name in ["search", "show", "index", "others", "repair"] {
      let written = String(
        decoding: try Files.read("\(Snapshots.folder)/\(name).jsonl"), as: UTF8.self)
      for shape in Self.shapes(in: written) {
        #expect(documented.contains(shape), "\(name).jsonl: \(shape)")
      }
    }
  }

  /// The members that were promised first; more may follow, none may go.
  @Test(arguments: [
    ["rank", "id", "score", "source", "title", "date", "lang", "snippets"],
    [
      "query", "index", "total", "total_relation", "took_us", "relaxed", "diagnostics", "facets",
      "histogram", "cursor",
    ],
    [
      "id", "source", "title", "deck", "caption", "takeaways", "analysis", "body", "related",
      "byline", "publication", "date", "date_from", "lang", "charset", "category", "author", "url",
    ],
    ["source", "line", "offset", "reason"],
    [
      "read", "indexed", "unchanged", "removed", "rejected", "documents", "bytes_read",
      "index_bytes", "seconds", "peak_memory_bytes",
    ],
    ["code", "message", "location"],
  ])
  func `a promised member stays`(members: [String]) throws {
    let names = ["search", "show", "index", "others", "repair"]
    let shapes = try names.map {
      Self.shapes(
        in: String(decoding: try Files.read("\(Snapshots.folder)/\($0).jsonl"), as: UTF8.self))
    }
    let found = shapes.joined().contains {
      $0.prefix(members.count + 2) == (["type", "version"] + members)[...]
    }
    #expect(found)
  }
}
