// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The tokens of chunks seen before. A chunk is what stands between spaces: don't, multi-agent,
// größere, например, 대통령은. Its tokens depend on nothing around it, but for where they are
// counted from; so whatever it takes to find them, it is done once.
//
// Half of all chunks are never seen again: a chunk is remembered the second time it is seen.
//
//     seen     of each chunk seen a byte of its hash, where no later chunk has overwritten it
//     bytes    of each chunk its text, then the terms of its tokens
//     tokens   of each chunk its tokens, places counted from where the chunk begins
//
// Bounded: when it is full it is emptied, which changes the speed but no result.

/// A bounded map from chunks to their tokens. Filled by use: one for each task.
struct ChunkCache {
  static let maximumTokens = 32
  static let maximumTermBytes = 256
  private static let maximumBytes = 1 << 23
  private static let maximumTokenTotal = 1 << 20
  private static let maximumSlots = 1 << 18
  private static let probes = 4

  /// A token of a chunk.
  struct ChunkToken {
    /// Where its term ends, counted from where the chunk's terms begin.
    var termEnd: UInt16
    var sourceStart: UInt8
    var sourceEnd: UInt8
    var position: UInt8
    var positionLength: UInt8
    var form: TokenForm
  }

  struct Entry {
    fileprivate var hash: UInt32 = 0
    fileprivate var start: UInt32 = 0
    fileprivate var firstToken: UInt32 = 0
    fileprivate var length: UInt8 = 0
    fileprivate var language: UInt8 = 0
    fileprivate(set) var tokenCount: UInt8 = 0
    /// The number of positions the chunk takes.
    fileprivate(set) var positionCount: UInt8 = 0

    var termStart: Int { Int(start) + Int(length) }
    var tokens: Range<Int> { Int(firstToken)..<Int(firstToken) + Int(tokenCount) }
  }

  /// The cache, to be borrowed for a loop.
  struct View: ~Escapable {
    let bytes: Span<UInt8>
    let tokens: Span<ChunkToken>
    private let slots: Span<Entry>

    @_lifetime(copy bytes, copy tokens, copy slots)
    init(_ bytes: Span<UInt8>, _ tokens: Span<ChunkToken>, _ slots: Span<Entry>) {
      self.bytes = bytes
      self.tokens = tokens
      self.slots = slots
    }

    /// The entry of a chunk, if it is there.
    func find(_ text: Span<UInt8>, _ chunk: Chunk, language: UInt8) -> Entry? {
      let mask = slots.count - 1
      for probe in 0..<ChunkCache.probes {
        let entry = slots[(Int(chunk.hash) + probe) & mask]
        if entry.length == 0 { return nil }
        if entry.hash == chunk.hash, entry.language == language,
          Int(entry.length) == chunk.range.count,
          text.equals(chunk.range, bytes, at: Int(entry.start))
        {
          return entry
        }
      }
      return nil
    }
  }

  private var bytes: [UInt8] = []
  private var tokens: [ChunkToken] = []
  private var slots = [Entry](repeating: Entry(), count: 1 << 8)
  private var used = 0
  private var seen = [UInt8](repeating: 0, count: 1 << 14)

  var view: View {
    @_lifetime(borrow self) get { View(bytes.span, tokens.span, slots.span) }
  }

  /// Whether a chunk that is not there has been seen before, as far as is known; it has, then.
  mutating func sees(_ chunk: Chunk) -> Bool {
    let place = Int(chunk.hash) & (seen.count - 1)
    let mark = UInt8(truncatingIfNeeded: chunk.hash >> 24) | 1
    if seen[place] == mark { return true }
    seen[place] = mark
    return false
  }

  /// Remembers that the tokens of a chunk that is not there are those of `buffer` from `first`
  /// on, if they are few and lie in the chunk.
  mutating func insert(
    _ text: Span<UInt8>, _ chunk: Chunk, language: UInt8, _ buffer: TokenBuffer, from first: Int,
    position: Int32, end: Int32
  ) {
    let termStart = first == 0 ? 0 : Int(buffer.termEnds[first - 1])
    let count = buffer.count - first
    guard count <= Self.maximumTokens, buffer.bytes.count - termStart <= Self.maximumTermBytes,
      end - position <= 255
    else { return }
    for token in first..<buffer.count {
      guard buffer.sourceStarts[token] >= Int32(chunk.range.lowerBound),
        buffer.sourceEnds[token] <= Int32(chunk.range.upperBound)
      else { return }
    }
    makeRoom()
    place(
      Entry(
        hash: chunk.hash, start: UInt32(bytes.count), firstToken: UInt32(tokens.count),
        length: UInt8(chunk.range.count), language: language, tokenCount: UInt8(count),
        positionCount: UInt8(end - position)))
    bytes.append(addingCapacity: chunk.range.count) { room in
      for i in chunk.range { room.append(text[i]) }
    }
    bytes.append(contentsOf: buffer.bytes[termStart...])
    // Nothing appended to an array that holds nothing writes its length into the one empty array that all
    // threads share: the same number, but a race.
    guard count > 0 else { return }
    let start = Int32(chunk.range.lowerBound)
    tokens.append(addingCapacity: count) { room in
      for token in first..<buffer.count {
        room.append(
          ChunkToken(
            termEnd: UInt16(Int(buffer.termEnds[token]) - termStart),
            sourceStart: UInt8(buffer.sourceStarts[token] - start),
            sourceEnd: UInt8(buffer.sourceEnds[token] - start),
            position: UInt8(buffer.positions[token] - position),
            positionLength: UInt8(truncatingIfNeeded: buffer.positionLengths[token]),
            form: buffer.forms[token]))
      }
    }
  }

  /// Puts an entry in the first free slot, or in place of another.
  private mutating func place(_ entry: Entry) {
    let mask = slots.count - 1
    for probe in 0..<Self.probes where slots[(Int(entry.hash) + probe) & mask].length == 0 {
      slots[(Int(entry.hash) + probe) & mask] = entry
      used += 1
      return
    }
    slots[Int(entry.hash) & mask] = entry
  }

  private mutating func makeRoom() {
    if bytes.count > Self.maximumBytes || tokens.count > Self.maximumTokenTotal
      || used * 2 >= Self.maximumSlots
    {
      bytes.removeAll(keepingCapacity: true)
      tokens.removeAll(keepingCapacity: true)
      slots = Array(repeating: Entry(), count: slots.count)
      used = 0
    } else if used * 2 >= slots.count {
      let old = slots
      slots = Array(repeating: Entry(), count: old.count * 2)
      used = 0
      for entry in old where entry.length > 0 { place(entry) }
    }
  }
}
