// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Plain words on their way to a TokenBuffer. Appending to six arrays for every token costs more
// than finding and folding it; a batch is written into fixed room and appended at once. Its
// words take one position each, and each is followed by its stem, or none is.

/// A few dozen words with their stems.
struct WordBatch {
  static let maximumWords = 128
  private static let byteCapacity = 1 << 13

  let hasStems: Bool
  private(set) var bytes: [UInt8]
  private(set) var termEnds: [Int32]
  private(set) var sourceStarts: [Int32]
  private(set) var sourceEnds: [Int32]
  private(set) var wordCount = 0
  private(set) var tokenCount = 0
  private(set) var byteCount = 0

  init(hasStems: Bool) { self.init(hasStems: hasStems, capacity: Self.maximumWords) }

  /// A batch without room, to stand in for one that is in use elsewhere. Costs nothing.
  static var none: WordBatch { WordBatch(hasStems: false, capacity: 0) }

  private init(hasStems: Bool, capacity: Int) {
    self.hasStems = hasStems
    bytes = Array(repeating: 0, count: capacity == 0 ? 0 : Self.byteCapacity)
    termEnds = Array(repeating: 0, count: capacity * 2)
    sourceStarts = Array(repeating: 0, count: capacity)
    sourceEnds = Array(repeating: 0, count: capacity)
  }

  /// Whether there is room for one more word of the greatest length, and its stem.
  @inline(__always)
  var hasRoom: Bool {
    wordCount < Self.maximumWords
      && byteCount + 2 * TermFolding.maximumTermLength < Self.byteCapacity
  }

  mutating func removeAll() {
    wordCount = 0
    tokenCount = 0
    byteCount = 0
  }

  /// A word that has been written, but not added.
  struct Draft {
    var range: Range<Int>
    /// The flags of its first byte, and of all others together.
    var first: UInt8
    var others: UInt8
    var hash: WordHash
    fileprivate var end: Int
  }

  /// Writes the letters and digits from `start` on in lower case. Stops short of the longest
  /// word there is room for.
  @inline(__always)
  mutating func draft(_ text: Span<UInt8>, from start: Int, _ ascii: borrowing ASCIITable) -> Draft
  {
    let flags = ascii.flags.span
    let lowercase = ascii.lowercase.span
    var hash = WordHash()
    var others: UInt8 = 0
    var i = start
    let last = min(text.count, start + TermFolding.maximumTermLength + 1)
    var end = byteCount
    // One check that the array is ours alone, not one a byte.
    var room = bytes.mutableSpan
    while i < last {
      let byte = text[i]
      let flag = flags[Int(byte)]
      if flag & (ASCIITable.word | ASCIITable.joint) == 0 { break }
      if i > start { others |= flag }
      let lower = lowercase[Int(byte)]
      hash.combine(lower)
      room[end] = lower
      end += 1
      i += 1
    }
    return Draft(
      range: start..<i, first: flags[Int(text[start])], others: others, hash: hash, end: end)
  }

  /// Adds the word last drafted.
  @inline(__always)
  mutating func append(_ draft: Draft) {
    sourceStarts[wordCount] = Int32(truncatingIfNeeded: draft.range.lowerBound)
    sourceEnds[wordCount] = Int32(truncatingIfNeeded: draft.range.upperBound)
    wordCount += 1
    finish(draft.end)
  }

  /// Adds the stem of the word last added.
  @inline(__always)
  mutating func appendStem(_ text: Span<UInt8>, _ stem: Range<Int>) {
    var end = byteCount
    var room = bytes.mutableSpan
    for i in stem {
      room[end] = text[i]
      end += 1
    }
    finish(end)
  }

  @inline(__always)
  private mutating func finish(_ end: Int) {
    termEnds[tokenCount] = Int32(truncatingIfNeeded: end)
    tokenCount += 1
    byteCount = end
  }
}
