// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Boundaries by ICU's rules and dictionaries, in the root locale. An iterator is opened once
// (its rules and dictionaries are mapped data) and used for one text after the other.

internal import CICU

/// Finds word or sentence boundaries. Not thread safe: one for each task.
@safe final class BreakIterator {
  enum Kind { case word, sentence }

  private let handle: OpaquePointer
  private var units = UTF16Buffer()
  /// The byte offset of each UTF-16 unit, and of the end.
  private var offsets: [Int32] = []

  init(_ kind: Kind) throws(ICUError) {
    var status: Int32 = 0
    let kind = kind == .word ? CICU_BREAK_WORD : CICU_BREAK_SENTENCE
    // SAFETY: the iterator is owned by this object, which alone closes it.
    let handle = unsafe cicu_ubrk_open(kind, &status)
    try ICUError.check(status, .openBreakIterator)
    guard let handle = unsafe handle else {
      throw ICUError(operation: .openBreakIterator, status: "no iterator")
    }
    unsafe self.handle = handle
  }

  deinit {
    // SAFETY: `handle` came from ubrk_open and is closed here only.
    unsafe cicu_ubrk_close(handle)
  }

  /// Appends the boundaries of `range` of `text` to `boundaries`, as byte offsets in `text`,
  /// without the first, which is `range.lowerBound`.
  ///
  /// - Precondition: fewer than 2³¹ bytes.
  func appendBoundaries(
    of text: Span<UInt8>, _ range: Range<Int>, to boundaries: inout [Int32]
  ) throws(ICUError) {
    let isUniform = load(text, range)
    let start = Int32(range.lowerBound)
    let offsets = offsets  // read without asking, for each boundary, whether somebody writes
    var status: Int32 = 0
    let count = Int32(units.count)
    // SAFETY: the units live for the closure, in which all of the iteration takes place; what
    // the iterator remembers of them afterwards is replaced, unread, by the next text.
    unsafe units.units.withUnsafeBufferPointer { units in
      unsafe cicu_ubrk_setText(handle, units.baseAddress, count, &status)
      guard status <= 0 else { return }
      unsafe _ = cicu_ubrk_first(handle)
      while true {
        let boundary = unsafe cicu_ubrk_next(handle)
        guard boundary >= 0 else { return }
        boundaries.append(isUniform ? start + 3 * boundary : offsets[Int(boundary)])
      }
    }
    try ICUError.check(status, .findBreaks)
  }

  /// Whether `divide` finds the word boundaries in some texts that ICU finds.
  static func agrees(
    about texts: [String], divide: (Span<UInt8>, inout [Int32]) -> Bool
  ) -> Bool {
    guard let iterator = try? BreakIterator(.word) else { return false }
    return texts.allSatisfy { text in
      let bytes = Array(text.utf8)
      var (found, expected): ([Int32], [Int32]) = ([], [])
      let isDivided = divide(bytes.span, &found)
      try? iterator.appendBoundaries(of: bytes.span, bytes.indices, to: &expected)
      return isDivided && found == expected
    }
  }

  /// Turns the range to UTF-16, remembering where each unit came from, unless all came from three
  /// bytes: then it says so.
  private func load(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if units.loadUniform(text, range) { return true }
    units.load(text, range, &offsets)
    return false
  }
}

extension UTF16Buffer {
  /// Takes the content from `range` of `text` if all its characters are of three bytes, as those of
  /// Han, Kana, Thai, Lao, Khmer and Burmese are.
  fileprivate mutating func loadUniform(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count % 3 == 0 else { return false }
    removeAll()
    reserve(range.count / 3)
    let isUniform = Self.load(text, range, &units)
    if isUniform { setCount(range.count / 3) }
    return isUniform
  }

  private static func load(
    _ text: Span<UInt8>, _ range: Range<Int>, _ units: inout [UInt16]
  ) -> Bool {
    var room = units.mutableSpan
    var i = range.lowerBound
    var unit = 0
    while i < range.upperBound {
      let (lead, second, third) = (text[i], text[i + 1], text[i + 2])
      guard lead & 0xF0 == 0xE0, second & 0xC0 == 0x80, third & 0xC0 == 0x80,
        lead > 0xE0 || second >= 0xA0, lead != 0xED || second < 0xA0
      else { return false }
      room[unit] =
        UInt16(lead & 0x0F) << 12 | UInt16(second & 0x3F) << 6 | UInt16(third & 0x3F)
      unit += 1
      i += 3
    }
    return true
  }

  /// Takes the content from `range` of `text`, and the byte offset of each unit and the end.
  fileprivate mutating func load(
    _ text: Span<UInt8>, _ range: Range<Int>, _ offsets: inout [Int32]
  ) {
    removeAll()
    reserve(range.count)
    offsets.removeAll(keepingCapacity: true)
    var i = range.lowerBound
    while i < range.upperBound {
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      append(scalar)
      offsets.append(Int32(i))
      if scalar >= 0x10000 { offsets.append(Int32(i)) }
      i += length
    }
    offsets.append(Int32(range.upperBound))
  }
}
