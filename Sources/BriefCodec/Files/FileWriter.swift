// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A file of the format being written, front to back: pages are hashed as they fill.

/// Writes a checksummed file.
package final class FileWriter {
  private let directory: any Directory
  private let name: String
  private let sink: any FileSink
  private var page: [UInt8]
  private var checksums: [UInt32] = []
  private var isOpen = true

  /// The offset in the file of the next byte.
  package private(set) var position: Int

  /// Creates the file and writes its header.
  package init(
    _ directory: any Directory, name: String, kind: FileKind, id: FileID
  ) throws(StorageError) {
    self.directory = directory
    self.name = name
    sink = try directory.create(name)
    page = FileHeader(kind: kind, id: id).encoded()
    page.reserveCapacity(FileFormat.pageSize)
    position = page.count
  }

  package func append(_ bytes: [UInt8]) throws(StorageError) {
    position += bytes.count
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + FileFormat.pageSize - page.count)
      page.append(contentsOf: bytes[start..<end])
      start = end
      if page.count == FileFormat.pageSize { try flush() }
    }
  }

  package func append(_ bytes: Span<UInt8>) throws(StorageError) {
    position += bytes.count
    for i in bytes.indices {
      page.append(bytes[i])
      if page.count == FileFormat.pageSize { try flush() }
    }
  }

  package func append(_ bytes: ByteWriter) throws(StorageError) { try append(bytes.bytes) }

  /// Appends zeros until the position is a multiple of `alignment`.
  package func align(to alignment: Int) throws(StorageError) {
    precondition(alignment > 0, "an alignment is positive")
    let padding = (alignment - position % alignment) % alignment
    try append([UInt8](repeating: 0, count: padding))
  }

  private func flush() throws(StorageError) {
    checksums.append(UInt32(truncatingIfNeeded: Checksum.xxh3(page)))
    try write(page)
    page.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: [UInt8]) throws(StorageError) {
    do { try sink.write(bytes.span) } catch { throw .file(error) }
  }

  /// Completes the file, syncs and closes it.
  package func finish() throws(StorageError) -> FileSummary {
    if !page.isEmpty { try flush() }
    let trailer = FileFooter.encoded(length: position, pages: checksums)
    try write(trailer.bytes)
    do {
      try sink.sync()
      isOpen = false
      try sink.close()
    } catch {
      throw .file(error)
    }
    return FileSummary(length: position + trailer.bytes.count, checksum: trailer.checksum)
  }

  /// Closes and removes the file.
  package func abandon() {
    if isOpen { try? sink.close() }
    isOpen = false
    try? directory.remove(name)
  }
}
