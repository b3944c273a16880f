// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An index whose files were changed by somebody who knows the format: every checksum is right again, so
// that the readers of the structures themselves have to cope.

import Brief
import BriefCodec
import BriefTestSupport

/// A sound index in memory, and damaged copies of it with sound checksums.
struct ResealedIndex {
  let directory: MemoryDirectory

  /// An index in a directory.
  init(_ directory: MemoryDirectory) { self.directory = directory }

  /// Two segments of enough documents for lists of many blocks, for positions of three chunks ("also") and for
  /// pairs of frequent words, with deletions, columns and a combined field.
  init() throws {
    directory = MemoryDirectory()
    let schema = try Schema(
      [
        .identifier("id"), .text("title"), .text("text"),
        .combined("all", of: [.init("title", weight: 3), .init("text", weight: 1)]),
        .keyword("topic"), .date("date"),
      ])
    let index = try SearchIndex.create(in: directory, schema: schema)
    var random = SeededGenerator(seed: 5)
    for range in [0..<2_000, 2_000..<2_200] {
      try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 100))) { writer in
        for n in range {
          func text(_ longest: Int) -> String {
            (0..<Int.random(in: 2...longest, using: &random)).map { _ in
              let rank = min(
                Int.random(in: 0..<40, using: &random), Int.random(in: 0..<40, using: &random),
                Int.random(in: 0..<40, using: &random))
              return rank > 30 ? "中央银行\(n)" : "w\(rank)"
            }.joined(separator: " ")
          }
          try writer.add([
            "id": .text("d\(n)"), "title": .text(text(4)),
            "text": .text("also \(text(24)) also also"),
            "topic": .texts(["t\(n % 7)", "t\(n % 3)"]),
            "date": .date(Timestamp(seconds: Int64(n) * 86_400)),
          ])
        }
      }
    }
    try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 100))) { writer in
      for n in stride(from: 0, to: 300, by: 7) { try writer.delete(identifier: "d\(n)") }
    }
  }

  /// A copy with the content of one file changed at random, under checksums that are right; and that
  /// file's name.
  func damaged(
    _ random: inout SeededGenerator
  ) throws -> (directory: MemoryDirectory, file: String) {
    let segments = try Commit.read(from: directory).segments
    let segment = Int.random(in: segments.indices, using: &random)
    let part = Int.random(in: segments[segment].fileNames.indices, using: &random)
    let copy = try changed(segment: segment, part: part) { content, _ in
      content = randomDamage(to: content, &random)
    }
    return (copy, segments[segment].fileNames[part])
  }

  /// A copy with the content of one file changed, under checksums that are right. `change` is told where
  /// in the file the content begins.
  func changed(
    segment: Int, part: Int, _ change: (inout [UInt8], Int) throws -> Void
  ) throws -> MemoryDirectory {
    var commit = try Commit.read(from: directory)
    let copy = MemoryDirectory()
    let names = commit.segments[segment].fileNames
    for entry in commit.segments {
      for name in entry.fileNames where name != names[part] {
        if let bytes = directory.contents(name) { copy.replace(name, by: bytes) }
      }
    }
    let kind =
      SegmentPart.allCases.indices.contains(part) ? SegmentPart.allCases[part].kind : .liveDocs
    let sound = try directory.open(names[part], kind: kind)
    var content = Array((directory.contents(names[part]) ?? [])[sound.contentRange])
    try change(&content, sound.contentRange.lowerBound)
    let file = try FileWriter(copy, name: names[part], kind: kind, id: commit.segments[segment].id)
    try file.append(content)
    commit.segments[segment].files[part] = try file.finish()
    try commit.write(to: copy)
    return copy
  }
}
