// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which frequent words stand next to each other, in which documents and how often: a term space of its
// own whose terms are two bytes, the places of the first and the second word among the frequent ones.
// Positions are not kept: a phrase of two words needs none, and a longer one compares those of its
// words in the few documents that have all its pairs.
//
// Built from the words' posting lists, a stretch of documents at a time: the places of all frequent
// words there are sorted, and neighbours looked for.

import BriefCodec

/// Finds the pairs of frequent words.
struct PairBuilder {
  private let field: Int
  private var inverter: SpaceInverter
  private var postings: PostingsBuilder
  // Document within the stretch, position and word, in one integer.
  private var places: [UInt64] = []
  private var sorted: [UInt64] = []
  private var read: [UInt64] = []

  /// Documents that are sorted at once; a stretch of texts of news stays in the second cache.
  private static let stretch = 1_024
  private static let wordBits: UInt64 = 8
  /// One more than positions have, so that the last one of a document has no neighbour in the next.
  private static let positionBits: UInt64 = 33

  private init(field: Int) {
    self.field = field
    let space = TermSpace(field: field, kind: .pairs, detail: .frequencies)
    inverter = SpaceInverter(space)
    postings = PostingsBuilder(space: space)
  }

  /// Writes the pairs of some words and says where. `streams` has the places of each word; `norms` the
  /// norm of each document.
  static func write(
    _ words: FrequentWords, field: Int, _ streams: [some PositionStream], norms: [UInt8],
    to files: SegmentFiles, workers: WorkerThreads, ahead: Int
  ) throws(StorageError) -> FrequentWords {
    guard !words.words.isEmpty else { return words }
    var streams = streams
    var builder = PairBuilder(field: field)
    for first in stride(from: 0, to: norms.count, by: stretch) {
      let end = min(first + stretch, norms.count)
      builder.places.removeAll(keepingCapacity: true)
      for word in streams.indices {
        builder.read.removeAll(keepingCapacity: true)
        try streams[word].read(before: UInt32(end), into: &builder.read)
        add(builder.read, UInt64(word), from: UInt64(first), to: &builder.places)
      }
      builder.sort()
      pair(builder.places, count: end - first, into: &builder.inverter)
      builder.postings.append(builder.inverter.finish(), firstDocument: first)
    }
    let postings = builder.postings
    builder.postings = PostingsBuilder(space: postings.space)
    var written = words
    written.dictionary = try postings.write(
      to: files, norms: norms, workers: workers, ahead: ahead
    ).root
    return written
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
  private static func pair(_ places: [UInt64], count: Int, into inverter: inout SpaceInverter) {
    var term: InlineArray<2, UInt8> = [0, 0]
    var document: UInt64 = 0
    let places = places.span
    for i in places.indices {
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
