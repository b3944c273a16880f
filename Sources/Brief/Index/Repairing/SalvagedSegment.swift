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
  ) throws(StorageError) {
    self.entry = entry
    self.live = live
    // Postings and positions are made anew.
    let wanted: Set = [SegmentPart.segment, .terms, .documents]
    var opened: [SegmentPart: StoredFile] = [:]
    for (part, summary) in zip(SegmentPart.allCases, entry.files) where wanted.contains(part) {
      let name = part.fileName(entry.id)
      let contents: MappedFile
      do throws(StorageError) {
        contents = try directory.contents(of: name)
      } catch .file(let error) where error.isNotFound {
        continue  // any other may be there the next time, with all that is in it
      }
      opened[part] = try? StoredFile(
        salvaging: contents, name: name, kind: part.kind, id: entry.id, summary: summary)
    }
    let count = Int(entry.documentCount)
    let (segment, terms, texts) = (opened[.segment], opened[.terms], opened[.documents])
    files = Array(opened.values)
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
    identifiers = try? TermDictionaryReader(
      file: terms, root: root.dictionaries[space], entries: layout.spaces[space].detail.entries)
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
    guard let ordinal = try? column?.first(of: DocID(UInt32(index))),
      let identifier = try? identifiers?.term(at: ordinal)
    else { return nil }
    return String(decoding: identifier, as: UTF8.self)
  }
}
