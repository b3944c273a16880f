// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents, frequencies and places of a word, batch by batch, against the texts that were indexed: few documents far
// apart, many close together, and some that say one word all over, so that positions lie in several chunks.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct PositionsReaderTests {
  /// By document, where "a" stands; what stands elsewhere is "b". Positions of a block of documents are one chunk or
  /// two, two or three, or many.
  private static func positions(
    _ random: inout SeededGenerator, longest: Int
  ) -> [[UInt32]] {
    (0..<3_000).map { document in
      let length = document % 500 == 77 ? 2_000 : Int.random(in: 1...longest, using: &random)
      let share = document % 500 == 77 ? 9 : Int.random(in: 0...8, using: &random)
      return (0..<UInt32(length)).filter { _ in Int.random(in: 0..<10, using: &random) < share }
    }
  }

  private static func list(
    _ positions: [[UInt32]]
  ) throws -> (segment: SegmentReader, list: BlockList) {
    let index = try SearchIndex.create(
      in: MemoryDirectory(),
      schema: try Schema([.identifier("id"), .text("text", analyzer: .standard)]))
    try index.write { writer in
      for (document, positions) in positions.enumerated() {
        var words = [String](repeating: "b", count: Int(positions.last ?? 0) + 1)
        for position in positions { words[Int(position)] = "a" }
        try writer.add([
          "id": .text("d\(10_000 + document)"), "text": .text(words.joined(separator: " ")),
        ])
      }
    }
    let snapshot = try index.searcher().snapshot
    let segment = try #require(snapshot.segments.count == 1 ? snapshot.segments[0] : nil)
    let space = try #require(segment.layout.spaces.firstIndex { $0.detail == .positions })
    var terms = segment.dictionary(space).cursor()
    while try terms.next(), terms.term != Array("a".utf8) {}
    return (segment, try BlockList(segment, detail: .positions, payload: terms.payload))
  }

  /// Places that a phrase may begin at, in documents of a batch, after the words `offsets` before.
  private static func expected(_ positions: [UInt32], _ offsets: [UInt32]) -> [UInt32] {
    positions.filter { $0 >= offsets[0] }.map { $0 - offsets[0] }.filter { place in
      offsets.allSatisfy { positions.contains(place + $0) }
    }
  }

  @Test(arguments: UInt64(0)..<15) func `batches are what the texts say`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let positions = Self.positions(&random, longest: [3, 9, 40][Int(seed / 5 % 3)])
    let (segment, list) = try Self.list(positions)
    #expect(list.count > 4)
    let step = [1, 2, 7, 60, 400][Int(seed % 5)]
    var reader = PositionsReader(list, in: segment)
    var room = PositionsReader.Room()
    reader.enter(&room)
    var places = PositionsReader.Places(capacity: blockLength)
    var next = 0
    while next < positions.count {
      let length = Int.random(in: 1...blockLength, using: &random)
      var documents: [UInt32] = []
      while documents.count < length, next < positions.count {
        documents.append(UInt32(next))
        next += Int.random(in: 1...step, using: &random)
      }
      var slots = documents.indices.map { UInt32($0) }
      var targets = documents
      let members = documents.indices.filter { !positions[Int(documents[$0])].isEmpty }
      let count = try reader.keepMembers(&slots, &targets, count: documents.count)
      #expect(slots[..<count].map { Int($0) } == members, "seed \(seed)")
      try reader.readFrequencies(slots, count: count)
      for slot in members {
        #expect(Int(reader.frequency(slot)) == positions[Int(documents[slot])].count)
      }
      // "a … a", at distances that few, some and nearly all places have.
      let offsets = [
        UInt32.random(in: 0...3, using: &random), UInt32.random(in: 0...9, using: &random),
      ]
      try reader.beginPlaces(slots, count: count, behind: offsets[0], &places)
      for slot in members {
        #expect(
          places.places(slot) == Self.expected(positions[Int(documents[slot])], [offsets[0]]),
          "seed \(seed), document \(documents[slot])")
      }
      var again = PositionsReader(list, in: segment)
      var otherRoom = PositionsReader.Room()
      again.enter(&otherRoom)
      // Not all of them: as if other words were not in the rest.
      slots = members.filter { _ in Bool.random(using: &random) }.map { UInt32($0) }
      targets = slots.map { documents[Int($0)] }
      let found = try again.keepMembers(&slots, &targets, count: slots.count)
      try again.readFrequencies(slots, count: found)
      try again.keepPlaces(slots, count: found, behind: offsets[1], &places)
      for slot in slots[..<found] {
        let document = Int(documents[Int(slot)])
        #expect(
          places.places(Int(slot)) == Self.expected(positions[document], offsets),
          "seed \(seed), document \(document), \(offsets)")
      }
    }
  }

  /// As a damaged list might name them: what is found then means nothing.
  @Test func `documents that do not ascend do not trap`() throws {
    var random = SeededGenerator(seed: 9)
    let positions = Self.positions(&random, longest: 40)
    let (segment, list) = try Self.list(positions)
    for _ in 0..<200 {
      var reader = PositionsReader(list, in: segment)
      var room = PositionsReader.Room()
      reader.enter(&room)
      var places = PositionsReader.Places(capacity: blockLength)
      var targets = (0..<20).map { _ in UInt32.random(in: 0..<3_000, using: &random) }
      var slots = targets.indices.map { UInt32($0) }
      let count = try reader.keepMembers(&slots, &targets, count: targets.count)
      try reader.readFrequencies(slots, count: count)
      try reader.beginPlaces(slots, count: count, behind: 0, &places)
      try reader.keepPlaces(slots, count: count, behind: 1, &places)
    }
  }
}
