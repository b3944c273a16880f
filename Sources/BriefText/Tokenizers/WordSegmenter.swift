// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Cuts text into segments, between which lie ICU's word boundaries: words, and what stands
// between them. The automaton of WordRules finds the segments; one of Han and Kana, or of Thai, is
// divided further as ICU would (`IdeographSegmenter`, `ThaiSegmenter`), one with other characters
// of a script that needs a dictionary is given to ICU, by itself. ICU does the same when it is
// given the whole text: its rules come first, and its dictionaries see no further than the
// segment the rules found.

/// Finds the segments of a text, one after the other.
struct WordSegmenter {
  /// Dictionaries see at most this many bytes at once; a longer run of one segment is cut, so that
  /// memory stays bounded. No sentence comes near.
  static let dictionaryLimit = 1 << 15

  var characters: CharacterTable
  private let rules = WordRules.table
  /// Opened when a dictionary is first needed: most texts need none.
  private var dictionaries: BreakIterator?
  /// Whether ICU divides all runs, also those that could be divided here.
  private let asksICU: Bool
  private var ideographs: IdeographSegmenter
  private var thai = ThaiSegmenter()
  /// Whether vowels written in two parts are given to the dictionaries as one, as they know them.
  private let composesVowels: Bool

  init(
    characters: CharacterTable, composesVowels: Bool = true, asksICU: Bool = false,
    patience: Int = IdeographSegmenter.patience
  ) {
    self.characters = characters
    self.composesVowels = composesVowels
    self.asksICU = asksICU
    ideographs = IdeographSegmenter(patience: patience)
  }

  /// A segment of the rules.
  struct Segment {
    var end: Int
    /// All properties of its characters.
    var properties = CharacterProperties(.other)
    /// Letters and digits alone, with no capital but the first.
    var isPlain = true
  }

  private static let plainClasses: UInt32 =
    1 << UInt32(WordClass.letter.rawValue) | 1 << UInt32(WordClass.hebrew.rawValue)
    | 1 << UInt32(WordClass.numeric.rawValue)

  /// The segment of the rules that begins at `start`. Reads no further than a segment and one
  /// character, unless marks follow.
  mutating func segment(of text: Span<UInt8>, at start: Int) -> Segment {
    var segment = Segment(end: start)
    var state = WordRules.start
    var seen: UInt16 = 0
    var isPlain = true
    var i = start
    while i < text.count {
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      let properties = characters[scalar]
      state = rules[Int(state) << WordRules.classBits | properties.classIndex]
      if state == WordRules.stop { break }
      if Self.plainClasses >> UInt32(properties.classIndex) & 1 == 0
        || (i > start && properties.has(.uppercase))
      {
        isPlain = false
      }
      i += length
      seen |= properties.rawValue
      if state < WordRules.firstPending {
        segment = Segment(
          end: i, properties: CharacterProperties(rawValue: seen), isPlain: isPlain)
      }
    }
    return segment
  }

  /// Appends the word boundaries inside and at the end of a segment that has characters of a
  /// dictionary script.
  mutating func appendBoundaries(
    of text: Span<UInt8>, segment: Range<Int>, to boundaries: inout [Int32]
  ) throws(ICUError) {
    if !asksICU, segment.count <= Self.dictionaryLimit,
      ideographs.appendBoundaries(of: text, segment, to: &boundaries)
        || thai.appendBoundaries(of: text, segment, to: &boundaries)
    {
      return
    }
    let iterator: BreakIterator
    if let dictionaries {
      iterator = dictionaries
    } else {
      iterator = try BreakIterator(.word)
      dictionaries = iterator
    }
    var start = segment.lowerBound
    while start < segment.upperBound {
      var end = min(start + Self.dictionaryLimit, segment.upperBound)
      while end < segment.upperBound, text[end] & 0xC0 == 0x80 { end -= 1 }
      if composesVowels, let composed = ComposedVowels(text, start..<end) {
        var inside: [Int32] = []
        let bytes = composed.bytes.span
        try iterator.appendBoundaries(of: bytes, 0..<bytes.count, to: &inside)
        for boundary in inside { boundaries.append(Int32(start + composed.source(Int(boundary)))) }
      } else {
        try iterator.appendBoundaries(of: text, start..<end, to: &boundaries)
      }
      start = end
    }
  }

  /// All word boundaries of `text` but the first.
  mutating func boundaries(of text: Span<UInt8>) throws(ICUError) -> [Int] {
    var boundaries: [Int32] = []
    var start = 0
    while start < text.count {
      let segment = segment(of: text, at: start)
      if segment.properties.has(.dictionary) {
        try appendBoundaries(of: text, segment: start..<segment.end, to: &boundaries)
      } else {
        boundaries.append(Int32(segment.end))
      }
      start = segment.end
    }
    return boundaries.map { Int($0) }
  }
}
