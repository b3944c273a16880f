// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where what stands between spaces begins and ends. Its tokens are those it would have
// if it were the whole text, because
//
//   - a space, or another ASCII control, parts words, joins no compound, and what is attached to
//     it is not attached to the chunk; other spaces it joins: no chunk ends in one;
//   - ASCII punctuation before a space joins nothing either, and is left out;
//   - before the chunk is ASCII, and none of the symbols that would belong to it;
//   - the chunk does not begin with a mark that belongs to what is before.

/// A part of a text that has its tokens by itself.
struct Chunk {
  static let maximumLength = 63

  let range: Range<Int>
  let hash: UInt32

  /// The chunk that begins at `start`, where something other than a space begins a segment;
  /// `nil` if it is too long, or depends on what is before.
  init?(
    _ text: Span<UInt8>, from start: Int, _ ascii: ASCIITable,
    _ characters: inout CharacterTable
  ) {
    let flags = ascii.flags.span
    if start > 0 {
      let before = flags[Int(text[start - 1])]
      guard before & (ASCIITable.before | ASCIITable.beyond) == 0 else { return nil }
    }
    if text[start] >= 0x80 {
      let first = characters[UTF8Decoder.scalar(in: text, at: start).value]
      // Characters that are tokens themselves are found faster than remembered.
      guard !first.has([.attached, .prepended, .ideographic, .complex]) else { return nil }
      switch first.wordClass {
      case .extend, .format, .joiner: return nil
      default: break
      }
    }
    guard let range = Self.range(text, from: start, flags) else { return nil }
    if text[range.upperBound - 1] >= 0x80 {
      let last = UTF8Decoder.scalar(in: text, before: range.upperBound).value
      guard characters[last].wordClass != .space else { return nil }
    }
    self.range = range
    hash = text.hash(of: range)
  }

  private static func range(
    _ text: Span<UInt8>, from start: Int, _ flags: Span<UInt8>
  ) -> Range<Int>? {
    var end = start
    while true {
      let length = ByteLanes.lengthBeforeSpace(text.eightBytes(at: end))
      end += length
      if length < 8 { break }
      // Eight zeros stand for the end of the text, so this ends there, too.
      guard end - start <= maximumLength else { return nil }
    }
    while end > start + 1, flags[Int(text[end - 1])] & ASCIITable.trailing != 0 {
      // It may belong to a Hebrew letter.
      if text[end - 1] == UInt8(ascii: "'"), text[end - 2] >= 0x80 { break }
      end -= 1
    }
    return end - start <= maximumLength && end > start ? start..<end : nil
  }
}
