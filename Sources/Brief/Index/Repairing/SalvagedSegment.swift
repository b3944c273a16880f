// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A segment of which something is damaged, and what can be had of it: documents to be indexed again, and
// the identifiers of those that cannot.

import BriefCodec

/// A damaged segment, as far as it can be read.
struct SalvagedSegment {
  let entry: Commit.Segment
  /// Which documents are not deleted; `nil` if all are there, or if that is not known.
  let live: LiveDocs?
  /// Those that could be opened.
  private let files: [StoredFile]
  private let documents: SalvagedStore?
  private let column: OrdinalColumn?
  private let identifiers: TermDictionaryReader?

  /// Whether documents that cannot be read may still have an identifier.
  var hasIdentifiers: Bool { column != nil && identifiers != nil }

  /// Documents as the commit counts them.
  var documentCount: Int { Int(entry.documentCount) }

  init(
    _ directory: any Directory, _ entry: Commit.Segment, _ layout: IndexLayout, live: LiveDocs?
  ) {
    self.entry = entry
    self.live = live
    func open(_ part: SegmentPart) -> StoredFile? {
      let place = SegmentPart.allCases.firstIndex(of: part) ?? 0
      let name = part.fileName(entry.id)
      guard let contents = try? directory.contents(of: name) else { return nil }
      return try? StoredFile(
        salvaging: contents, name: name, kind: part.kind, id: entry.id,
        summary: entry.files[place])
    }
    let count = Int(entry.documentCount)
    let (segment, terms, texts) = (open(.segment), open(.terms), open(.documents))
    files = [segment, terms, texts].compactMap { $0 }
    let root = segment.flatMap { try? SegmentReader.readRoot($0, layout: layout) }
      .flatMap { $0.documentCount == entry.documentCount ? $0 : nil }
    documents = texts.map {
      SalvagedStore($0, root: root?.documents, layout: layout, documentCount: count)
    }
    guard let segment, let root, let terms,
      let field = layout.field(named: layout.schema.identifier),
      let space = layout.space(.values, ofField: field),
      let place = layout.columnFields.firstIndex(of: field)
    else {
      (column, identifiers) = (nil, nil)
      return
    }
    column = try? OrdinalColumn(file: segment, root: root.columns[place], documentCount: count)
    identifiers = try? TermDictionaryReader(file: terms, root: root.dictionaries[space])
  }

  /// Says whether all that was read of the files was there.
  func requireWhole() throws(CorruptionError) {
    for file in files { try file.requireWhole() }
  }

  /// Calls `body` with the number of every document that is not known to be deleted, and with the
  /// document if it can be read.
  func forEachDocument(_ body: (Int, Document?) throws -> Void) rethrows {
    func isLive(_ index: Int) -> Bool { live?[DocID(UInt32(index))] ?? true }
    if let documents {
      try documents.forEachDocument { index, document in
        if isLive(index) { try body(index, document) }
      }
    } else {
      for index in 0..<documentCount where isLive(index) { try body(index, nil) }
    }
  }

  /// The identifier of a document that cannot be read, if at least that can.
  func identifier(of index: Int) -> String? {
    guard let ordinal = (try? column?.first(of: DocID(UInt32(index)))) ?? nil,
      var cursor = identifiers?.cursor(), (try? cursor.seek(ordinal: ordinal)) == true
    else { return nil }
    return String(decoding: cursor.term, as: UTF8.self)
  }
}
