// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Walks over the terms of a dictionary in order.

/// A position in a term dictionary. Before the first term until it is moved.
package struct TermCursor: Sendable {
  private let dictionary: TermDictionaryReader
  private var block = -1
  private var reader = ByteReader([], file: "")
  private var inBlock = 0  // terms read from the block
  private var previousPostings: UInt64 = 0
  private var previousPositions: UInt64 = 0

  /// The current term.
  package private(set) var term: [UInt8] = []
  package private(set) var payload = TermPayload(
    documentFrequency: 0, totalTermFrequency: 0, postings: 0, positions: 0)
  /// The current term's place among all terms, from 0.
  package private(set) var ordinal = -1

  init(_ dictionary: TermDictionaryReader) { self.dictionary = dictionary }

  /// Moves to the next term; `false` at the end.
  package mutating func next() throws(CorruptionError) -> Bool {
    guard ordinal + 1 < dictionary.count else {
      ordinal = dictionary.count
      return false
    }
    if block < 0 || inBlock == TermDictionaryWriter.blockSize { try enter(block + 1) }
    try readEntry()
    return true
  }

  /// Moves to the first term that is not below `target`; `false` if there is none.
  package mutating func seek(_ target: [UInt8]) throws(CorruptionError) -> Bool {
    guard dictionary.count > 0 else { return false }
    try enter(try dictionary.block(for: target))
    while try next() {
      if !term.lexicographicallyPrecedes(target) { return true }
    }
    return false
  }

  /// Moves to the term at a place; `false` if there is none.
  package mutating func seek(ordinal target: Int) throws(CorruptionError) -> Bool {
    guard target >= 0, target < dictionary.count else { return false }
    try enter(target / TermDictionaryWriter.blockSize)
    while ordinal < target { guard try next() else { return false } }
    return true
  }

  private mutating func enter(_ block: Int) throws(CorruptionError) {
    reader = try dictionary.reader(block)
    self.block = block
    inBlock = 0
    ordinal = block * TermDictionaryWriter.blockSize - 1
    term.removeAll(keepingCapacity: true)
    previousPostings = 0
    previousPositions = 0
  }

  private mutating func readEntry() throws(CorruptionError) {
    let shared = try reader.readOffset()
    let rest = try reader.readOffset()
    guard shared <= term.count, shared + rest <= 255 else {
      throw reader.corruption("length of a term", expected: 255, found: UInt64(shared + rest))
    }
    term.removeLast(term.count - shared)
    term += try reader.readBytes(rest)
    let documentFrequency = try reader.readUInt32Varint()
    guard documentFrequency > 0 else { throw reader.corruption("documents of a term", found: 0) }
    let more = try reader.readVarint()
    var postings = try reader.readVarint()
    if documentFrequency > 1 {
      postings &+= previousPostings
      previousPostings = postings
    }
    var positions = try reader.readVarint()
    if positions > 0 || previousPositions > 0 {
      positions &+= previousPositions
      previousPositions = positions
    }
    payload = TermPayload(
      documentFrequency: documentFrequency,
      totalTermFrequency: UInt64(documentFrequency) &+ more, postings: postings,
      positions: positions)
    inBlock += 1
    ordinal += 1
  }
}
