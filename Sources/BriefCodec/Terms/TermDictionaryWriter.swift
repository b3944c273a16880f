// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Writes sorted terms: blocks of 32 go to the file as they fill, the index of the blocks at the
// end. Layouts are in `TermBlock.swift` and `TermDictionaryRoot.swift`.

/// Writes a term dictionary into a file that may hold other things too.
package struct TermDictionaryWriter {
  private let entries: TermEntries
  private var root = TermDictionaryRoot()
  private var block = ByteWriter()
  private var inBlock = 0
  private var last: [UInt8] = []
  private var lastOffsets = TermBlock.Offsets()
  private var offsets: [UInt64] = []
  private var separators = ByteWriter()
  private var separatorStarts: [UInt32] = []

  package init(_ entries: TermEntries) { self.entries = entries }

  /// Adds a term.
  ///
  /// - Precondition: the term has at most 255 bytes and is above the one before. Offsets of postings (of
  ///   terms with several documents) and of positions do not go down within a block. A value occurs once in each
  ///   of its documents, and has no positions.
  package mutating func add(
    _ term: Span<UInt8>, _ payload: TermPayload, to file: FileWriter
  ) throws(StorageError) {
    precondition(term.count <= TermBlock.termLimit, "a term has at most 255 bytes")
    precondition(payload.documentFrequency > 0, "a term is in a document at least")
    let shared = Self.sharedLength(last.span, term)
    precondition(root.count == 0 || Self.ascends(last.span, term, shared), "terms must ascend")
    if inBlock == TermBlock.size { try flush(file) }
    if inBlock == 0 {
      separatorStarts.append(UInt32(separators.count))
      // The shortest prefix of the term that is above the last one.
      let length = root.count == 0 ? 0 : shared + 1
      separators.append(contentsOf: term.extracting(first: length))
      lastOffsets = TermBlock.Offsets()
    }
    TermBlock.append(
      term, sharing: inBlock == 0 ? 0 : shared, payload, as: entries, after: &lastOffsets,
      to: &block)
    last.removeLast(last.count - shared)
    for i in shared..<term.count { last.append(term[i]) }
    inBlock += 1
    root.count += 1
  }

  /// Adds a term that is an array.
  package mutating func add(
    _ term: [UInt8], _ payload: TermPayload, to file: FileWriter
  ) throws(StorageError) {
    try add(term.span, payload, to: file)
  }

  private static func sharedLength(_ last: Span<UInt8>, _ term: Span<UInt8>) -> Int {
    let limit = min(last.count, term.count)
    var shared = 0
    while shared < limit, last[shared] == term[shared] { shared += 1 }
    return shared
  }

  private static func ascends(_ last: Span<UInt8>, _ term: Span<UInt8>, _ shared: Int) -> Bool {
    shared < term.count && (shared == last.count || last[shared] < term[shared])
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
    separatorStarts.append(UInt32(separators.count))
    root.index = file.position
    var bytes = ByteWriter()
    for offset in offsets { bytes.append(offset) }
    for start in separatorStarts { bytes.append(start) }
    bytes.append(contentsOf: separators.bytes)
    root.indexLength = bytes.count
    try file.append(bytes)
    return root
  }
}
