// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The segmenter and its oracle side by side: ICU over the whole text. Slow, obvious, and what
// the segmenter has to agree with.

/// Finds word boundaries in two ways that must agree.
package struct WordBoundaries {
  private var segmenter: WordSegmenter
  private let oracle: BreakIterator

  /// - Parameter isTailored: as analysis has it, or to the letter as ICU has it.
  package init(isTailored: Bool) throws(ICUError) {
    segmenter = WordSegmenter(
      characters: try CharacterTable(folding: nil, isTailored: isTailored),
      composesVowels: isTailored, patience: 0)
    oracle = try BreakIterator(.word)
  }

  /// Whether Han, Kana and Thai are divided by the segmenter itself, for ICU agrees with it about samples.
  package static var dividesRuns: Bool {
    IdeographSegmenter.isAvailable && ThaiSegmenter.isAvailable
  }

  /// All boundaries of `text` but the first, by the segmenter.
  package mutating func find(in text: Span<UInt8>) throws(ICUError) -> [Int] {
    try segmenter.boundaries(of: text)
  }

  /// The same by ICU.
  package func findByICU(in text: Span<UInt8>) throws(ICUError) -> [Int] {
    var boundaries: [Int32] = []
    try oracle.appendBoundaries(of: text, 0..<text.count, to: &boundaries)
    return boundaries.map { Int($0) }
  }
}
