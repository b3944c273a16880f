// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Finds the pairs of frequent words in their posting lists, a stretch of documents at a time: the places
// of all frequent words there are sorted, and neighbours looked for.

import BriefCodec

/// Finds which frequent words stand next to each other.
struct PairInverter {
  let space: TermSpace
  private var inverter: SpaceInverter
  /// The words that a pair may begin with.
  private let first: Range<Int>
  // Document within the stretch, position and word, in one integer.
  private var places: [UInt64] = []
  private var sorted: [UInt64] = []
  private var read: [UInt64] = []

  /// Documents that are sorted at once; a stretch of texts of news stays in the second cache.
  static let stretch = 1_024
  private static let wordBits: UInt64 = 8
  /// One more than positions have, so that the last one of a document has no neighbour in the next.
  private static let positionBits: UInt64 = 33

  init(field: Int, first: Range<Int> = 0..<256) {
    self.first = first
    space = TermSpace(field: field, kind: .pairs, detail: .frequencies)
    inverter = SpaceInverter(space)
  }

  /// The pairs in some documents, numbered from the first of them. `streams` has the places of each
  /// word; documents before were asked for already.
  mutating func invert(
    _ streams: inout [some PositionStream], _ documents: Range<Int>
  ) throws(StorageError) -> SpaceRuns {
    places.removeAll(keepingCapacity: true)
    for word in streams.indices {
      read.removeAll(keepingCapacity: true)
      try streams[word].read(before: UInt32(documents.upperBound), into: &read)
      Self.add(read, UInt64(word), from: UInt64(documents.lowerBound), to: &places)
    }
    sort()
    Self.pair(places, first: first, count: documents.count, into: &inverter)
    return inverter.finish()
  }

  private static func add(
    _ read: [UInt64], _ word: UInt64, from first: UInt64, to places: inout [UInt64]
  ) {
    let read = read.span
    places.append(addingCapacity: read.count) { room in
      for i in read.indices {
        let document = (read[i] >> 32) &- first
        let key = document << positionBits | read[i] & 0xffff_ffff
        room.append(key << wordBits | word)
      }
    }
  }

  /// Sorts by document and position, words in their order: eleven bits at a time, the lowest first.
  private mutating func sort() {
    let highest = places.reduce(0, |)
    var shift = Self.wordBits
    while shift < 64, highest >> shift != 0 {
      // Positions seldom need all their bits: most passes find nothing to sort by.
      if (highest >> shift) & 2_047 != 0 { distribute(by: shift) }
      shift += 11
    }
  }

  private mutating func distribute(by shift: UInt64) {
    var starts = [Int](repeating: 0, count: 2_049)
    for place in places { starts[Int((place >> shift) & 2_047) + 1] += 1 }
    for i in 0..<2_048 { starts[i + 1] += starts[i] }
    if sorted.count < places.count { sorted = [UInt64](repeating: 0, count: places.count) }
    Self.distribute(places, by: shift, &starts, to: &sorted)
    let count = places.count
    swap(&places, &sorted)
    if places.count > count { places.removeLast(places.count - count) }
  }

  private static func distribute(
    _ places: [UInt64], by shift: UInt64, _ next: inout [Int], to sorted: inout [UInt64]
  ) {
    let places = places.span
    var next = next.mutableSpan
    var sorted = sorted.mutableSpan
    for i in places.indices {
      let digit = Int((places[i] >> shift) & 2_047)
      sorted[next[digit]] = places[i]
      next[digit] &+= 1
    }
  }

  /// Hands the neighbours among the places of `count` documents to an inverter.
  private static func pair(
    _ places: [UInt64], first: Range<Int>, count: Int, into inverter: inout SpaceInverter
  ) {
    var term: InlineArray<2, UInt8> = [0, 0]
    var document: UInt64 = 0
    let places = places.span
    for i in places.indices {
      guard first.contains(Int(places[i] & 0xff)) else { continue }
      let key = places[i] >> wordBits
      while document < key >> positionBits {
        inverter.endDocument()
        document += 1
      }
      var j = i &+ 1
      while j < places.count, places[j] >> wordBits == key { j &+= 1 }
      var last: UInt64?
      while j < places.count, places[j] >> wordBits == key &+ 1 {
        let second = places[j]
        j &+= 1
        guard second != last else { continue }
        last = second
        term[0] = UInt8(truncatingIfNeeded: places[i])
        term[1] = UInt8(truncatingIfNeeded: second)
        inverter.add(term: term.span, weight: 1)
      }
    }
    while document < count {
      inverter.endDocument()
      document += 1
    }
  }
}
