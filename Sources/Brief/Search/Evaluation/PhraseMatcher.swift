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
  /// The readers that are asked first: all but those of covered words. Whoever has all documents comes last, when others
  /// have left few.
  private let leaders: [Int]

  private let scratch: ScratchPool
  private var room = Room(capacity: 0)

  /// A phrase of `parts`. If they are one list of neighbours, where those stand is where the phrase does.
  ///
  /// - Parameter hasAll: whether all documents that are asked about are in the first list.
  init(_ parts: [Part], of segment: SegmentReader, hasAll: Bool, _ scratch: ScratchPool) {
    self.scratch = scratch
    readers = parts.map { PositionsReader($0.list, in: segment) }
    let words = parts.indices.filter { parts[$0].length == 1 }.sorted {
      (parts[$0].list.documentFrequency, $0) < (parts[$1].list.documentFrequency, $1)
    }
    self.words = Self.words(words, parts)
    var leads = [Bool](repeating: true, count: parts.count)
    for word in self.words where word.isCovered { leads[word.reader] = false }
    var order = parts.indices.filter { leads[$0] }
    if hasAll, order.count > 1 { order.append(order.removeFirst()) }
    leaders = order
  }

  /// Words in the order they are looked at. A phrase may be as long as a query can be: nothing is looked for
  /// among all of its words.
  private static func words(_ order: [Int], _ parts: [Part]) -> [Word] {
    if order.count == parts.count {
      return order.map {
        Word(reader: $0, offset: UInt32(parts[$0].offsets[0]), isCovered: false)
      }
    }
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

  private mutating func takeRoom() {
    room = scratch.phrases.take()
    for i in readers.indices {
      if i >= room.readers.count { room.readers.append(PositionsReader.Room()) }
      readers[i].enter(&room.readers[i])
    }
  }

  /// Gives back what it worked in, when no more documents will come.
  mutating func giveBackRoom() {
    guard !room.slots.isEmpty else { return }
    for i in readers.indices { readers[i].leave(&room.readers[i]) }
    if room.readers.count > Room.keptReaders {
      room.readers.removeLast(room.readers.count - Room.keptReaders)
    }
    let isUsual = room.isUsual
    let own = exchange(&room, with: Room(capacity: 0))
    if isUsual { scratch.phrases.giveBack(own) }
  }

  /// The slot that is left at an index.
  @inline(__always)
  func slot(_ index: Int) -> Int { Int(room.slots[index]) }

  // MARK: - Documents

  /// The slots of documents that are in all lists of neighbours, and have all other words; returns how
  /// many. Their documents are `batch[range]`, at most a block, and do not lie before those of earlier calls.
  mutating func findMembers(
    _ batch: [UInt32], _ range: Range<Int>
  ) throws(CorruptionError) -> Int {
    var count = range.count
    if room.slots.isEmpty { takeRoom() }
    for i in 0..<count {
      room.slots[i] = UInt32(i)
      room.targets[i] = batch[range.lowerBound + i]
      room.documents[i] = room.targets[i]
    }
    for i in leaders where count > 0 {
      count = try readers[i].keepMembers(&room.slots, &room.targets, count: count)
    }
    guard count > 0 else { return 0 }
    for i in leaders {
      try readers[i].readFrequencies(room.slots, count: count)
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
  mutating func keepSlot(_ index: Int, as target: Int) { room.slots[target] = room.slots[index] }

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
    let slot = Int(room.slots[index])
    return words.isEmpty ? Int(readers[0].frequency(slot)) : room.places.count(slot)
  }

  /// Finds the slots where a word stands wherever the words before it want it to, as one of its hints says: there
  /// is but one occurrence of a neighbour, or each begins what is listed. The others are `asked`; returns how many.
  private static func findImplied(
    _ hints: [Hint], _ readers: [PositionsReader], _ slots: [UInt32], _ count: Int,
    _ implied: inout [Bool], asked: inout [UInt32]
  ) -> Int {
    let slots = slots.span
    var implied = implied.mutableSpan
    var asked = asked.mutableSpan
    var askedCount = 0
    for i in 0..<count {
      let slot = Int(slots[i])
      var isImplied = false
      for hint in hints {
        let occurrences = readers[hint.neighbour].frequency(slot)
        if occurrences == 1 || hint.isFirst && occurrences == readers[hint.list].frequency(slot) {
          isImplied = true
          break
        }
      }
      implied[i] = isImplied
      asked[askedCount] = slots[i]
      askedCount &+= isImplied ? 0 : 1
    }
    return askedCount
  }

  /// Looks a word up in the first `count` slots of ``wanted``; returns in how many it is.
  private mutating func lookUp(_ word: Int, _ count: Int) throws(CorruptionError) -> Int {
    guard words[word].isCovered else { return count }
    let reader = words[word].reader
    for i in 0..<count { room.targets[i] = room.documents[Int(room.wanted[i])] }
    let found = try readers[reader].keepMembers(&room.wanted, &room.targets, count: count)
    try readers[reader].readFrequencies(room.wanted, count: found)
    return found
  }

  /// The places of the rarest word.
  private mutating func beginPlaces(_ count: Int) throws(CorruptionError) -> Int {
    for i in 0..<count { room.wanted[i] = room.slots[i] }
    let found = try lookUp(0, count)
    try readers[words[0].reader].beginPlaces(
      room.wanted, count: found, behind: words[0].offset, &room.places)
    for i in 0..<count { room.implied[i] = false }
    return Self.keep(room.wanted, found, room.implied, room.places, &room.slots, count)
  }

  /// Keeps the places where another word follows as it should.
  private mutating func keepPlaces(_ word: Int, _ count: Int) throws(CorruptionError) -> Int {
    let reader = words[word].reader
    let asked = Self.findImplied(
      words[word].hints, readers, room.slots, count, &room.implied, asked: &room.wanted)
    if asked < count { readers[reader].forget(room.slots, where: room.implied, count: count) }
    let found = try lookUp(word, asked)
    try readers[reader].keepPlaces(
      room.wanted, count: found, behind: words[word].offset, &room.places)
    return Self.keep(room.wanted, found, room.implied, room.places, &room.slots, count)
  }

  /// Keeps those of the first `count` slots that have places left, of those a word was looked up in, and those
  /// where it is implied.
  private static func keep(
    _ wanted: [UInt32], _ found: Int, _ implied: [Bool], _ places: PositionsReader.Places,
    _ slots: inout [UInt32], _ count: Int
  ) -> Int {
    let (wanted, implied) = (wanted.span, implied.span)
    var slots = slots.mutableSpan
    var (kept, next) = (0, 0)
    for i in 0..<count {
      let slot = slots[i]
      let isFound = next < found && wanted[next] == slot
      next &+= isFound ? 1 : 0
      slots[kept] = slot
      kept &+= isFound ? (places.count(Int(slot)) > 0 ? 1 : 0) : (implied[i] ? 1 : 0)
    }
    return kept
  }
}
