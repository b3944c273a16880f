// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where words and graphemes disagree (UAX #29, GB9-GB9b).

extension CharacterTable {
  /// `range` with the marks written before its first character and those attached to its last,
  /// without those at its end that are written before the next; if it begins with an attached
  /// mark, from the character that this is attached to.
  mutating func graphemes(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var first = UTF8Decoder.scalar(in: text, at: start).value
    while start > 0 {
      let (previous, previousStart) = UTF8Decoder.scalar(in: text, before: start)
      if self[first].has(.attached) {
        // Nothing is attached to a control character, such as the end of a line.
        guard previous >= 0x20, previous != 0x7F else { break }
      } else {
        guard self[previous].has(.prepended) else { break }
      }
      first = previous
      start = previousStart
    }
    var end = range.upperBound
    while end < text.count, text[end] >= 0x80 {
      let (next, length) = UTF8Decoder.scalar(in: text, at: end)
      guard self[next].has(.attached) else { break }
      end += length
    }
    while end > range.lowerBound {
      let (last, lastStart) = UTF8Decoder.scalar(in: text, before: end)
      guard self[last].has(.prepended), lastStart > range.lowerBound else { break }
      end = lastStart
    }
    return start..<end
  }
}
