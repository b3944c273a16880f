// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An open segment: hands out the readers of its structures. Opening reads the root and nothing else;
// every structure is verified when it is first touched.

package import BriefCodec

/// An open segment.
package final class SegmentReader: Sendable {
  package let layout: IndexLayout
  package let entry: Commit.Segment
  package let root: SegmentRoot
  package let live: LiveDocs?
  package let store: DocStore
  package let postings: StoredFile
  package let positions: StoredFile
  private let segment: StoredFile
  private let dictionaries: [TermDictionaryReader]
  /// For each space with positions that has pairs, where they are looked up.
  private let pairs: [Int: PairReader]
  /// The columns of numbers that were asked for, by their place in the layout.
  private let openColumns = Guarded<[Int: NumberColumn]>([:])
  /// What is kept in memory from one search for the next.
  let memory: MemoryBudget
  let wordColumns: WordColumnCache

  package var id: FileID { entry.id }
  /// All documents, deleted ones included.
  package var documentCount: Int { Int(entry.documentCount) }
  package var liveCount: Int { documentCount - Int(entry.deletedCount) }

  /// More than lists of documents ever hold in a byte.
  private static let documentsPerByte = 64
  /// Unless told otherwise, what is kept for later searches takes this part of what posting lists do.
  private static let memoryShare = 4

  /// Opens a segment that keeps `memoryLimit` bytes at most from one search for the next.
  package init(
    _ directory: any Directory, entry: Commit.Segment, layout: IndexLayout, memoryLimit: Int? = nil
  ) throws(StorageError) {
    self.layout = layout
    self.entry = entry
    var files: [StoredFile] = []
    for (part, summary) in zip(SegmentPart.allCases, entry.files) {
      files.append(
        try Self.open(
          directory, part.fileName(entry.id), kind: part.kind, id: entry.id, summary))
    }
    segment = files[0]
    postings = files[2]
    positions = files[3]
    do throws(CorruptionError) {
      root = try Self.readRoot(files[0], layout: layout)
      guard root.documentCount == entry.documentCount else {
        throw CorruptionError(
          file: files[0].name, offset: 0, reason: "number of documents",
          expected: UInt64(entry.documentCount), found: UInt64(root.documentCount))
      }
      try root.checkCounts(files[0])
      // A list of 256 documents takes 5 bytes with its term at the least, a longer one 9 for each 256; and
      // every document is in that of its identifier. Nobody makes room for more than there can be.
      let most = Self.documentsPerByte * (files[1].length + files[2].length)
      guard Int(entry.documentCount) <= most else {
        throw CorruptionError(
          file: files[0].name, offset: 0, reason: "more documents than the lists have room for",
          expected: UInt64(most), found: UInt64(entry.documentCount))
      }
      var dictionaries: [TermDictionaryReader] = []
      for (dictionary, space) in zip(root.dictionaries, layout.spaces) {
        dictionaries.append(
          try TermDictionaryReader(file: files[1], root: dictionary, entries: space.detail.entries))
      }
      self.dictionaries = dictionaries
      let positional = layout.spaces.indices.filter { layout.spaces[$0].detail == .positions }
      var pairs: [Int: PairReader] = [:]
      for (space, words) in zip(positional, root.frequentWords) where !words.words.isEmpty {
        pairs[space] = try PairReader(words, file: files[1])
      }
      self.pairs = pairs
      store = try DocStore(
        file: files[4], root: root.documents, documentCount: Int(entry.documentCount))
    } catch {
      throw .corruption(error)
    }
    live = try Self.liveDocs(directory, entry)
    memory = MemoryBudget(limit: memoryLimit ?? postings.length / Self.memoryShare)
    wordColumns = WordColumnCache(documentCount: Int(entry.documentCount), budget: memory)
  }

  /// Which documents of a segment are not deleted; `nil` if all are there.
  package static func liveDocs(
    _ directory: any Directory, _ entry: Commit.Segment
  ) throws(StorageError) -> LiveDocs? {
    guard entry.deletedCount > 0 else { return nil }
    let file = try open(
      directory, entry.liveFileName, kind: .liveDocs, id: entry.id, entry.files[5])
    do throws(CorruptionError) {
      return try LiveDocs(
        reading: file, documentCount: Int(entry.documentCount),
        deletedCount: Int(entry.deletedCount))
    } catch {
      throw .corruption(error)
    }
  }

  /// Opens a file and checks that it is the very one the commit speaks of.
  static func open(
    _ directory: any Directory, _ name: String, kind: FileKind, id: FileID, _ summary: FileSummary
  ) throws(StorageError) -> StoredFile {
    let file: StoredFile
    do {
      file = try directory.open(name, kind: kind)
    } catch .file(let error) where error.isNotFound {
      throw .corruption(
        CorruptionError(
          file: name, offset: 0, reason: "the file is missing", expected: UInt64(summary.length),
          found: 0))
    }
    guard file.id == id else {
      throw .corruption(
        CorruptionError(
          file: name, offset: 16, reason: "segment identity", expected: id.low, found: file.id.low))
    }
    guard file.checksum == summary.checksum else {
      throw .corruption(
        CorruptionError(
          file: name, offset: file.length, reason: "checksum the commit holds",
          expected: summary.checksum, found: file.checksum))
    }
    return file
  }

  static func readRoot(
    _ file: StoredFile, layout: IndexLayout
  ) throws(CorruptionError) -> SegmentRoot {
    let content = file.contentRange
    guard content.count >= 8 else {
      throw CorruptionError(
        file: file.name, offset: 0, reason: "length", expected: 8, found: UInt64(content.count))
    }
    let pointer = content.upperBound - 8
    var reader = try file.reader(pointer..<content.upperBound)
    let offset = Int(truncatingIfNeeded: try reader.readUInt64())
    guard content.lowerBound <= offset, offset <= pointer else {
      throw reader.corruption("offset of the root", found: UInt64(bitPattern: Int64(offset)))
    }
    reader = try file.reader(offset..<pointer)
    return try SegmentRoot(decoding: &reader, layout: layout)
  }

  /// The term dictionary of a space.
  package func dictionary(_ space: Int) -> TermDictionaryReader { dictionaries[space] }

  /// The pairs and triples of frequent words of a space, if it has any.
  package func pairs(_ space: Int) -> PairReader? { pairs[space] }

  /// The norms of a field: one byte a document, verified here.
  package func norms(ofField field: Int) throws(CorruptionError) -> Norms? {
    guard let place = layout.normFields.firstIndex(of: field) else { return nil }
    return try Norms(file: segment, offset: root.norms[place], count: documentCount)
  }

  /// The lengths of a field with norms, over all documents.
  package func lengths(ofField field: Int) -> SegmentRoot.FieldLength? {
    layout.normFields.firstIndex(of: field).map { root.lengths[$0] }
  }

  /// The column of a date or number field.
  package func numbers(ofField field: Int) throws(CorruptionError) -> NumberColumn? {
    guard let place = layout.columnFields.firstIndex(of: field) else { return nil }
    return try openColumns.withLock { columns throws(CorruptionError) in
      if let known = columns[place] { return known }
      let column = try NumberColumn(
        file: segment, root: root.columns[place], documentCount: documentCount, budget: memory)
      columns[place] = column
      return column
    }
  }

  /// The column of a keyword or identifier field: ordinals in its dictionary.
  package func ordinals(ofField field: Int) throws(CorruptionError) -> OrdinalColumn? {
    guard let place = layout.columnFields.firstIndex(of: field) else { return nil }
    return try OrdinalColumn(
      file: segment, root: root.columns[place], documentCount: documentCount)
  }

  /// What a posting list is wrong about that names a document the segment does not have.
  package func beyondEnd(_ doc: UInt32) -> CorruptionError {
    CorruptionError(
      file: postings.name, offset: 0, reason: "document beyond the segment's",
      expected: UInt64(documentCount), found: UInt64(doc))
  }

  /// Gives back the memory of what was read of the files so far. They can be read on.
  package func releaseMemory() {
    for file in [segment, postings, positions] { file.releaseMemory() }
    store.releaseMemory()
    dictionaries.first?.file.releaseMemory()
  }

  /// Says whether all that was read of the files was there (see ``StoredFile/requireWhole()``).
  package func requireWhole() throws(CorruptionError) {
    try segment.requireWhole()
    try postings.requireWhole()
    try positions.requireWhole()
    try store.requireWhole()
    try dictionaries.first?.file.requireWhole()
  }

  /// Verifies every page of every file.
  package func verifyAll() throws(CorruptionError) {
    for file in [segment, postings, positions] { try file.verifyAll() }
    try store.verifyAll()
    try dictionaries.first?.file.verifyAll()
  }
}
