// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Entries of dictionaries and counts of a segment that somebody wrote on purpose, under checksums that are right:
// what random damage hardly ever meets. Merging and sealing come to the same end, and neither traps.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct CraftedEntryTests {
  /// A copy of an index of two segments with changes to each: to the entry of every term, and to the root.
  private static func crafted(
    _ entry: (_ segment: Int, TermSpace.Detail, inout TermPayload) -> Void = { _, _, _ in },
    root change: (_ segment: Int, inout SegmentRoot) -> Void = { _, _ in }
  ) throws -> MemoryDirectory {
    let sound = try ResealedIndex().directory
    var commit = try Commit.read(from: sound)
    let layout = IndexLayout(commit.schema)
    let copy = MemoryDirectory()
    for name in sound.list() where !name.hasSuffix(".terms") && !name.hasSuffix(".segment") {
      copy.replace(name, by: try #require(sound.contents(name)))
    }
    for place in commit.segments.indices {
      let segment = commit.segments[place]
      let reader = try SegmentReader(sound, entry: segment, layout: layout)
      var root = reader.root
      let terms = try FileWriter(
        copy, name: SegmentPart.terms.fileName(segment.id), kind: .terms, id: segment.id)
      func rewrite(
        _ dictionary: TermDictionaryReader, _ entries: TermEntries,
        _ change: (inout TermPayload) -> Void
      ) throws -> TermDictionaryRoot {
        var writer = TermDictionaryWriter(entries)
        var cursor = dictionary.cursor()
        while try cursor.next() {
          var payload = cursor.payload
          change(&payload)
          try writer.add(cursor.term, payload, to: terms)
        }
        return try writer.finish(terms)
      }
      var positional = 0
      for (space, kind) in layout.spaces.enumerated() {
        root.dictionaries[space] = try rewrite(reader.dictionary(space), kind.detail.entries) {
          entry(place, kind.detail, &$0)
        }
        guard kind.detail == .positions else { continue }
        if let pairs = reader.pairs(space) {
          root.frequentWords[positional].dictionary = try rewrite(pairs.dictionary, .words) { _ in }
        }
        positional += 1
      }
      commit.segments[place].files[1] = try terms.finish()
      change(place, &root)
      commit.segments[place].files[0] = try write(root, of: segment, from: sound, to: copy)
    }
    try commit.write(to: copy)
    return copy
  }

  /// Writes the file of a segment's columns with another root behind them.
  private static func write(
    _ root: SegmentRoot, of segment: Commit.Segment, from sound: MemoryDirectory,
    to copy: MemoryDirectory
  ) throws -> FileSummary {
    let name = SegmentPart.segment.fileName(segment.id)
    let range = try sound.open(name, kind: .segment).contentRange
    let content = try #require(sound.contents(name))[range]
    let pointer = content.suffix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let file = try FileWriter(copy, name: name, kind: .segment, id: segment.id)
    try file.append(Array(content[..<pointer]))
    var bytes = ByteWriter()
    let start = UInt64(file.position)
    root.encode(into: &bytes)
    bytes.append(start)
    try file.append(bytes)
    return try file.finish()
  }

  /// What becomes of an index: an error's code, or whether what was written is sound.
  private static func end(_ directory: MemoryDirectory, seals: Bool) throws -> String {
    let copy = MemoryDirectory()
    for name in directory.list() { copy.replace(name, by: try #require(directory.contents(name))) }
    do {
      try SearchIndex.open(in: copy).write { try seals ? $0.seal() : $0.merge() }
    } catch let error as BriefError {
      return "\(error.code)"
    }
    return try IndexChecker(copy).check(deep: true).isSound ? "sound" : "unsound"
  }

  @Test func `a copy that nothing was done to is sound`() throws {
    let copy = try Self.crafted()
    #expect(try Self.end(copy, seals: false) == "sound")
    #expect(try Self.end(copy, seals: true) == "sound")
  }

  /// A place among positions says nothing in a space without them, and what is written does not repeat it: entries of
  /// two segments in one block would have offsets that do not ascend.
  @Test func `entries of one document with positions where there are none`() throws {
    var count: UInt64 = 0
    let copy = try Self.crafted { segment, detail, payload in
      guard payload.documentFrequency == 1, detail == .frequencies else { return }
      count += 1
      payload.positions = segment == 0 ? 1_000_000 + count : count
    }
    #expect(count > 1_000)
    #expect(try Self.end(copy, seals: false) == "sound")
    #expect(try Self.end(copy, seals: true) == "sound")
  }

  @Test(arguments: [1 << 32, 1 << 62] as [UInt64])
  func `entries of one document that has the term impossibly often`(total: UInt64) throws {
    var count = 0
    let copy = try Self.crafted { segment, detail, payload in
      guard segment == 1, payload.documentFrequency == 1, detail == .frequencies else { return }
      payload.totalTermFrequency = total
      count += 1
    }
    #expect(count > 8)
    #expect(try Self.end(copy, seals: false) == "corrupted")
    #expect(try Self.end(copy, seals: true) == "corrupted")
  }

  /// Together they are more than a number can say.
  @Test func `terms that two segments have impossibly often can be listed and checked`() throws {
    let copy = try Self.crafted { _, detail, payload in
      if detail == .positions { payload.totalTermFrequency = 1 << 62 }
    }
    let terms = try SearchIndex.open(in: copy).searcher().terms(in: "text", limit: 10_000)
    #expect(
      terms.contains { $0.totalTermFrequency == .max },
      "\(terms.prefix(3).map(\.totalTermFrequency))")
    #expect(try !IndexChecker(copy).check(deep: true).isSound)
    #expect(try Self.end(copy, seals: false) == "corrupted")
  }

  @Test func `more documents and occurrences than any segment has are damage`() throws {
    let changes: [(inout SegmentRoot) -> Void] = [
      { for i in $0.lengths.indices { $0.lengths[i].documentCount = .max } },
      { for i in $0.lengths.indices { $0.lengths[i].sum = .max } },
      { for i in $0.statistics.indices { $0.statistics[i].documentCount = .max } },
      { for i in $0.statistics.indices { $0.statistics[i].totalTermFrequency = .max } },
    ]
    for (number, change) in changes.enumerated() {
      let copy = try Self.crafted(root: { _, root in change(&root) })
      #expect(try !IndexChecker(copy).check(deep: false).isSound, "change \(number)")
      let error = #expect(throws: BriefError.self, "change \(number)") {
        _ = try SearchIndex.open(in: copy).searcher()
      }
      #expect(error?.code == .corrupted)
      for seals in [false, true] {
        #expect(try Self.end(copy, seals: seals) == "corrupted", "change \(number)")
      }
    }
  }
}
