// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What became of words seen before: word as written and language → term and stem. Texts
// repeat their words, and ICU and the stemmers cost far more than a look here. Bounded:
// when it is full it is emptied, which changes the speed but no result.

/// A bounded map from words to their terms and stems. Filled by use: one for each task.
struct WordCache {
  /// A word's entry: in `bytes` stand the word, its term and its stem, one after the other.
  struct Entry {
    fileprivate var hash: UInt32
    fileprivate var start: UInt32
    fileprivate var wordLength: UInt16 = 0
    fileprivate var termLength: UInt8
    fileprivate var stemLength: UInt8
    fileprivate var language: UInt8
    /// What is known of the stem that the term implies.
    fileprivate var implied: ImpliedStem = []

    private var termStart: Int { Int(start) + Int(wordLength) }
    var term: Range<Int> { termStart..<termStart + Int(termLength) }
    var stem: Range<Int> { term.upperBound..<term.upperBound + Int(stemLength) }
    /// Whether the word's stem is the one that its term implies.
    var isImplied: Bool { implied.contains(.isStem) }
    /// Whether the term implies itself.
    var impliesItself: Bool { implied.contains(.isTerm) }
  }

  /// How the stem that a word's term has as a word compares with what the word has.
  struct ImpliedStem: OptionSet {
    let rawValue: UInt8
    static let isStem = ImpliedStem(rawValue: 1)
    static let isTerm = ImpliedStem(rawValue: 2)
  }

  private static let maximumBytes = 1 << 23
  private static let maximumSlots = 1 << 18
  /// Neighbouring slots that may hold an entry.
  private static let probes = 8

  private var slots: [Entry]
  private var used = 0
  private(set) var bytes: [UInt8] = []

  init() {
    slots = Self.emptySlots(1 << 10)
  }

  private static func emptySlots(_ count: Int) -> [Entry] {
    let empty = Entry(hash: 0, start: 0, termLength: 0, stemLength: 0, language: 0)
    return Array(repeating: empty, count: count)
  }

  /// The entry of `range` of `text` in a language, if it is there.
  @inline(__always)
  func entry(
    _ text: Span<UInt8>, _ range: Range<Int>, hash: WordHash, language: UInt8
  ) -> Entry? {
    let mask = slots.count - 1
    for probe in 0..<Self.probes {
      let entry = slots[(Int(hash.value) + probe) & mask]
      if entry.wordLength == 0 { return nil }
      if entry.hash == hash.value, entry.language == language, isWord(entry, text, range) {
        return entry
      }
    }
    return nil
  }

  @inline(__always)
  private func isWord(_ entry: Entry, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard Int(entry.wordLength) == range.count else { return false }
    let start = Int(entry.start)
    for i in 0..<range.count where bytes[start + i] != text[range.lowerBound + i] { return false }
    return true
  }

  /// Adds a word that is not there, with its term and stem, each at most 255 bytes.
  mutating func insert(
    _ text: Span<UInt8>, _ range: Range<Int>, hash: WordHash, language: UInt8, term: [UInt8],
    stem: [UInt8], implied: ImpliedStem
  ) -> Entry {
    makeRoom()
    let entry = Entry(
      hash: hash.value, start: UInt32(bytes.count), wordLength: UInt16(range.count),
      termLength: UInt8(term.count), stemLength: UInt8(stem.count), language: language,
      implied: implied)
    for i in range { bytes.append(text[i]) }
    bytes.append(contentsOf: term)
    bytes.append(contentsOf: stem)
    place(entry)
    return entry
  }

  /// Puts an entry in the first free slot, or in place of another.
  private mutating func place(_ entry: Entry) {
    let mask = slots.count - 1
    for probe in 0..<Self.probes where slots[(Int(entry.hash) + probe) & mask].wordLength == 0 {
      slots[(Int(entry.hash) + probe) & mask] = entry
      used += 1
      return
    }
    slots[Int(entry.hash) & mask] = entry
  }

  private mutating func makeRoom() {
    if bytes.count > Self.maximumBytes || used * 2 >= Self.maximumSlots {
      bytes.removeAll(keepingCapacity: true)
      slots = Self.emptySlots(slots.count)
      used = 0
    } else if used * 2 >= slots.count {
      let old = slots
      slots = Self.emptySlots(old.count * 2)
      used = 0
      for entry in old where entry.wordLength > 0 { place(entry) }
    }
  }
}
