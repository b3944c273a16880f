// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The one door: finds the format of a file, or of an archive's entry, and has it read.
// Whatever goes wrong inside becomes a rejection here; only the caller's own errors pass.

struct FormatImporter {
  private let options: ImportOptions
  private let sink: ItemSink

  init(_ options: ImportOptions, into sink: ItemSink) {
    self.options = options
    self.sink = sink
  }

  /// Reads the file at `path`.
  func read(fileAt path: PathBytes, of item: SourceItem) throws {
    try rejectingFailures(of: item) {
      let stream = try FileStream(path)
      sink.position = { stream.offset }
      try read(stream, of: item, depth: 0) { [limits = options.limits] () throws(ReadFailure) in
        try ArchiveHandle(path: path, limits: limits)
      }
    }
  }

  /// Reads an entry of an archive that is itself `depth` archives deep.
  func read(_ entry: any ByteStream, of item: SourceItem, depth: Int) throws {
    try rejectingFailures(of: item) {
      try read(entry, of: item, depth: depth, reopening: nil)
    }
  }

  private func rejectingFailures(of item: SourceItem, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as ReadFailure {
      try sink.reject(failure.reason, in: item, line: failure.line, offset: failure.offset)
    }
  }

  private func read(
    _ stream: any ByteStream, of item: SourceItem, depth: Int,
    reopening: (() throws(ReadFailure) -> ArchiveHandle)?
  ) throws {
    let head = try stream.nextChunk()
    guard !head.isEmpty else { throw ReadFailure(.empty) }
    let named = Format(name: item.name)
    if case .unsupported(let name)? = named { throw ReadFailure(.unsupportedFormat(name)) }
    let whole = ResumedStream(head: head, rest: stream)
    let packed = Format(packed: head)
    let isPacked = packed != nil || named == .archive || named == .compressed
    guard !isPacked else {
      guard depth < 2 else { throw ReadFailure(.nestedTooDeep) }
      let archive = ArchiveImporter(options, sink, self, depth: depth)
      if let reopening { return try archive.read(of: item, opening: reopening) }
      guard named != .archive, packed == .compressed else {
        let limit = options.limits.nestedArchiveBytes
        let bytes = try whole.readAll(limit: limit, or: .nestedTooLarge(limit: limit))
        return try archive.read(of: item) { [limits = options.limits] () throws(ReadFailure) in
          try ArchiveHandle(bytes: bytes, limits: limits)
        }
      }
      return try archive.read(of: item, in: ArchiveHandle(stream: whole, limits: options.limits))
    }
    if let kind = Format.binaryKind(head) { throw ReadFailure(.binary(kind: kind), offset: 0) }
    let importer = importer(for: named ?? Format(sniffing: head))
    try importer.read(MeteredStream(whole, sink), of: item, into: sink)
  }

  private func importer(for format: Format) -> any Importer {
    switch format {
    case .html: HTMLImporter(options)
    case .markdown: MarkdownImporter(options)
    case .json: JSONImporter(options)
    case .jsonLines: JSONLinesImporter(options)
    case .csv: CSVImporter(options)
    case .feed: FeedImporter(options)
    case .page, .archive, .compressed, .unsupported: BriefPageImporter(options)
    }
  }
}

/// A stream that reports what is read from it.
private final class MeteredStream: ByteStream {
  private let base: any ByteStream
  private let sink: ItemSink

  init(_ base: any ByteStream, _ sink: ItemSink) {
    self.base = base
    self.sink = sink
  }

  func nextChunk() throws(ReadFailure) -> [UInt8] {
    let chunk = try base.nextChunk()
    sink.note(bytesRead: chunk.count)
    return chunk
  }
}
