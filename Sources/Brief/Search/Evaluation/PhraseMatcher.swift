// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which documents of a batch have an exact phrase in one field, and how often. The whole batch goes
// through each step, so that what a step needs stays at hand: the documents of the lists of neighbours and
// of words in none of them, their frequencies, then the words, the rarest first, as long as documents are
// left. Words that such a list has vouched for are not looked up before their turn, and not at all where the
// place of a neighbour implies theirs: it stands once, or begins what is listed as often as it stands. Those
// are the most common words, whose positions are the dearest.

import BriefCodec

/// The words of an exact phrase in one field of a segment.
struct PhraseMatcher {
  /// A word of the phrase, or neighbours that have a list.
  struct Part {
    let list: BlockList
    /// Where it begins in the phrase; neighbours may do so several times.
    var offsets: [Int]
    /// How many words it has. The positions of neighbours nobody knows.
    let length: Int
  }

  /// A word of the phrase, whose positions are compared.
  private struct Word {
    let reader: Int
    let offset: UInt32
    /// Whether a list of neighbours says which documents have it.
    var isCovered: Bool
    /// What may say where it stands, given the words before it.
    var hints: [Hint] = []
  }

  /// A word that stands in the phrase beside another in a list of neighbours.
  private struct Hint {
    let neighbour: Int
    let list: Int
    /// Whether what is listed begins with the neighbour.
    let isFirst: Bool
  }

  /// The claiming one first.
  private var readers: [PositionsReader]
  /// The rarest first.
  private let words: [Word]
  /// The readers that are asked first: all but those of covered words.
  private let leaders: [Int]

  /// How many documents of a batch there is room for. Most phrases are in few documents, and what is short
  /// is cheaper to have: with room for a whole block each time, it was an eighth of a short phrase's time.
  private var room = 0
  /// The slots that are left, ascending: places in the range of the batch.
  private(set) var slots: [UInt32] = []
  private var targets: [UInt32] = []
  /// Where the phrase may begin in the slots' documents, given the words looked at so far, and where each
  /// slot's places end.
  private var places: [UInt32] = []
  private(set) var placeEnds: [Int] = []
  private var positions: [UInt32] = []
  /// The document of each slot, and the slots that a word is looked up in.
  private var documents: [UInt32] = []
  private var wanted: [UInt32] = []
  private var positionEnds: [Int] = []
  private var implied: [Bool] = []

  /// A phrase of `parts`. If they are one list of neighbours, where those stand is where the phrase does.
  init(_ parts: [Part], of segment: SegmentReader) {
    readers = parts.map { PositionsReader($0.list, in: segment) }
    let words = parts.indices.filter { parts[$0].length == 1 }.sorted {
      (parts[$0].list.documentFrequency, $0) < (parts[$1].list.documentFrequency, $1)
    }
    self.words = Self.words(words, parts)
    let covered = Set(self.words.lazy.filter(\.isCovered).map(\.reader))
    leaders = parts.indices.filter { !covered.contains($0) }
  }

  /// Words in the order they are looked at. A phrase may be as long as a query can be: nothing is looked for
  /// among all of its words.
  private static func words(_ order: [Int], _ parts: [Part]) -> [Word] {
    /// By offset, the lists that begin there, and the words before the one at hand.
    var lists: [Int: [Int]] = [:]
    var placed: [Int: Int] = [:]
    for list in parts.indices where parts[list].length > 1 {
      for offset in parts[list].offsets { lists[offset, default: []].append(list) }
    }
    var words: [Word] = []
    for index in order {
      let offset = parts[index].offsets[0]
      var word = Word(reader: index, offset: UInt32(offset), isCovered: false)
      for start in (offset - 2)...offset {
        for list in lists[start] ?? [] where offset < start + parts[list].length {
          word.isCovered = true
          for other in start..<(start + parts[list].length) {
            guard let neighbour = placed[other] else { continue }
            word.hints.append(Hint(neighbour: neighbour, list: list, isFirst: other == start))
          }
        }
      }
      placed[offset] = index
      words.append(word)
    }
    return words
  }

  private mutating func makeRoom(for count: Int) {
    var size = 8
    while size < count { size *= 2 }
    room = size
    for i in readers.indices { readers[i].makeRoom(for: size) }
    slots = [UInt32](zeros: size)
    targets = [UInt32](zeros: size)
    places = [UInt32](zeros: 4 * size)
    placeEnds = [Int](zeros: size)
    positions = [UInt32](zeros: size)
    documents = [UInt32](zeros: size)
    wanted = [UInt32](zeros: size)
    positionEnds = [Int](zeros: size)
    implied = [Bool](repeating: false, count: size)
  }

  // MARK: - Documents

  /// The slots of documents that are in all lists of neighbours, and have all other words; returns how
  /// many. Their documents are `batch[range]`, at most a block, and do not lie before those of earlier calls.
  mutating func findMembers(
    _ batch: [UInt32], _ range: Range<Int>
  ) throws(CorruptionError) -> Int {
    var count = range.count
    if count > room { makeRoom(for: count) }
    for i in 0..<count {
      slots[i] = UInt32(i)
      targets[i] = batch[range.lowerBound + i]
      documents[i] = targets[i]
    }
    for i in leaders where count > 0 {
      count = try readers[i].keepMembers(&slots, &targets, count: count)
    }
    guard count > 0 else { return 0 }
    for i in leaders {
      try readers[i].readFrequencies(slots, count: count)
    }
    return count
  }

  /// How often the first of the parts stands in a slot's document, which is a member.
  @inline(__always)
  func claimedFrequency(_ slot: Int) -> UInt32 { readers[0].frequency(slot) }

  /// What the phrase's frequency in a member is at most: that of its rarest part there.
  @inline(__always)
  func highestFrequency(_ slot: Int) -> UInt32 {
    var least = UInt32.max
    for reader in leaders { least = min(least, readers[reader].frequency(slot)) }
    return least
  }

  /// Moves the `index`th slot to an index not after it: those in between are dropped.
  @inline(__always)
  mutating func keepSlot(_ index: Int, as target: Int) { slots[target] = slots[index] }

  // MARK: - Places

  /// Keeps those of the first `count` slots, which are members, whose documents have the phrase; returns
  /// how many. ``frequency(_:)`` says how often.
  mutating func findPlaces(_ count: Int) throws(CorruptionError) -> Int {
    var count = count
    for word in words.indices where count > 0 {
      count = try word == 0 ? beginPlaces(count) : keepPlaces(word, count)
    }
    return count
  }

  /// How often the phrase stands in the document of the `index`th slot that was kept.
  @inline(__always)
  func frequency(_ index: Int) -> Int {
    if words.isEmpty { return Int(readers[0].frequency(Int(slots[index]))) }
    return placeEnds[index] - (index == 0 ? 0 : placeEnds[index - 1])
  }

  /// Whether a word stands in a slot's document wherever the words before it want it to: there is but one
  /// occurrence of a neighbour, or each begins what is listed.
  @inline(__always)
  private func isImplied(_ word: Int, _ slot: Int) -> Bool {
    for hint in words[word].hints {
      let occurrences = readers[hint.neighbour].frequency(slot)
      if occurrences == 1 || hint.isFirst && occurrences == readers[hint.list].frequency(slot) {
        return true
      }
    }
    return false
  }

  /// Looks a word up in the first `count` slots of ``wanted``; returns in how many it is.
  private mutating func lookUp(_ word: Int, _ count: Int) throws(CorruptionError) -> Int {
    guard words[word].isCovered else { return count }
    let reader = words[word].reader
    for i in 0..<count { targets[i] = documents[Int(wanted[i])] }
    let found = try readers[reader].keepMembers(&wanted, &targets, count: count)
    try readers[reader].readFrequencies(wanted, count: found)
    return found
  }

  /// The places of the rarest word.
  private mutating func beginPlaces(_ count: Int) throws(CorruptionError) -> Int {
    for i in 0..<count { wanted[i] = slots[i] }
    let count = try lookUp(0, count)
    try readers[words[0].reader].readPositions(
      wanted, count: count, into: &places, ends: &positionEnds)
    return Self.begin(
      wanted, positionEnds, count, offset: words[0].offset, &places, &slots, &placeEnds)
  }

  /// Moves the places of the rarest word to where the phrase would begin.
  private static func begin(
    _ wanted: [UInt32], _ ends: [Int], _ count: Int, offset: UInt32, _ places: inout [UInt32],
    _ slots: inout [UInt32], _ placeEnds: inout [Int]
  ) -> Int {
    let (wanted, ends) = (wanted.span, ends.span)
    var places = places.mutableSpan
    var slots = slots.mutableSpan
    var placeEnds = placeEnds.mutableSpan
    var (kept, start, target) = (0, 0, 0)
    for i in 0..<count {
      let first = target
      for place in start..<ends[i] where places[place] >= offset {
        places[target] = places[place] &- offset
        target &+= 1
      }
      start = ends[i]
      guard target > first else { continue }
      slots[kept] = wanted[i]
      placeEnds[kept] = target
      kept &+= 1
    }
    return kept
  }

  /// Keeps the places where another word follows as it should.
  private mutating func keepPlaces(_ word: Int, _ count: Int) throws(CorruptionError) -> Int {
    let reader = words[word].reader
    var asked = 0
    for i in 0..<count {
      implied[i] = isImplied(word, Int(slots[i]))
      if implied[i] {
        readers[reader].forget(Int(slots[i]))
      } else {
        wanted[asked] = slots[i]
        asked += 1
      }
    }
    let found = try lookUp(word, asked)
    try readers[reader].readPositions(
      wanted, count: found, into: &positions, ends: &positionEnds)
    return Self.keep(
      wanted, found, positions, positionEnds, offset: words[word].offset, implied, &places, &slots,
      &placeEnds, count)
  }

  /// Keeps those of the first `count` slots' places that a position stands at, `offset` behind it, and
  /// all of those where that is implied.
  private static func keep(
    _ wanted: [UInt32], _ found: Int, _ positions: [UInt32], _ ends: [Int], offset: UInt32,
    _ implied: [Bool], _ places: inout [UInt32], _ slots: inout [UInt32],
    _ placeEnds: inout [Int], _ count: Int
  ) -> Int {
    let (wanted, positions, ends, implied) = (wanted.span, positions.span, ends.span, implied.span)
    var places = places.mutableSpan
    var slots = slots.mutableSpan
    var placeEnds = placeEnds.mutableSpan
    var (kept, next, place, position, target) = (0, 0, 0, 0, 0)
    for i in 0..<count {
      let first = target
      let end = placeEnds[i]
      if next < found, wanted[next] == slots[i] {
        let last = ends[next]
        next &+= 1
        while place < end, position < last {
          // Without branches on the comparison, which nobody can foresee.
          let (begin, other) = (places[place], positions[position])
          let isBefore = other < offset || other &- offset < begin
          places[target] = begin
          target &+= !isBefore && other &- offset == begin ? 1 : 0
          place &+= isBefore ? 0 : 1
          position &+= isBefore ? 1 : 0
        }
        position = last
      } else if implied[i] {
        while place < end {
          places[target] = places[place]
          target &+= 1
          place &+= 1
        }
      }
      place = end
      guard target > first else { continue }
      slots[kept] = slots[i]
      placeEnds[kept] = target
      kept &+= 1
    }
    return kept
  }
}
