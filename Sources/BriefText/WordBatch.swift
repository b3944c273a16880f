// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Tokens on their way to a TokenBuffer: plain words with their stems, and the tokens of chunks
// that are known. They are written into fixed room, from which they are appended at once;
// appending to seven arrays for every token would cost more than all the rest.

internal import CKernels

/// A few hundred tokens.
struct WordBatch {
  private static let maximumTokens = Int(brief_room_tokens)
  /// A plain word or its stem is written as sixteen bytes, of which the next overwrites what is
  /// too much.
  private static let maximumBytes =
    maximumTokens * (PlainWord.maximumLength + 1) + ChunkCache.maximumTermBytes + 8

  /// What is known of each token in numbers: a row of the batch for each of these.
  enum Row: Int, CaseIterable {
    case termEnd, sourceStart, sourceEnd, position, positionLength
  }

  var bytes = [UInt8](repeating: 0, count: maximumBytes)
  /// The rows, one after the other.
  var numbers = [Int32](repeating: 0, count: maximumTokens * Row.allCases.count)
  var forms = [TokenForm](repeating: .word, count: maximumTokens)
  var tokenCount = 0
  var byteCount = 0

  var isEmpty: Bool { tokenCount == 0 }

  mutating func removeAll() {
    tokenCount = 0
    byteCount = 0
  }

  /// A row's numbers.
  func row(_ row: Row) -> ArraySlice<Int32> {
    let start = row.rawValue * Self.maximumTokens
    return numbers[start..<start + tokenCount]
  }

  /// A token's number in a row.
  func number(_ row: Row, of token: Int) -> Int32 { numbers[Self.place(token, row)] }

  // MARK: - Plain words

  /// Whether there is room for `count` plain words and their stems.
  func hasRoom(forWords count: Int) -> Bool {
    tokenCount + 2 * count <= Self.maximumTokens
      && byteCount + 2 * count * (PlainWord.maximumLength + 1) <= Self.maximumBytes
  }

  /// Adds plain words from `first` on, with their stems, until one has a stem that is not in
  /// the cache; without cache, the words alone. Returns where that was, or how many words there
  /// are.
  ///
  /// - Parameters:
  ///   - position: of the first; moved behind the last.
  ///   - base: how many bytes of terms there are before those of this batch.
  mutating func append(
    _ words: borrowing PlainWords, from first: Int, position: inout Int32, base: Int,
    hasStems: Bool, _ stems: borrowing StemCache, language: UInt8
  ) -> Int {
    var place = Place(
      position: position, token: tokenCount, byte: byteCount,
      base: Int32(truncatingIfNeeded: base))
    let end = Self.append(
      words.words.span.extracting(first..<words.count), hasStems, stems.view, language, &place,
      &bytes, &numbers, &forms)
    tokenCount = place.token
    byteCount = place.byte
    position = place.position
    return first + end
  }

  private static func append(
    _ words: Span<PlainWord>, _ hasStems: Bool, _ stems: StemCache.View, _ language: UInt8,
    _ place: inout Place, _ bytes: inout [UInt8], _ numbers: inout [Int32],
    _ forms: inout [TokenForm]
  ) -> Int {
    // Spans: in the loop nothing asks whether an array is shared.
    var room = Room(
      bytes: bytes.mutableSpan, numbers: numbers.mutableSpan, forms: forms.mutableSpan)
    var next = place
    defer { place = next }
    for i in words.indices {
      let word = words[i]
      if hasStems {
        guard let stem = stems.find(StemCache.Key(word, language: language)) else { return i }
        room.append(word.low, word.high, word.length, .word, word, &next)
        room.append(stem.low, stem.high, stem.length, .stem, word, &next)
      } else {
        room.append(word.low, word.high, word.length, .word, word, &next)
      }
      next.position &+= 1
    }
    return words.count
  }

  /// The place of a token's number in ``numbers``.
  @inline(__always)
  private static func place(_ token: Int, _ row: Row) -> Int {
    row.rawValue &* maximumTokens &+ token
  }

  /// Where the next token goes: what the loop keeps in registers.
  private struct Place {
    var position: Int32
    var token: Int
    var byte: Int
    let base: Int32
  }

  /// The room of a batch, as it is written.
  private struct Room: ~Copyable, ~Escapable {
    var bytes: MutableSpan<UInt8>
    var numbers: MutableSpan<Int32>
    var forms: MutableSpan<TokenForm>

    @_lifetime(copy bytes, copy numbers, copy forms)
    init(
      bytes: consuming MutableSpan<UInt8>, numbers: consuming MutableSpan<Int32>,
      forms: consuming MutableSpan<TokenForm>
    ) {
      self.bytes = bytes
      self.numbers = numbers
      self.forms = forms
    }

    /// Appends a token whose term has been written.
    @inline(__always)
    private mutating func finish(
      _ form: TokenForm, _ sourceStart: Int32, _ sourceEnd: Int32, _ positionLength: Int32,
      _ place: inout Place
    ) {
      let token = place.token
      numbers[WordBatch.place(token, .termEnd)] =
        place.base &+ Int32(truncatingIfNeeded: place.byte)
      numbers[WordBatch.place(token, .sourceStart)] = sourceStart
      numbers[WordBatch.place(token, .sourceEnd)] = sourceEnd
      numbers[WordBatch.place(token, .position)] = place.position
      numbers[WordBatch.place(token, .positionLength)] = positionLength
      forms[token] = form
      place.token = token &+ 1
    }

    /// Appends a term of `length` bytes in two integers.
    @inline(__always)
    mutating func append(
      _ low: UInt64, _ high: UInt64, _ length: Int, _ form: TokenForm, _ source: PlainWord,
      _ place: inout Place
    ) {
      bytes.store(low, at: place.byte)
      bytes.store(high, at: place.byte &+ 8)
      place.byte &+= length
      finish(form, source.start, source.end, 1, &place)
    }

    /// Appends a term that is a part of the text.
    mutating func append(
      _ text: Span<UInt8>, _ range: Range<Int>, _ form: TokenForm, _ positionLength: Int,
      _ place: inout Place
    ) {
      var i = range.lowerBound
      while i < range.upperBound {
        bytes.store(text.eightBytes(at: i), at: place.byte &+ i &- range.lowerBound)
        i &+= 8
      }
      place.byte &+= range.count
      finish(
        form, Int32(truncatingIfNeeded: range.lowerBound),
        Int32(truncatingIfNeeded: range.upperBound), Int32(truncatingIfNeeded: positionLength),
        &place)
    }
  }

  // MARK: - Runs of ideographs

  /// Whether there is room for the words and pairs of a run.
  func hasRoom(for run: IdeographRun) -> Bool {
    tokenCount + 2 * run.count <= Self.maximumTokens
      && byteCount + 3 * run.byteCount + 8 <= Self.maximumBytes
  }

  /// Adds the words and pairs of a run whose characters are their own terms.
  mutating func append(
    _ run: IdeographRun, _ text: Span<UInt8>, position: Int32, base: Int
  ) {
    var place = Place(
      position: position, token: tokenCount, byte: byteCount,
      base: Int32(truncatingIfNeeded: base))
    Self.append(run, text, &place, &bytes, &numbers, &forms)
    tokenCount = place.token
    byteCount = place.byte
  }

  private static func append(
    _ run: IdeographRun, _ text: Span<UInt8>, _ place: inout Place, _ bytes: inout [UInt8],
    _ numbers: inout [Int32], _ forms: inout [TokenForm]
  ) {
    var room = Room(
      bytes: bytes.mutableSpan, numbers: numbers.mutableSpan, forms: forms.mutableSpan)
    for index in 0..<run.count {
      let start = run.starts[index]
      var wordLength = 0
      if run.beginsWord[index] {
        wordLength = run.wordLength(at: index)
        let end = run.end(of: index + wordLength - 1)
        room.append(text, start..<end, .word, wordLength, &place)
      }
      let length = index + 1 < run.count ? 2 : 1
      if wordLength != length {
        room.append(text, start..<run.end(of: index + length - 1), .variant, length, &place)
      }
      place.position &+= 1
    }
  }

  // MARK: - Words of unspaced scripts

  /// Whether there is room for a term of so many bytes.
  func hasRoom(forTermOf count: Int) -> Bool {
    tokenCount < Self.maximumTokens && byteCount + count + 8 <= Self.maximumBytes
  }

  /// Adds a word, or pair, that is its own term.
  mutating func append(
    _ text: Span<UInt8>, _ range: Range<Int>, _ form: TokenForm, length: Int, position: Int32,
    base: Int
  ) {
    var place = Place(
      position: position, token: tokenCount, byte: byteCount,
      base: Int32(truncatingIfNeeded: base))
    Self.append(text, range, form, length, &place, &bytes, &numbers, &forms)
    tokenCount = place.token
    byteCount = place.byte
  }

  private static func append(
    _ text: Span<UInt8>, _ range: Range<Int>, _ form: TokenForm, _ length: Int,
    _ place: inout Place, _ bytes: inout [UInt8], _ numbers: inout [Int32],
    _ forms: inout [TokenForm]
  ) {
    var room = Room(
      bytes: bytes.mutableSpan, numbers: numbers.mutableSpan, forms: forms.mutableSpan)
    room.append(text, range, form, length, &place)
  }

  // MARK: - Chunks

  /// Whether there is room for the tokens of a chunk.
  func hasRoom(for entry: ChunkCache.Entry) -> Bool {
    tokenCount + Int(entry.tokenCount) <= Self.maximumTokens
      && byteCount + ChunkCache.maximumTermBytes + 8 <= Self.maximumBytes
  }

  /// Adds the tokens of a chunk that begins at byte `start`.
  mutating func append(
    _ entry: ChunkCache.Entry, _ chunks: borrowing ChunkCache, start: Int, position: Int32,
    base: Int
  ) {
    guard entry.tokenCount > 0 else { return }
    let known = chunks.view
    let tokens = known.tokens.extracting(entry.tokens)
    let length = Int(tokens[tokens.count - 1].termEnd)
    copyTerms(known.bytes, from: entry.termStart, count: length)
    let firstByte = Int32(truncatingIfNeeded: base + byteCount)
    let source = Int32(truncatingIfNeeded: start)
    for i in 0..<tokens.count {
      let token = tokens[i]
      let place = tokenCount + i
      numbers[Self.place(place, .termEnd)] = firstByte &+ Int32(token.termEnd)
      numbers[Self.place(place, .sourceStart)] = source &+ Int32(token.sourceStart)
      numbers[Self.place(place, .sourceEnd)] = source &+ Int32(token.sourceEnd)
      numbers[Self.place(place, .position)] = position &+ Int32(token.position)
      numbers[Self.place(place, .positionLength)] = Int32(token.positionLength)
      forms[place] = token.form
    }
    tokenCount += tokens.count
    byteCount += length
  }

  private mutating func copyTerms(_ terms: Span<UInt8>, from start: Int, count: Int) {
    let end = byteCount
    var room = bytes.mutableSpan
    var i = 0
    while i < count {
      room.store(terms.eightBytes(at: start + i), at: end + i)
      i += 8
    }
  }
}
