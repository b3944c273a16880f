// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A file of the format being written, front to back: pages are hashed as they fill. A draft is a part
// of one that somebody writes at the same time; its bytes are appended when it is its turn.

/// Writes a checksummed file.
package final class FileWriter {
  private struct Target {
    let directory: any Directory
    let name: String
    let sink: any FileSink
  }

  /// Where the pages go; `nil` for a draft, which is one page without an end.
  private let target: Target?
  private var page: [UInt8]
  private var checksums: [UInt32] = []
  private var isOpen = true

  /// The offset in the file of the next byte.
  package private(set) var position: Int

  /// Creates the file and writes its header.
  package init(
    _ directory: any Directory, name: String, kind: FileKind, id: FileID
  ) throws(StorageError) {
    target = Target(directory: directory, name: name, sink: try directory.create(name))
    page = FileHeader(kind: kind, id: id).encoded()
    page.reserveCapacity(FileFormat.pageSize)
    position = page.count
  }

  /// Begins a draft: bytes from position 0 on, without header, pages and file.
  package init(draft: Void) {
    target = nil
    page = []
    position = 0
  }

  /// The bytes of a draft, which is empty afterwards.
  package func takeDraft() -> [UInt8] {
    precondition(target == nil, "a file's bytes are on the disk")
    defer {
      page = []
      position = 0
    }
    return page
  }

  package func append(_ bytes: [UInt8]) throws(StorageError) {
    precondition(isOpen || bytes.isEmpty, "the file is complete")
    position += bytes.count
    guard target != nil else {
      page.append(contentsOf: bytes)
      return
    }
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + FileFormat.pageSize - page.count)
      if end - start == FileFormat.pageSize {  // then none is begun, and nothing has to be copied
        try write(page: bytes.span.extracting(start..<end))
      } else {
        page.append(contentsOf: bytes[start..<end])
        if page.count == FileFormat.pageSize { try flush() }
      }
      start = end
    }
  }

  package func append(_ bytes: ByteWriter) throws(StorageError) { try append(bytes.bytes) }

  private func flush() throws(StorageError) {
    var whole: [UInt8] = []
    swap(&whole, &page)
    defer { swap(&whole, &page) }
    try write(page: whole.span)
    whole.removeAll(keepingCapacity: true)
  }

  private func write(page: Span<UInt8>) throws(StorageError) {
    checksums.append(UInt32(truncatingIfNeeded: Checksum.xxh3(page)))
    try write(page)
  }

  private func write(_ bytes: Span<UInt8>) throws(StorageError) {
    do { try target?.sink.write(bytes) } catch { throw .file(error) }
  }

  /// Completes the file, syncs and closes it.
  package func finish() throws(StorageError) -> FileSummary { try complete().finish() }

  /// Hands all bytes of the file to the system. Nothing can be added afterwards.
  package func complete() throws(StorageError) -> CompleteFile {
    guard let target else { preconditionFailure("a draft is appended to a file") }
    precondition(isOpen, "the file is complete")
    if !page.isEmpty { try flush() }
    let trailer = FileFooter.encoded(length: position, pages: checksums)
    try write(trailer.bytes.span)
    isOpen = false
    return CompleteFile(
      sink: target.sink,
      summary: FileSummary(length: position + trailer.bytes.count, checksum: trailer.checksum))
  }

  /// Closes and removes the file.
  package func abandon() {
    guard let target else { return }
    if isOpen { try? target.sink.close() }
    isOpen = false
    try? target.directory.remove(target.name)
  }
}

/// A file that is written to the end, but not durable yet.
package struct CompleteFile: Sendable {
  fileprivate let sink: any FileSink
  fileprivate let summary: FileSummary

  /// Syncs and closes the file, on any thread. To be called once.
  ///
  /// - Parameter syncs: not if the file will be removed.
  package func finish(syncs: Bool = true) throws(StorageError) -> FileSummary {
    do {
      if syncs { try sink.sync() }
    } catch {
      try? sink.close()
      throw .file(error)
    }
    do { try sink.close() } catch { throw .file(error) }
    return summary
  }
}
