// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where sentences begin and end, for passages around a match.

/// Finds sentence boundaries as ICU sees them. Not thread safe: one for each task.
public final class SentenceBreaker {
  private let iterator: BreakIterator
  private var boundaries: [Int32] = []

  /// Loads ICU's sentence rules; throws only if ICU's data are missing.
  public init() throws(ICUError) {
    iterator = try BreakIterator(.sentence)
  }

  /// The boundaries of `text` in increasing order, as offsets in its UTF-8: 0, those between
  /// sentences, and the end. An empty text has the one boundary 0.
  ///
  /// White space after a sentence belongs to it. Takes time and memory in proportion to the text.
  public func boundaries(of text: String) throws(ICUError) -> [Int] {
    let bytes = text.utf8.span
    boundaries.removeAll(keepingCapacity: true)
    try iterator.appendBoundaries(of: bytes, 0..<bytes.count, to: &boundaries)
    return [0] + boundaries.map { Int($0) }
  }
}
