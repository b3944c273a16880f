// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Walks over the terms of a dictionary in order, and vouches for the order: terms that do not
// ascend are an error, so that merging may rely on it.

/// A position in a term dictionary. Before the first term until it is moved.
package struct TermCursor: Sendable {
  private let dictionary: TermDictionaryReader
  private var reader: TermBlockReader?

  /// The current term.
  package private(set) var term: [UInt8] = []
  package private(set) var payload = TermPayload(
    documentFrequency: 0, totalTermFrequency: 0, postings: 0, positions: 0)
  /// The current term's place among all terms, from 0; their number when the cursor is at the end.
  package private(set) var ordinal = -1

  init(_ dictionary: TermDictionaryReader) { self.dictionary = dictionary }

  /// Moves to the next term; `false` at the end.
  package mutating func next() throws(CorruptionError) -> Bool {
    guard ordinal + 1 < dictionary.count else {
      ordinal = dictionary.count
      return false
    }
    if (ordinal + 1) % TermBlock.size == 0 {
      let last = term
      let isFirst = ordinal < 0
      try enter((ordinal + 1) / TermBlock.size)
      try read()
      guard isFirst || last.lexicographicallyPrecedes(term) else { throw unordered() }
    } else {
      try read()
    }
    return true
  }

  /// Moves to the first term that is not below `target`; `false`, and at the end, if there is none.
  package mutating func seek(_ target: [UInt8]) throws(CorruptionError) -> Bool {
    guard dictionary.count > 0 else { return false }
    try enter(try dictionary.block(for: target))
    try read()
    while term.lexicographicallyPrecedes(target) {
      guard try next() else { return false }
    }
    return true
  }

  /// Moves before the first term of a block.
  private mutating func enter(_ block: Int) throws(CorruptionError) {
    reader = try dictionary.reader(block)
    ordinal = block * TermBlock.size - 1
    term.removeAll(keepingCapacity: true)
  }

  /// Reads the next term of the block.
  private mutating func read() throws(CorruptionError) {
    precondition(reader != nil, "a block was entered")
    let file = dictionary.file
    let bytes = file.bytes
    // In its place: a copy would count who refers to the file, for every term.
    let (shared, own) = try reader!.readTerm(bytes)
    let isFirst = (ordinal + 1) % TermBlock.size == 0
    guard shared <= term.count, isFirst || !own.isEmpty,
      shared == term.count || bytes.byte(at: own.lowerBound) > term[shared]
    else { throw reader!.damaged("order of terms", found: shared) }
    term.removeLast(term.count - shared)
    for at in own { term.append(bytes.byte(at: at)) }
    payload = try reader!.readPayload(bytes)
    ordinal += 1
  }

  private func unordered() -> CorruptionError {
    CorruptionError(
      file: dictionary.file.name, offset: dictionary.root.index, reason: "order of terms",
      found: UInt64(ordinal))
  }
}
