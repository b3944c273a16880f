// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Finds the pairs and triples of frequent words in their posting lists, a stretch of documents at a time.
// The texts are laid out again, one slot a position, with the frequent words in their places, and
// neighbours looked for: a build takes 8 % less time than with sorted places. Where two words have one
// place, or positions are far apart, the places are sorted.

package import BriefCodec

/// Finds which frequent words stand next to each other.
package struct PairInverter {
  private var pairs: PairStreams
  /// The first document since the last runs.
  private var firstDocument: Int?
  /// The words that a pair or triple may begin with.
  private let first: Range<Int>
  private let usesSlots: Bool
  /// Where the words stand, word by word: document in the high half, position in the low one.
  private var places: [UInt64] = []
  private var wordEnds: [Int] = []
  /// One more than the word at a place, 0 where none is.
  private var slots = [UInt16](repeating: 0, count: slotLimit)
  /// The first slot of each document, and the end.
  private var starts: [Int] = []
  // Document within the stretch, position and word, in one integer.
  private var keys: [UInt64] = []
  private var sorted: [UInt64] = []

  /// Documents that are looked at at once, at most, and the words that these should not be more than, lest
  /// their slots leave the second cache, or are too many.
  static let stretch = 512
  private static let stretchLength = 1 << 17
  private static let slotLimit = 1 << 19
  private static let wordBits: UInt64 = 8
  /// One more than positions have, so that the last one of a document has no neighbour in the next.
  private static let positionBits: UInt64 = 33

  /// - Parameter frequent: The pairs that triples are made of.
  /// - Parameter usesSlots: `false` sorts whatever there is; the runs are the same.
  package init(
    _ frequent: FrequentPairs, first: Range<Int> = 0..<256, usesSlots: Bool = true
  ) {
    self.first = first
    self.usesSlots = usesSlots
    pairs = PairStreams(TripleNumbers(frequent))
  }

  /// Documents in portions that are looked at at once: fewer of them where they are long, as far as norms
  /// say.
  static func stretches(of documents: Range<Int>, norm: (Int) -> UInt8) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var (first, length) = (documents.lowerBound, 0)
    for document in documents {
      let words = Int(Norm.lengths[Int(norm(document))])
      if document - first == stretch || length + words > stretchLength && first < document {
        stretches.append(first..<document)
        (first, length) = (document, 0)
      }
      length += words
    }
    if first < documents.upperBound { stretches.append(first..<documents.upperBound) }
    return stretches
  }

  /// The bytes that pairs take that were found and not handed out.
  var memoryUse: Int { pairs.memoryUse }

  /// Finds the pairs and triples in some documents, which follow those of the call before. `streams` has
  /// the places of each word.
  package mutating func invert(
    _ streams: inout [some PositionStream], _ documents: Range<Int>
  ) throws(StorageError) {
    let number = documents.lowerBound - (firstDocument ?? documents.lowerBound)
    firstDocument = documents.lowerBound - number
    try find(&streams, documents) { pairs, document in pairs.endDocument(number + document) }
  }

  /// Counts in how many of some documents each pair is: adds to `counts`, by the pair's number.
  mutating func count(
    _ streams: inout [some PositionStream], _ documents: Range<Int>, in counts: inout [UInt32]
  ) throws(StorageError) {
    try find(&streams, documents) { pairs, _ in pairs.endDocument(countingIn: &counts) }
  }

  /// Calls `endDocument` with the pairs of each document that has any, and its place among the documents.
  private mutating func find(
    _ streams: inout [some PositionStream], _ documents: Range<Int>,
    endDocument: (inout PairStreams, Int) -> Void
  ) throws(StorageError) {
    places.removeAll(keepingCapacity: true)
    wordEnds.removeAll(keepingCapacity: true)
    for word in streams.indices {
      try streams[word].read(before: UInt32(documents.upperBound), into: &places)
      wordEnds.append(places.count)
    }
    if usesSlots, layOut(documents),
      Self.fill(&slots, places, wordEnds, starts, documents.lowerBound)
    {
      for i in 0..<(starts.count - 1) {
        pairs.add(slots: slots, starts[i]..<starts[i + 1], first: first)
        endDocument(&pairs, i)
      }
    } else {
      Self.makeKeys(places, wordEnds, from: UInt64(documents.lowerBound), to: &keys)
      sort()
      Self.pair(keys, first, into: &pairs, endDocument)
    }
    if let end = starts.last { Self.clear(&slots, end) }
  }

  /// The runs of the pairs found since the last call; documents are numbered from the first.
  package mutating func finish() -> SpaceRuns {
    firstDocument = nil
    return pairs.finish()
  }

  // MARK: - By slots

  /// Gives each document as many slots as it has positions, and an empty one. Says whether there are
  /// enough.
  private mutating func layOut(_ documents: Range<Int>) -> Bool {
    starts.removeAll(keepingCapacity: true)
    var lengths = [Int](repeating: 0, count: documents.count)
    guard Self.measure(places, documents.lowerBound, &lengths) else { return false }
    var end = 0
    for length in lengths {
      starts.append(end)
      end += length + 1
    }
    starts.append(end)
    guard end <= Self.slotLimit else {
      starts.removeAll(keepingCapacity: true)
      return false
    }
    return true
  }

  /// Says whether all places are in the stretch: in damaged lists they may be anywhere.
  private static func measure(
    _ places: [UInt64], _ first: Int, _ lengths: inout [Int]
  ) -> Bool {
    let places = places.span
    var lengths = lengths.mutableSpan
    for i in places.indices {
      let document = Int(places[i] >> 32) &- first
      guard lengths.indices.contains(document) else { return false }
      lengths[document] = max(lengths[document], Int(places[i] & 0xffff_ffff) &+ 1)
    }
    return true
  }

  /// Puts the words in their slots. Says whether each has one of its own.
  private static func fill(
    _ slots: inout [UInt16], _ places: [UInt64], _ wordEnds: [Int], _ starts: [Int], _ first: Int
  ) -> Bool {
    let (places, wordEnds, starts) = (places.span, wordEnds.span, starts.span)
    var slots = slots.mutableSpan
    var i = 0
    var taken: UInt16 = 0
    for word in wordEnds.indices {
      while i < wordEnds[word] {
        let place = places[i]
        let slot =
          starts[Int(place >> 32) &- first] &+ Int(UInt32(truncatingIfNeeded: place))
        taken |= slots[slot]
        slots[slot] = UInt16(truncatingIfNeeded: word &+ 1)
        i &+= 1
      }
    }
    return taken == 0
  }

  private static func clear(_ slots: inout [UInt16], _ end: Int) {
    var slots = slots.mutableSpan
    for i in 0..<end { slots[i] = 0 }
  }

  // MARK: - By sorting

  private static func makeKeys(
    _ places: [UInt64], _ wordEnds: [Int], from first: UInt64, to keys: inout [UInt64]
  ) {
    keys.removeAll(keepingCapacity: true)
    let places = places.span
    var i = 0
    for word in wordEnds.indices {
      while i < wordEnds[word] {
        let document = (places[i] >> 32) &- first
        let key = document << positionBits | places[i] & 0xffff_ffff
        keys.append(key << wordBits | UInt64(word))
        i &+= 1
      }
    }
  }

  /// Sorts by document and position, words in their order: eleven bits at a time, the lowest first.
  private mutating func sort() {
    let highest = keys.reduce(0, |)
    var shift = Self.wordBits
    while shift < 64, highest >> shift != 0 {
      // Positions seldom need all their bits: most passes find nothing to sort by.
      if (highest >> shift) & 2_047 != 0 { distribute(by: shift) }
      shift += 11
    }
  }

  private mutating func distribute(by shift: UInt64) {
    var starts = [Int](repeating: 0, count: 2_049)
    for key in keys { starts[Int((key >> shift) & 2_047) + 1] += 1 }
    for i in 0..<2_048 { starts[i + 1] += starts[i] }
    if sorted.count < keys.count { sorted = [UInt64](repeating: 0, count: keys.count) }
    Self.distribute(keys, by: shift, &starts, to: &sorted)
    let count = keys.count
    swap(&keys, &sorted)
    if keys.count > count { keys.removeLast(keys.count - count) }
  }

  private static func distribute(
    _ keys: [UInt64], by shift: UInt64, _ next: inout [Int], to sorted: inout [UInt64]
  ) {
    let keys = keys.span
    var next = next.mutableSpan
    var sorted = sorted.mutableSpan
    for i in keys.indices {
      let digit = Int((keys[i] >> shift) & 2_047)
      sorted[next[digit]] = keys[i]
      next[digit] &+= 1
    }
  }

  /// Counts the neighbours among the keys.
  private static func pair(
    _ keys: [UInt64], _ first: Range<Int>, into pairs: inout PairStreams,
    _ endDocument: (inout PairStreams, Int) -> Void
  ) {
    var document = 0
    let keys = keys.span
    for i in keys.indices {
      let word = Int(keys[i] & 0xff)
      let key = keys[i] >> wordBits
      if document < Int(key >> positionBits) {
        endDocument(&pairs, document)
        document = Int(key >> positionBits)
      }
      guard first.contains(word) else { continue }
      forEachWord(at: key &+ 1, keys, after: i) { second, place in
        pairs.add(word, second)
        forEachWord(at: key &+ 2, keys, after: place) { third, _ in pairs.add(word, second, third) }
      }
    }
    endDocument(&pairs, document)
  }

  /// The words at a document's position, each once, and where among the keys, which go on after `last`.
  @inline(__always)
  private static func forEachWord(
    at position: UInt64, _ keys: Span<UInt64>, after last: Int, _ body: (Int, Int) -> Void
  ) {
    var i = last &+ 1
    var word: UInt64?
    while i < keys.count, keys[i] >> wordBits < position { i &+= 1 }
    while i < keys.count, keys[i] >> wordBits == position {
      if keys[i] != word { body(Int(keys[i] & 0xff), i) }
      word = keys[i]
      i &+= 1
    }
  }
}
