// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Entries of a list as they come → in the order of their documents' new numbers. Few are sorted, more are
// marked in a map of bits of two levels, which costs a look at every 4,096 documents. A list that is too long to be
// held is gathered several times, for a range of the new numbers each time.

import BriefCodec

/// Puts the entries of a list in order, one list after the other.
struct EntryOrder: Sendable {
  /// What was gathered of a list, in any order.
  private var entries: [PostingsWriter.Entry] = []
  /// Their positions, as distances.
  private var distances: [UInt32] = []
  /// Entries in order, as many at a time as a block has.
  private var ordered: [PostingsWriter.Entry] = []
  /// The place of a document's entry, by new number, where there is one.
  private var slots: [UInt32]
  /// The new numbers that have an entry, a bit each.
  private var marks: [UInt64]
  /// The words of ``marks`` that have a bit, a bit each.
  private var groups: [UInt64]
  /// The new numbers that had an entry in any list.
  private(set) var met: [UInt64]

  init(documentCount: Int) {
    slots = [UInt32](zeros: documentCount)
    marks = [UInt64](zeros: (documentCount + 63) / 64)
    groups = [UInt64](zeros: (documentCount + 4_095) / 4_096)
    met = marks
  }

  /// The bytes that are held beside entries.
  static func byteCount(documentCount: Int) -> Int { documentCount * 4 + documentCount / 4 }

  /// Of how many documents.
  private var documentCount: Int { slots.count }

  /// The ranges of new numbers that a list is gathered for, one after the other.
  ///
  /// - Parameters:
  ///   - bytes: what its entries take together; they are taken to be evenly spread.
  ///   - memory: what they may take at a time.
  func ranges(bytes: Int, memory: Int) -> some Sequence<Range<Int>> {
    let parts = max(1, (bytes + memory - 1) / max(1, memory))
    let width = max(1, (documentCount + parts - 1) / parts)
    return stride(from: 0, to: documentCount, by: width).lazy.map { [documentCount] start in
      start..<min(start + width, documentCount)
    }
  }

  /// Forgets what was gathered.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    distances.removeAll(keepingCapacity: true)
  }

  /// Whether nothing was gathered.
  var isEmpty: Bool { entries.isEmpty }

  /// Says that a document has a term, of which nothing is gathered.
  mutating func meet(_ number: UInt32) { met[Int(number) >> 6] |= 1 << UInt64(number & 63) }

  /// Gathers a document without positions.
  @inline(__always)
  mutating func append(_ number: UInt32, frequency: UInt32) {
    entries.append(PostingsWriter.Entry(document: number, frequency: frequency, start: 0))
  }

  /// Gathers the documents of a block whose new numbers are in a range, with their positions.
  mutating func append(_ block: PostingsBlock, numbers: [UInt32], in range: Range<Int>) {
    if range.count == documentCount {
      block.append(to: &entries, numbers: numbers, positionsFrom: distances.count)
      distances += block.distances
      return
    }
    var start = 0
    for i in 0..<block.count {
      let (number, frequency) = (numbers[Int(block.documents[i])], block.frequencies[i])
      if range.contains(Int(number)) {
        entries.append(
          PostingsWriter.Entry(document: number, frequency: frequency, start: distances.count))
        if !block.distances.isEmpty {
          distances += block.distances[start..<(start + Int(frequency))]
        }
      }
      start += Int(frequency)
    }
  }

  /// Writes what was gathered, all of it in a range of new numbers.
  mutating func write(
    _ range: Range<Int>, to writer: inout PostingsWriter
  ) throws(StorageError) {
    guard entries.count >= max(16, range.count / 65_536) else {
      entries.sort { $0.document < $1.document }
      for entry in entries { meet(entry.document) }
      return try writer.add(entries, distances: distances)
    }
    Self.mark(entries, &slots, &marks, &groups)
    var group = range.lowerBound >> 12
    while group <= (range.upperBound - 1) >> 12 {
      ordered.removeAll(keepingCapacity: true)
      group = Self.takeMarked(from: group, entries, slots, &marks, &groups, &met, to: &ordered)
      try writer.add(ordered, distances: distances)
    }
  }

  private static func mark(
    _ entries: [PostingsWriter.Entry], _ slots: inout [UInt32], _ marks: inout [UInt64],
    _ groups: inout [UInt64]
  ) {
    let entries = entries.span
    var slots = slots.mutableSpan
    var marks = marks.mutableSpan
    var groups = groups.mutableSpan
    for place in entries.indices {
      let number = Int(entries[place].document)
      slots[number] = UInt32(truncatingIfNeeded: place)
      marks[number >> 6] |= 1 << UInt64(number & 63)
      groups[number >> 12] |= 1 << UInt64(number >> 6 & 63)
    }
  }

  /// Appends the entries marked in the groups from `first` on, a block or a bit more, and clears the marks;
  /// returns the group it has come to.
  private static func takeMarked(
    from first: Int, _ entries: [PostingsWriter.Entry], _ slots: [UInt32], _ marks: inout [UInt64],
    _ groups: inout [UInt64], _ met: inout [UInt64], to ordered: inout [PostingsWriter.Entry]
  ) -> Int {
    let (entries, slots) = (entries.span, slots.span)
    var marks = marks.mutableSpan
    var groups = groups.mutableSpan
    var met = met.mutableSpan
    var group = first
    ordered.append(addingCapacity: blockLength + 64) { room in
      while group < groups.count, room.count < blockLength {
        guard groups[group] != 0 else {
          group &+= 1
          continue
        }
        let word = group << 6 | groups[group].trailingZeroBitCount
        groups[group] &= groups[group] &- 1
        var bits = marks[word]
        marks[word] = 0
        met[word] |= bits
        while bits != 0 {
          room.append(entries[Int(slots[word << 6 | bits.trailingZeroBitCount])])
          bits &= bits - 1
        }
      }
    }
    return group
  }
}
