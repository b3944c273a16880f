// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The door to the kernel that takes plain words by 64 bytes of text at a time: what PlainWords and
// WordBatch do by eight. Where words have no variants it takes a little more: words with a dot or an
// apostrophe between letters, or a mark of numbers between digits, which are parts of them by the
// word rules and make no difference otherwise.

internal import CKernels

/// Takes plain words quickly, on processors that can.
struct WordKernel {
  private var rules = brief_word_rules()

  /// Whether words are lower-cased the usual way in the text's language.
  var allowsCapitals: Bool {
    get { rules.allows_capitals }
    set { rules.allows_capitals = newValue }
  }

  /// Why there are no more words.
  enum Reason {
    /// Something begins that is not a plain word, or nothing.
    case somethingElse
    case noRoom
    /// The next word's stem is not known; where the word ends.
    case unknownStem(end: Int)
  }

  /// `nil` if the processor has no such kernel.
  init?(_ plain: PlainWords.Rules) {
    guard brief_text_kernels_run() else { return nil }
    let flags = plain.ascii.flags
    func set(_ contains: (UInt8) -> Bool) -> brief_byte_set {
      var rows = [UInt8](repeating: 0, count: 16)
      for byte in 0..<UInt8(0x80) where contains(byte) { rows[Int(byte & 15)] |= 1 << (byte >> 4) }
      return brief_byte_set(
        rows: (
          rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7], rows[8], rows[9],
          rows[10], rows[11], rows[12], rows[13], rows[14], rows[15]
        ))
    }
    func set(flagged flag: UInt8) -> brief_byte_set { set { flags[Int($0)] & flag != 0 } }
    func set(of characters: String) -> brief_byte_set { set { characters.utf8.contains($0) } }
    rules.letters = set { flags[Int($0)] & ASCIITable.word != 0 && $0 >= 0x40 }
    rules.digits = set { flags[Int($0)] & ASCIITable.word != 0 && $0 < 0x40 }
    rules.joints = set(flagged: ASCIITable.joint)
    rules.between_letters = set(of: plain.hasVariants ? "" : ".'")
    rules.between_digits = set(of: plain.hasVariants ? "" : ".',;")
    rules.after = set(flagged: ASCIITable.after)
    rules.between = set(flagged: ASCIITable.between)
    rules.before = set(flagged: ASCIITable.before)
    rules.allows_capitals = plain.hasPlainCase
    rules.allows_humps = !plain.hasVariants
  }

  /// Appends the words from byte `start` of `text` on to a batch, with their stems if a cache of
  /// them is given; moves `start` to where it stopped.
  func append(
    _ text: Span<UInt8>, from start: inout Int, _ stems: StemCache?, language: UInt8,
    position: inout Int32, base: Int, to batch: inout WordBatch
  ) -> Reason {
    var place = start
    var end = 0
    // SAFETY: text and slots live for the closure, the slots are as many as the shift says, and the
    // kernel reads nothing else.
    let reason = unsafe text.withUnsafeBufferPointer { text in
      unsafe batch.withRoom(position: &position, base: base) { room in
        unsafe run(text, &place, &end, stems, language, &room)
      }
    }
    start = place
    switch reason {
    case brief_words_full: return .noRoom
    case brief_words_unknown_stem: return .unknownStem(end: end)
    default: return .somethingElse
    }
  }

  private func run(
    _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: inout Int, _ stems: StemCache?,
    _ language: UInt8, _ room: inout brief_token_room
  ) -> brief_words_reason {
    // SAFETY: as above.
    unsafe withUnsafePointer(to: rules) { rules in
      guard let stems else {
        return unsafe brief_append_words(
          text.baseAddress, text.count, &place, &end, rules, nil, 0, language, &room)
      }
      return unsafe stems.slots.withUnsafeBufferPointer { slots in
        unsafe brief_append_words(
          text.baseAddress, text.count, &place, &end, rules, slots.baseAddress,
          UInt32(truncatingIfNeeded: stems.shift), language, &room)
      }
    }
  }
}

extension WordBatch {
  /// Lends the room behind the tokens to a kernel.
  @unsafe fileprivate mutating func withRoom(
    position: inout Int32, base: Int, _ body: (inout brief_token_room) -> brief_words_reason
  ) -> brief_words_reason {
    var (tokenCount, byteCount) = (tokenCount, byteCount)
    defer { (self.tokenCount, self.byteCount) = (tokenCount, byteCount) }
    // SAFETY: all pointers are to arrays that live for the closure; they have room for
    // `brief_room_tokens` tokens and the bytes that are told, and a kernel writes no further. A form
    // is its number.
    return unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        unsafe forms.withUnsafeMutableBytes { forms in
          var room = unsafe brief_token_room(
            bytes: bytes.baseAddress, rows: numbers.baseAddress,
            forms: forms.assumingMemoryBound(to: UInt8.self).baseAddress,
            byte_capacity: bytes.count, token_count: tokenCount, byte_count: byteCount,
            base: Int32(truncatingIfNeeded: base), position: position)
          let reason = unsafe body(&room)
          unsafe tokenCount = room.token_count
          unsafe byteCount = room.byte_count
          unsafe position = room.position
          return reason
        }
      }
    }
  }
}
