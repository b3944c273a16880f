// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Files of the format with any content, in memory.

import BriefCodec

let testID = FileID(high: 0x0123_4567_89AB_CDEF, low: 42)

/// A complete file with some content after the header.
func fileBytes(_ content: [UInt8], kind: FileKind = .segment) throws -> [UInt8] {
  let directory = MemoryDirectory()
  let writer = try FileWriter(directory, name: "file", kind: kind, id: testID)
  try writer.append(content)
  _ = try writer.finish()
  return directory.contents("file") ?? []
}

/// An open file with some content after the header.
func storedFile(_ content: [UInt8]) throws -> StoredFile {
  try open(fileBytes(content))
}

/// Opens bytes as a file.
func open(_ bytes: [UInt8], kind: FileKind = .segment) throws(CorruptionError) -> StoredFile {
  try StoredFile(MappedFile(copying: bytes), name: "file", kind: kind)
}
