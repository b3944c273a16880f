// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The first 32 bytes of every file. The layout is in `FileFormat.swift`.

struct FileHeader {
  var version = FileFormat.version
  var kind: UInt32
  var id: FileID

  init(kind: FileKind, id: FileID) {
    self.kind = kind.rawValue
    self.id = id
  }

  /// Reads what stands there, after the magic; judges nothing else.
  init(decoding bytes: RawSpan, file: String) throws(CorruptionError) {
    guard bytes.byteCount >= FileFormat.headerLength else {
      throw CorruptionError(
        file: file, offset: 0, reason: "length", expected: UInt64(FileFormat.headerLength),
        found: UInt64(bytes.byteCount))
    }
    for (i, byte) in FileFormat.magic.enumerated() where bytes.byte(at: i) != byte {
      throw CorruptionError(
        file: file, offset: i, reason: "not a file of this format", expected: UInt64(byte),
        found: UInt64(bytes.byte(at: i)))
    }
    version = bytes.uint32(at: 8)
    kind = bytes.uint32(at: 12)
    id = FileID(high: bytes.uint64(at: 16), low: bytes.uint64(at: 24))
  }

  func encoded() -> [UInt8] {
    var bytes = ByteWriter()
    bytes.append(contentsOf: FileFormat.magic)
    bytes.append(version)
    bytes.append(kind)
    bytes.append(id.high)
    bytes.append(id.low)
    return bytes.bytes
  }

  /// The error for a file of another version.
  func versionError(file: String) -> CorruptionError {
    CorruptionError(
      file: file, offset: 8,
      reason: version > FileFormat.version
        ? CorruptionError.newerFormat : CorruptionError.olderFormat,
      expected: UInt64(FileFormat.version), found: UInt64(version))
  }
}
