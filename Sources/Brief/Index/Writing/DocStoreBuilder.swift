// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stored documents: records one after another in blocks of about 16 KiB, each compressed by zstd.
// Which block holds a document is found by a binary search over the first documents of the blocks.
//
//     RECORD  for each field: its index in the schema (varint), a type byte, the value
//             0 text · 1 number of texts, texts · 2 number (zigzag) · 3 date (zigzag seconds)

package import BriefCodec

/// Where the stored documents of a segment lie.
package struct DocStoreRoot: Sendable, Hashable {
  package var blockCount = 0
  /// Offsets in the `.documents` file of two packed arrays: each block's first document, and each
  /// block's start (one more than there are blocks).
  package var firstDocuments = 0
  package var blockStarts = 0

  package init() {}

  package func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(blockCount))
    bytes.appendVarint(UInt64(firstDocuments))
    bytes.appendVarint(UInt64(blockStarts))
  }

  package init(decoding reader: inout ByteReader) throws(CorruptionError) {
    blockCount = try reader.readOffset()
    firstDocuments = try reader.readOffset()
    blockStarts = try reader.readOffset()
  }
}

/// Writes stored documents in the order of their numbers.
struct DocStoreBuilder {
  /// Uncompressed bytes after which a block is closed. Whole documents only, so that a block may be
  /// larger.
  static let blockSize = 16 * 1_024

  private let file: FileWriter
  private let compressor = BlockCompressor(level: 6)
  private var block = ByteWriter()
  private var ends: [UInt32] = []
  private var firstDocuments: [UInt64] = []
  private var blockStarts: [UInt64] = []
  private var documentCount = 0

  init(file: FileWriter) { self.file = file }

  /// Adds the next document's record (see ``StoredRecord``).
  mutating func append(_ record: [UInt8]) throws(StorageError) {
    if ends.isEmpty { firstDocuments.append(UInt64(documentCount)) }
    block.append(contentsOf: record)
    ends.append(UInt32(block.count))
    documentCount += 1
    if block.count >= Self.blockSize { try flush() }
  }

  /// Completes the last block and writes the arrays.
  mutating func finish() throws(StorageError) -> DocStoreRoot {
    try flush()
    blockStarts.append(UInt64(file.position))
    var root = DocStoreRoot()
    root.blockCount = firstDocuments.count
    root.firstDocuments = file.position
    try PackedArray.write(firstDocuments, into: file)
    root.blockStarts = file.position
    try PackedArray.write(blockStarts, into: file)
    return root
  }

  /// A block, before compression: the number of documents, the end of each record, the records.
  private mutating func flush() throws(StorageError) {
    guard !ends.isEmpty else { return }
    blockStarts.append(UInt64(file.position))
    var plain = ByteWriter()
    plain.appendVarint(UInt64(ends.count))
    for end in ends { plain.appendVarint(UInt64(end)) }
    plain.append(contentsOf: block.bytes)
    try file.append(compressor.compress(plain.bytes))
    block.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

/// A document as bytes.
package enum StoredRecord {
  private enum Tag: UInt8 { case text = 0, texts, number, date }

  /// The record of a document; fields the schema does not know are left out.
  package static func encode(_ document: Document, layout: IndexLayout) -> [UInt8] {
    var bytes = ByteWriter()
    for (name, value) in document.fields {
      guard let field = layout.field(named: name) else { continue }
      bytes.appendVarint(UInt64(field))
      switch value {
      case .text(let string):
        bytes.append(Tag.text.rawValue)
        bytes.appendString(string)
      case .texts(let strings):
        bytes.append(Tag.texts.rawValue)
        bytes.appendVarint(UInt64(strings.count))
        for string in strings { bytes.appendString(string) }
      case .number(let number):
        bytes.append(Tag.number.rawValue)
        bytes.appendZigzag(number)
      case .date(let moment):
        bytes.append(Tag.date.rawValue)
        bytes.appendZigzag(moment.seconds)
      }
    }
    return bytes.bytes
  }

  package static func decode(
    _ reader: inout ByteReader, layout: IndexLayout
  ) throws(CorruptionError) -> Document {
    var document = Document()
    while reader.remaining > 0 {
      let field = try reader.readOffset()
      guard field < layout.schema.fields.count else {
        throw reader.corruption("a stored field the schema does not have", found: UInt64(field))
      }
      let name = layout.schema.fields[field].name
      switch Tag(rawValue: try reader.readUInt8()) {
      case .text: document[name] = .text(try reader.readString())
      case .texts:
        let count = try reader.readOffset()
        guard count <= reader.remaining else {
          throw reader.corruption("more texts than bytes", found: UInt64(count))
        }
        var strings: [String] = []
        for _ in 0..<count { strings.append(try reader.readString()) }
        document[name] = .texts(strings)
      case .number: document[name] = .number(try reader.readZigzag())
      case .date: document[name] = .date(Timestamp(seconds: try reader.readZigzag()))
      case nil: throw reader.corruption("unknown type of a stored value", found: nil)
      }
    }
    return document
  }
}
