// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Plain words: up to fifteen ASCII letters and digits, of which nothing but lower case and a
// stem is to be made. They are found by eight bytes at a time, and by the hundred before
// anything is done with them: a loop that only finds them seldom waits, neither for a stem
// to come from memory nor for a guess about one to be put right.

/// A plain word as two integers: lower-case, its first byte lowest, zeros after the last.
struct PlainWord {
  /// The longest, in bytes.
  static let maximumLength = 15

  var low: UInt64 = 0
  var high: UInt64 = 0
  var start: Int32 = 0
  var end: Int32 = 0

  @inline(__always) var length: Int { Int(end &- start) }
}

extension PlainWord {
  /// The word that stands there.
  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    func lowercased(_ start: Int, _ length: Int) -> UInt64 {
      let lanes = ByteLanes(text.eightBytes(at: start))
      return lanes.lowercased(length, capitals: lanes.capitals(length))
    }
    low = lowercased(range.lowerBound, min(range.count, 8))
    if range.count > 8 { high = lowercased(range.lowerBound + 8, range.count - 8) }
    start = Int32(truncatingIfNeeded: range.lowerBound)
    end = Int32(truncatingIfNeeded: range.upperBound)
  }
}

/// The next plain words of a text. Reusable scratch.
struct PlainWords {
  static let capacity = 128

  /// What decides whether a word is plain.
  struct Rules {
    let ascii: ASCIITable
    /// Whether capitals inside a word, and symbols around it, make variants.
    let hasVariants: Bool
    /// Whether words are lower-cased the usual way in the text's language.
    var hasPlainCase = true
  }

  /// Room for words; the first `count` mean something.
  private(set) var words = [PlainWord](repeating: PlainWord(), count: capacity)
  private(set) var count = 0

  /// Finds the words from byte `i` of `text` on, as many as there is room for; moves `i` behind
  /// the last of them, or to where something begins that is not plain.
  mutating func find(_ text: Span<UInt8>, from i: inout Int, _ rules: Rules) {
    count = Self.find(text, from: &i, rules, rules.ascii.flags.span, &words)
  }

  private static func find(
    _ text: Span<UInt8>, from i: inout Int, _ rules: Rules, _ flags: Span<UInt8>,
    _ words: inout [PlainWord]
  ) -> Int {
    var room = words.mutableSpan
    var count = 0
    var start = i
    defer { i = min(start, text.count) }
    while count < room.count, start < text.count {
      let lanes = ByteLanes(text.eightBytes(at: start))
      var length = lanes.wordLength
      if length == 0 {
        let gap = ASCIITable.gapLength(text, at: start, lanes)
        if gap == 0 { break }
        start &+= gap
        continue
      }
      let capitals = lanes.capitals(length)
      var word = PlainWord(low: lanes.lowercased(length, capitals: capitals))
      var hasCapitals = capitals != 0
      // The lowest lane is the first letter.
      var hasHumps = capitals > 0x80 && lanes.smallLetters(length) != 0
      if length == 8 {
        let more = ByteLanes(text.eightBytes(at: min(start &+ 8, text.count)))
        let moreLength = more.wordLength
        let moreCapitals = more.capitals(moreLength)
        length &+= moreLength
        guard length <= PlainWord.maximumLength else { break }
        word.high = more.lowercased(moreLength, capitals: moreCapitals)
        hasCapitals = capitals | moreCapitals != 0
        hasHumps =
          (capitals > 0x80 || moreCapitals != 0)
          && lanes.smallLetters(8) | more.smallLetters(moreLength) != 0
      }
      if hasCapitals, !rules.hasPlainCase || (hasHumps && rules.hasVariants) { break }
      let end = start &+ length
      guard let gap = ASCIITable.gapAfterWord(text, start, end, flags) else { break }
      word.start = Int32(truncatingIfNeeded: start)
      word.end = Int32(truncatingIfNeeded: end)
      room[count] = word
      count &+= 1
      start = end &+ gap
    }
    return count
  }
}
