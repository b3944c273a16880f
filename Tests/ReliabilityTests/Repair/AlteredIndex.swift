// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A segment that says of its documents what is not so, under right checksums and with counts that agree:
// it was written of other documents, and has the stored ones of these.

import Brief
import BriefCodec

/// An index of one segment, sound or altered.
struct AlteredIndex {
  static let id = FileID(high: 1, low: 2)

  let directory = MemoryDirectory()
  let layout: IndexLayout
  /// The files of the segment, by part: what lies between header and page table.
  private var contents: [SegmentPart: [UInt8]] = [:]
  /// The root, as it will be written.
  var root: SegmentRoot
  private let documentCount: Int

  /// What a segment of some documents consists of.
  private struct Content {
    var parts: [SegmentPart: [UInt8]] = [:]
    var root: SegmentRoot

    init(_ documents: [Document], _ layout: IndexLayout) throws {
      let directory = MemoryDirectory()
      let builder = SegmentBuilder(layout: layout)
      try builder.add(documents)
      _ = try builder.write(to: directory, id: AlteredIndex.id)
      for part in SegmentPart.allCases {
        let file = try directory.open(part.fileName(AlteredIndex.id), kind: part.kind)
        parts[part] = try file.readBytes(file.contentRange)
      }
      let segment = parts[.segment] ?? []
      let end = segment.count - 8
      var start = 0
      for i in 0..<8 { start |= Int(segment[end + i]) << (8 * i) }
      start -= FileFormat.headerLength
      var reader = ByteReader(Array(segment[start..<end]), file: "segment")
      root = try SegmentRoot(decoding: &reader, layout: layout)
      parts[.segment] = Array(segment[..<start])
    }
  }

  /// An index that stores some documents and was written of others.
  init(_ schema: Schema, stored: [Document], written: [Document]) throws {
    layout = IndexLayout(schema)
    documentCount = stored.count
    let store = try Content(stored, layout)
    let rest = try Content(written, layout)
    contents = rest.parts
    contents[.documents] = store.parts[.documents]
    root = rest.root
    root.documents = store.root.documents
  }

  /// A byte of a part, by its offset in the file.
  subscript(_ part: SegmentPart, offset: Int) -> UInt8 {
    get { contents[part]?[offset - FileFormat.headerLength] ?? 0 }
    set { contents[part]?[offset - FileFormat.headerLength] = newValue }
  }

  /// Where some bytes begin in a part.
  func find(_ bytes: [UInt8], in part: SegmentPart) -> Int? {
    let all = contents[part] ?? []
    return (0..<max(0, all.count - bytes.count)).first { all[$0...].starts(with: bytes) }
      .map { $0 + FileFormat.headerLength }
  }

  /// The stored documents, as they will be written.
  struct Store {
    /// Each block, before it is compressed.
    var blocks: [[UInt8]]
    /// The number of each block's first document.
    var first: [UInt64]
    /// Where each block begins, as offsets in the file, and where the last one ends.
    var starts: [UInt64] = []
  }

  /// A block of stored documents.
  static func block(_ documents: [Document], _ layout: IndexLayout) -> [UInt8] {
    var (block, records) = (ByteWriter(), ByteWriter())
    block.appendVarint(UInt64(documents.count))
    for document in documents {
      StoredRecord.encode(document, layout: layout, into: &records)
      block.appendVarint(UInt64(records.count))
    }
    block.append(contentsOf: records.bytes)
    return block.bytes
  }

  /// Stores other documents, and changes blocks and the arrays that tell where they lie.
  mutating func store(
    _ documents: [Document], inBlocksOf size: Int, blocks alter: (inout Store) -> Void = { _ in },
    starts alterStarts: (inout Store) -> Void = { _ in }
  ) {
    let places = Array(stride(from: 0, to: documents.count, by: size))
    var store = Store(
      blocks: places.map {
        Self.block(Array(documents[$0..<min($0 + size, documents.count)]), layout)
      },
      first: places.map(UInt64.init))
    alter(&store)
    let compressor = BlockCompressor(level: 1)
    var bytes = ByteWriter()
    var end: UInt64 { UInt64(FileFormat.headerLength + bytes.count) }
    for block in store.blocks {
      store.starts.append(end)
      bytes.append(contentsOf: compressor.compress(block))
    }
    store.starts.append(end)
    alterStarts(&store)
    root.documents.blockCount = store.blocks.count
    root.documents.firstDocuments = Int(end)
    PackedArray.encode(store.first, into: &bytes)
    root.documents.blockStarts = Int(end)
    PackedArray.encode(store.starts, into: &bytes)
    contents[.documents] = bytes.bytes
  }

  /// Writes all files and the commit, under right checksums.
  ///
  /// - Parameter analysis: of the analyzers it is said to be built with, if not those at hand.
  func seal(analysis: String? = nil) throws {
    let none = FileSummary(length: 0, checksum: 0)
    var files: [FileSummary] = []
    for part in SegmentPart.allCases {
      let file = try FileWriter(
        directory, name: part.fileName(Self.id), kind: part.kind, id: Self.id)
      try file.append(contents[part] ?? [])
      if part == .segment {
        var bytes = ByteWriter()
        let start = UInt64(file.position)
        root.encode(into: &bytes)
        bytes.append(start)
        try file.append(bytes)
      }
      files.append(try file.finish())
    }
    let entry = Commit.Segment(
      id: Self.id, documentCount: UInt32(documentCount), deletedCount: 0, liveGeneration: 0,
      files: files + [none])
    let schema = layout.schema
    try Commit(
      generation: 2, schema: schema, analysis: analysis ?? schema.analysisFingerprint,
      metadata: [:], segments: [entry]
    ).write(to: directory)
  }
}
