// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The front door: sources in, documents and rejections out.

/// Reads news briefs from files, folders and archives of many formats.
///
///     let reader = ArchiveReader(sources: [ArchiveSource(path: "news")])
///     try reader.forEach { item, progress in
///       switch item {
///       case .document(let document): print(document.id, document.title)
///       case .rejected(let rejection): print(rejection.source, rejection.reason)
///       }
///     }
///
/// Every file ends as documents or as a rejection; nothing stops the rest. The order is the
/// same on every machine: sources as given, files by the bytes of their paths, records as
/// they stand. Memory is bounded by the largest document, besides about 50 bytes for each
/// id, of which none may occur twice, and the path of each file with documents.
public struct ArchiveReader: Sendable {
  private let sources: [ArchiveSource]
  private let options: ImportOptions

  /// A reader of some sources, in the order given.
  public init(sources: [ArchiveSource], options: ImportOptions = ImportOptions()) {
    self.sources = sources
    self.options = options
  }

  /// Reads everything, handing each item to `body` with how far the reading has come, and
  /// returns how far it came. Throws what `body` throws, and nothing else; that ends the
  /// reading.
  @discardableResult
  public func forEach(_ body: (ArchiveItem, ReadProgress) throws -> Void) throws -> ReadProgress {
    try withoutActuallyEscaping(body) { body in
      let sink = ItemSink(options, deliver: body)
      let importer = FormatImporter(options, into: sink)
      for source in sources {
        var walker = SourceWalker(source, options: options)
        try walker.forEach { find in
          switch find {
          case .rejected(let item, let failure):
            try sink.reject(failure.reason, in: item, line: failure.line, offset: failure.offset)
          case .file(let item, let path, let size):
            sink.beginFile()
            try importer.read(fileAt: path, of: item)
            sink.endFile(size: size)
          }
        }
      }
      return sink.progress
    }
  }

  /// The size of all files there are to read, in bytes as they lie on disk: what
  /// ``ReadProgress/fileBytesRead`` comes to. Looks at every file's status, and into those
  /// named like sidecars: what is one does not count.
  public func fileBytes() throws -> Int {
    var bytes = 0
    for source in sources {
      var walker = SourceWalker(source, options: options)
      try walker.forEach { if case .file(_, _, let size) = $0 { bytes += size } }
    }
    return bytes
  }
}
