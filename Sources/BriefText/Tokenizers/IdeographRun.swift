// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An uninterrupted run of Han, Kana and Hangul: its characters, each with what is attached to
// it, and where in it words begin.

/// A run of characters that are positions. Reusable scratch.
struct IdeographRun {
  /// Where each character begins.
  private(set) var starts: [Int] = []
  /// Where the last character ends.
  private(set) var end = 0
  /// Whether a word begins at each character.
  private(set) var beginsWord: [Bool] = []
  /// Whether each character is its own term.
  private(set) var isFolded: [Bool] = []
  /// Whether all characters are their own terms.
  private(set) var isAllFolded = true
  /// Whether a mark that is written before a letter stands somewhere in it.
  private(set) var hasPrepended = false
  private var last: UInt32 = 0

  var isEmpty: Bool { starts.isEmpty }
  var count: Int { starts.count }
  var byteCount: Int { isEmpty ? 0 : end - starts[0] }

  mutating func removeAll() {
    guard !isEmpty else { return }
    hasPrepended = false
    isAllFolded = true
    starts.removeAll(keepingCapacity: true)
    beginsWord.removeAll(keepingCapacity: true)
    isFolded.removeAll(keepingCapacity: true)
  }

  /// Appends the characters of one word, which follows the run directly or begins it.
  mutating func append(
    _ text: Span<UInt8>, _ word: Range<Int>, _ characters: inout CharacterTable
  ) {
    var isWordStart = true
    var i = word.lowerBound
    while i < word.upperBound {
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      let properties = characters[scalar]
      if !isEmpty, isAttached(scalar, properties) {
        isFolded[isFolded.count - 1] = false
        isAllFolded = false
      } else {
        starts.append(i)
        beginsWord.append(isWordStart)
        isFolded.append(properties.has(.folded))
        if !properties.has(.folded) { isAllFolded = false }
        isWordStart = false
      }
      if properties.has(.prepended) { hasPrepended = true }
      last = scalar
      i += length
    }
    end = word.upperBound
  }

  /// Where character `index` ends.
  func end(of index: Int) -> Int { index + 1 < starts.count ? starts[index + 1] : end }

  /// The number of characters of the word that begins at character `index`.
  func wordLength(at index: Int) -> Int {
    var next = index + 1
    while next < count, !beginsWord[next] { next += 1 }
    return next - index
  }

  /// Whether `scalar` belongs to the character before it.
  private func isAttached(_ scalar: UInt32, _ properties: CharacterProperties) -> Bool {
    switch properties.wordClass {
    case .extend, .format, .joiner: true
    default: properties.has(.attached) || HangulJamo.isJoined(last, scalar)
    }
  }
}
