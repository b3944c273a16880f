// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Tokens on their way to a TokenBuffer: plain words with their stems, and the tokens of chunks
// that are known. They are written into fixed room, from which they are appended at once;
// appending to seven arrays for every token would cost more than all the rest.

internal import CKernels

/// A few hundred tokens.
struct WordBatch {
  static let maximumTokens = 512
  /// A plain word or its stem is written as sixteen bytes, of which the next overwrites what is
  /// too much.
  private static let maximumBytes =
    maximumTokens * (PlainWord.maximumLength + 1) + ChunkCache.maximumTermBytes + 8

  var bytes: [UInt8]
  var termEnds: [Int32]
  var sourceStarts: [Int32]
  var sourceEnds: [Int32]
  var positions: [Int32]
  var positionLengths: [Int32]
  var forms: [TokenForm]
  var tokenCount = 0
  var byteCount = 0

  init() {
    bytes = Array(repeating: 0, count: Self.maximumBytes)
    termEnds = Array(repeating: 0, count: Self.maximumTokens)
    sourceStarts = termEnds
    sourceEnds = termEnds
    positions = termEnds
    positionLengths = termEnds
    forms = Array(repeating: .word, count: Self.maximumTokens)
  }

  var isEmpty: Bool { tokenCount == 0 }

  mutating func removeAll() {
    tokenCount = 0
    byteCount = 0
  }

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
      &bytes, &termEnds, &sourceStarts, &sourceEnds, &positions, &positionLengths, &forms)
    tokenCount = place.token
    byteCount = place.byte
    position = place.position
    return first + end
  }

  private static func append(
    _ words: Span<PlainWord>, _ hasStems: Bool, _ stems: StemCache.View, _ language: UInt8,
    _ place: inout Place, _ bytes: inout [UInt8], _ termEnds: inout [Int32],
    _ sourceStarts: inout [Int32], _ sourceEnds: inout [Int32], _ positions: inout [Int32],
    _ positionLengths: inout [Int32], _ forms: inout [TokenForm]
  ) -> Int {
    // Spans: in the loop nothing asks whether an array is shared.
    var room = Room(
      bytes: bytes.mutableSpan, termEnds: termEnds.mutableSpan,
      sourceStarts: sourceStarts.mutableSpan, sourceEnds: sourceEnds.mutableSpan,
      positions: positions.mutableSpan, positionLengths: positionLengths.mutableSpan,
      forms: forms.mutableSpan)
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
    var termEnds: MutableSpan<Int32>
    var sourceStarts: MutableSpan<Int32>
    var sourceEnds: MutableSpan<Int32>
    var positions: MutableSpan<Int32>
    var positionLengths: MutableSpan<Int32>
    var forms: MutableSpan<TokenForm>

    @_lifetime(
      copy bytes, copy termEnds, copy sourceStarts, copy sourceEnds, copy positions,
      copy positionLengths, copy forms)
    init(
      bytes: consuming MutableSpan<UInt8>, termEnds: consuming MutableSpan<Int32>,
      sourceStarts: consuming MutableSpan<Int32>, sourceEnds: consuming MutableSpan<Int32>,
      positions: consuming MutableSpan<Int32>, positionLengths: consuming MutableSpan<Int32>,
      forms: consuming MutableSpan<TokenForm>
    ) {
      self.bytes = bytes
      self.termEnds = termEnds
      self.sourceStarts = sourceStarts
      self.sourceEnds = sourceEnds
      self.positions = positions
      self.positionLengths = positionLengths
      self.forms = forms
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
      let token = place.token
      termEnds[token] = place.base &+ Int32(truncatingIfNeeded: place.byte)
      sourceStarts[token] = source.start
      sourceEnds[token] = source.end
      positions[token] = place.position
      positionLengths[token] = 1
      forms[token] = form
      place.token = token &+ 1
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
      let token = place.token
      termEnds[token] = place.base &+ Int32(truncatingIfNeeded: place.byte)
      sourceStarts[token] = Int32(truncatingIfNeeded: range.lowerBound)
      sourceEnds[token] = Int32(truncatingIfNeeded: range.upperBound)
      positions[token] = place.position
      positionLengths[token] = Int32(truncatingIfNeeded: positionLength)
      forms[token] = form
      place.token = token &+ 1
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
    Self.append(
      run, text, &place, &bytes, &termEnds, &sourceStarts, &sourceEnds, &positions,
      &positionLengths, &forms)
    tokenCount = place.token
    byteCount = place.byte
  }

  private static func append(
    _ run: IdeographRun, _ text: Span<UInt8>, _ place: inout Place, _ bytes: inout [UInt8],
    _ termEnds: inout [Int32], _ sourceStarts: inout [Int32], _ sourceEnds: inout [Int32],
    _ positions: inout [Int32], _ positionLengths: inout [Int32], _ forms: inout [TokenForm]
  ) {
    var room = Room(
      bytes: bytes.mutableSpan, termEnds: termEnds.mutableSpan,
      sourceStarts: sourceStarts.mutableSpan, sourceEnds: sourceEnds.mutableSpan,
      positions: positions.mutableSpan, positionLengths: positionLengths.mutableSpan,
      forms: forms.mutableSpan)
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
      termEnds[tokenCount + i] = firstByte &+ Int32(token.termEnd)
      sourceStarts[tokenCount + i] = source &+ Int32(token.sourceStart)
      sourceEnds[tokenCount + i] = source &+ Int32(token.sourceEnd)
      positions[tokenCount + i] = position &+ Int32(token.position)
      positionLengths[tokenCount + i] = Int32(token.positionLength)
      forms[tokenCount + i] = token.form
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
