// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Sorted byte strings → blocks of up to 32 terms that share prefixes, and an index of the blocks.
//
//     BLOCK  for each term: bytes shared with the one before (varint), bytes that follow (varint), those
//            bytes; documents (varint); occurrences − documents (varint); postings: the document if there
//            is one only, else the distance from the list before in the block (varint; the first list's
//            from 0); positions: the same (varint)
//     INDEX  see `TermDictionaryRoot`. A separator is the shortest string above the last term of the
//            block before and not above the first of its own, so that the index stays small.

/// Writes a term dictionary to a file, term by term.
package struct TermDictionaryWriter {
  static let blockSize = 32

  private var root = TermDictionaryRoot()
  private var block = ByteWriter()
  private var inBlock = 0
  private var last: [UInt8] = []
  private var postings: UInt64 = 0
  private var positions: UInt64 = 0
  private var offsets: [UInt64] = []
  private var separators = ByteWriter()
  private var separatorEnds: [UInt32] = []

  package init() {}

  /// Adds a term above the one before.
  package mutating func add(
    _ term: [UInt8], _ payload: TermPayload, to file: FileWriter
  ) throws(StorageError) {
    precondition(term.count <= 255, "a term has at most 255 bytes")
    precondition(root.count == 0 || last.lexicographicallyPrecedes(term), "terms must ascend")
    if inBlock == Self.blockSize { try flush(file) }
    var shared = 0
    if inBlock == 0 {
      separators.append(contentsOf: Self.separator(root.count == 0 ? nil : last, term))
      separatorEnds.append(UInt32(separators.count))
      postings = 0
      positions = 0
    } else {
      while shared < min(last.count, term.count), last[shared] == term[shared] { shared += 1 }
    }
    block.appendVarint(UInt64(shared))
    block.appendVarint(UInt64(term.count - shared))
    block.append(contentsOf: Array(term[shared...]))
    block.appendVarint(UInt64(payload.documentFrequency))
    block.appendVarint(payload.totalTermFrequency - UInt64(payload.documentFrequency))
    if payload.documentFrequency == 1 {
      block.appendVarint(payload.postings)
    } else {
      block.appendVarint(payload.postings - postings)
      postings = payload.postings
    }
    block.appendVarint(payload.positions == 0 ? 0 : payload.positions - positions)
    if payload.positions != 0 { positions = payload.positions }
    last = term
    inBlock += 1
    root.count += 1
  }

  /// The shortest prefix of `term` that is above `last`.
  private static func separator(_ last: [UInt8]?, _ term: [UInt8]) -> [UInt8] {
    guard let last else { return [] }
    var shared = 0
    while shared < min(last.count, term.count), last[shared] == term[shared] { shared += 1 }
    return Array(term[..<min(term.count, shared + 1)])
  }

  private mutating func flush(_ file: FileWriter) throws(StorageError) {
    guard inBlock > 0 else { return }
    offsets.append(UInt64(file.position))
    try file.append(block)
    block.removeAll()
    inBlock = 0
  }

  /// Completes the last block and writes the index.
  package mutating func finish(_ file: FileWriter) throws(StorageError) -> TermDictionaryRoot {
    try flush(file)
    root.blockCount = offsets.count
    offsets.append(UInt64(file.position))
    root.index = file.position
    var bytes = ByteWriter()
    for offset in offsets { bytes.append(offset) }
    bytes.append(UInt32(0))
    for end in separatorEnds { bytes.append(end) }
    bytes.append(contentsOf: separators.bytes)
    root.indexLength = bytes.count
    try file.append(bytes)
    return root
  }
}
