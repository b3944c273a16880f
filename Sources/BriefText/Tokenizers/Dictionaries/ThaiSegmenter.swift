// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Divides runs of Thai into words as ICU does, by ICU's dictionary: from front to back, and where several
// words are possible, the longest that is followed by two more, else by one. What is in no word is passed
// over up to where a word may begin, and joined to a short word before it. Marks stay with what they are on;
// the signs of abbreviation and repetition with the word before.
//
// ICU's own engine moves a cursor for every character, and asks sets. A run with other characters, digits
// among them, is left to it.

/// Finds the words in runs of Thai.
struct ThaiSegmenter {
  /// Characters by their places in the block of Thai.
  private var text: [UInt8] = []

  /// The dictionary of the ICU at hand, if that divides samples as this does. Read when it is first needed.
  private static let dictionary: DictionaryTrie<UInt8>? = {
    guard let dictionary = DictionaryData("thaidict")?.trieOfBytes(from: Thai.block) else {
      return nil
    }
    var segmenter = ThaiSegmenter()
    let agrees = BreakIterator.agrees(about: samples) { text, boundaries in
      segmenter.appendBoundaries(of: text, 0..<text.count, by: dictionary, to: &boundaries)
    }
    return agrees ? dictionary : nil
  }()

  /// Whether runs are divided here.
  static var isAvailable: Bool { dictionary != nil }

  /// Texts that show whether ICU divides runs by the same rules: words that are known and not, and signs.
  private static let samples = [
    "ประเทศไทยมีเศรษฐกิจดีมากและประชาชนต่างๆก็มีความสุขในกรุงเทพฯทุกวัน",
    "ตากลมนั่งตากลมที่ท่าเรือขขคคฆงจฉชซฌญฎฏฐฑฒณดต", "เก่งๆๆฯฯๆกกกก์ๆะะาาเแโใไ", "ผมชื่อจอห์นสมิธเป็นโปรแกรมเมอร์",
  ]

  /// Appends the boundaries of `range` of `text` to `boundaries`, as byte offsets in `text`, without the
  /// first. Returns `false`, and appends nothing, if there are other characters than Thai letters and marks,
  /// or vowels written in two parts.
  mutating func appendBoundaries(
    of text: Span<UInt8>, _ range: Range<Int>, to boundaries: inout [Int32]
  ) -> Bool {
    guard text[range.lowerBound] == 0xE0, let dictionary = Self.dictionary else { return false }
    return appendBoundaries(of: text, range, by: dictionary, to: &boundaries)
  }

  private mutating func appendBoundaries(
    of text: Span<UInt8>, _ range: Range<Int>, by dictionary: DictionaryTrie<UInt8>,
    to boundaries: inout [Int32]
  ) -> Bool {
    let count = range.count / 3
    guard count * 3 == range.count else { return false }
    if self.text.count < count { self.text = [UInt8](repeating: 0, count: 2 * count) }
    guard Self.load(text, range.lowerBound, count, &self.text) else { return false }
    Self.divide(
      self.text.span.extracting(first: count), dictionary, from: Int32(range.lowerBound),
      &boundaries)
    return true
  }

  private static func load(
    _ text: Span<UInt8>, _ start: Int, _ count: Int, _ places: inout [UInt8]
  ) -> Bool {
    var places = places.mutableSpan
    for i in 0..<count {
      let (lead, second, third) = (
        text[start + 3 * i], text[start + 3 * i + 1], text[start + 3 * i + 2]
      )
      let place = (second & 1) << 6 | third & 0x3F
      guard lead == 0xE0, second & 0xFE == 0xB8, third & 0xC0 == 0x80, Thai.isLetter(place),
        i == 0 || !Thai.isComposed(places[i - 1], place)
      else { return false }
      places[i] = place
    }
    return true
  }

  // MARK: - Words

  /// So many words are looked ahead.
  private static let lookahead = 3
  /// A run of fewer characters is not divided.
  private static let shortestRun = 5
  /// A word of fewer characters takes what follows and is in no word, unless that shares as many with one.
  private static let combined = 3

  private static func divide(
    _ text: Span<UInt8>, _ dictionary: DictionaryTrie<UInt8>, from start: Int32,
    _ boundaries: inout [Int32]
  ) {
    let end = text.count
    var candidates = InlineArray<3, Candidates>(repeating: Candidates())
    /// The words found, by whose number the candidates take turns.
    var found = 0
    var place = 0
    while place < end, end >= shortestRun {
      let first = place
      var length = 0
      let (here, next, afterNext) = (
        found % lookahead, (found + 1) % lookahead, (found + 2) % lookahead
      )
      let count = candidates[here].find(text, dictionary, &place)
      if count > 1, place < end {
        search: repeat {
          guard candidates[next].find(text, dictionary, &place) > 0 else { continue }
          candidates[here].mark()
          if place >= end { break search }
          repeat {
            if candidates[afterNext].find(text, dictionary, &place) > 0 {
              candidates[here].mark()
              break search
            }
          } while candidates[next].backUp(&place)
        } while candidates[here].backUp(&place)
      }
      if count > 0 {
        length = candidates[here].accept(&place)
        found += 1
      }
      if place < end, length < combined {
        let following = found % lookahead
        if candidates[following].find(text, dictionary, &place) == 0,
          length == 0 || candidates[following].seen < combined
        {
          let passed = passOver(text, from: place, dictionary, &candidates[(found + 1) % lookahead])
          if length == 0 { found += 1 }
          length += passed
        }
        place = first + length
      }
      while place < end, Thai.isMark(text[place]) { place += 1 }
      length = place - first
      if place < end, candidates[found % lookahead].find(text, dictionary, &place) == 0 {
        length += signs(text, at: place)
      }
      place = first + length
      if place < end { boundaries.append(start + 3 * Int32(place)) }
    }
    boundaries.append(start + 3 * Int32(end))
  }

  /// How many characters in no word there are up to a place where a word may begin and one does.
  private static func passOver(
    _ text: Span<UInt8>, from start: Int, _ dictionary: DictionaryTrie<UInt8>,
    _ candidates: inout Candidates
  ) -> Int {
    var place = start + 1
    while place < text.count {
      if Thai.mayEnd(text[place - 1]), Thai.mayBegin(text[place]) {
        var there = place
        if candidates.find(text, dictionary, &there) > 0 { break }
      }
      place += 1
    }
    return place - start
  }

  /// How many signs of abbreviation and repetition that stand at a place belong to the word before.
  private static func signs(_ text: Span<UInt8>, at place: Int) -> Int {
    var end = place
    if text[end] == Thai.abbreviation, !Thai.isSign(text[end - 1]) { end += 1 }
    if end < text.count, text[end] == Thai.repetition, text[end - 1] != Thai.repetition { end += 1 }
    return end - place
  }

  /// The words that may begin at a place, and which of them is tried and preferred.
  private struct Candidates {
    private var place = -1
    private var words = Words()
    private var current = 0
    private var marked = 0

    /// How many characters were looked at.
    var seen: Int { words.seen }

    /// Finds the words at `place` and moves it behind the longest; returns how many there are.
    mutating func find(
      _ text: Span<UInt8>, _ dictionary: DictionaryTrie<UInt8>, _ place: inout Int
    ) -> Int {
      if place != self.place {
        words = Words(in: text, at: place, dictionary)
        self.place = place
      }
      current = words.count - 1
      marked = current
      if words.count > 0 { place += words[current] }
      return words.count
    }

    /// Moves `place` behind the next shorter word. Says whether there is one.
    mutating func backUp(_ place: inout Int) -> Bool {
      guard current > 0 else { return false }
      current -= 1
      place = self.place + words[current]
      return true
    }

    mutating func mark() { marked = current }

    /// Moves `place` behind the marked word; returns its length.
    func accept(_ place: inout Int) -> Int {
      place = self.place + words[marked]
      return words[marked]
    }
  }
}

/// The lengths of the words that begin at a place of a text, in ascending order.
private struct Words {
  private(set) var count = 0
  private var lengths = InlineArray<20, UInt8>(repeating: 0)
  /// How many characters were looked at: one more than some word begins with, or all.
  private(set) var seen = 0

  init() {}

  init(in text: Span<UInt8>, at place: Int, _ dictionary: DictionaryTrie<UInt8>) {
    var words = Words()
    words.seen = dictionary.forEachWord(in: text, at: place, limit: .max) { length, _ in
      guard words.count < words.lengths.count else { return }
      words.lengths[words.count] = UInt8(truncatingIfNeeded: length)
      words.count += 1
    }
    self = words
  }

  subscript(index: Int) -> Int { Int(lengths[index]) }
}

/// Characters of Thai, by their places in the block.
private enum Thai {
  /// The block's first character.
  static let block: UInt32 = 0x0E00
  static let abbreviation: UInt8 = 0x2F
  static let repetition: UInt8 = 0x46

  /// Whether it is a letter, a vowel, a mark or a sign: what words are made of.
  static func isLetter(_ place: UInt8) -> Bool { 0x01...0x3A ~= place || 0x40...0x4E ~= place }

  static func isMark(_ place: UInt8) -> Bool {
    place == 0x31 || 0x34...0x3A ~= place || 0x47...0x4E ~= place
  }

  /// Whether two characters are one vowel, which dictionaries know as one (`ComposedVowels`).
  static func isComposed(_ first: UInt8, _ second: UInt8) -> Bool {
    first == 0x4D && second == 0x32
  }

  static func isSign(_ place: UInt8) -> Bool { place == abbreviation || place == repetition }

  /// Whether a word may begin with it: consonants, and vowels that are written before them.
  static func mayBegin(_ place: UInt8) -> Bool { 0x01...0x2E ~= place || 0x40...0x44 ~= place }

  /// Whether a word may end with it: all but vowels that something follows.
  static func mayEnd(_ place: UInt8) -> Bool { place != 0x31 && !(0x40...0x44 ~= place) }
}
