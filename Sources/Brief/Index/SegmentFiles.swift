// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The files of a segment, by name and as they are written:
//
//     <id>.postings    documents, frequencies and impacts of every term
//     <id>.positions   positions of every term that has them
//     <id>.terms       the term dictionaries
//     <id>.documents   stored documents in compressed blocks
//     <id>.segment     norms, columns, and the root that says where everything lies
//
// Five files, so that each can be written front to back while the others grow.

package import BriefCodec

/// The parts of a segment that are files of their own.
package enum SegmentPart: String, CaseIterable, Sendable {
  case segment, terms, postings, positions, documents

  /// The file kind in the header.
  package var kind: FileKind {
    switch self {
    case .segment: .segment
    case .terms: .terms
    case .postings: .postings
    case .positions: .positions
    case .documents: .documents
    }
  }

  /// The file's name in the index folder.
  package func fileName(_ id: FileID) -> String { "\(id).\(rawValue)" }
}

/// The files of a segment while it is written.
package final class SegmentFiles {
  package let id: FileID
  package let segment: FileWriter
  package let terms: FileWriter
  package let postings: FileWriter
  package let positions: FileWriter
  package let documents: FileWriter
  /// Who syncs files: to wait for a disk is no work for those who have other work to do.
  private let syncing: WorkerThreads
  /// Whether the files will be removed.
  private let isGivenUp = Guarded(false)
  private var complete: [SegmentPart: Work<Result<FileSummary, StorageError>>] = [:]

  /// Creates the files.
  ///
  /// - Parameter syncsBeside: whether files are synced on two other threads, as soon as they are complete, and not by
  ///   the caller of ``finish()``.
  package init(
    _ directory: any Directory, id: FileID, syncsBeside: Bool = false
  ) throws(StorageError) {
    func writer(_ part: SegmentPart) throws(StorageError) -> FileWriter {
      try FileWriter(directory, name: part.fileName(id), kind: part.kind, id: id)
    }
    self.id = id
    syncing = WorkerThreads(count: syncsBeside ? 2 : 0)
    segment = try writer(.segment)
    terms = try writer(.terms)
    postings = try writer(.postings)
    positions = try writer(.positions)
    documents = try writer(.documents)
  }

  /// Drafts of the files, for posting lists that are written beside others.
  package init(draft: Void) {
    id = FileID(high: 0, low: 0)
    syncing = WorkerThreads(count: 0)
    segment = FileWriter(draft: ())
    terms = FileWriter(draft: ())
    postings = FileWriter(draft: ())
    positions = FileWriter(draft: ())
    documents = FileWriter(draft: ())
  }

  private func writer(_ part: SegmentPart) -> FileWriter {
    switch part {
    case .segment: segment
    case .terms: terms
    case .postings: postings
    case .positions: positions
    case .documents: documents
    }
  }

  /// Completes a file, to which nothing can be added any more, and asks for its sync. That this fails is said by
  /// ``finish()``.
  func complete(_ part: SegmentPart) throws(StorageError) {
    let file = try writer(part).complete()
    complete[part] = syncing.start { [isGivenUp] in
      Result { () throws(StorageError) in
        try file.finish(syncs: !isGivenUp.withLock { $0 })
      }
    }
  }

  /// Completes and syncs all files; returns what a commit must know of each.
  package func finish() throws(StorageError) -> [SegmentPart: FileSummary] {
    for part in SegmentPart.allCases where complete[part] == nil { try complete(part) }
    var summaries: [SegmentPart: FileSummary] = [:]
    for part in SegmentPart.allCases { summaries[part] = try complete[part]?.result().get() }
    return summaries
  }

  /// Gives the files up and removes them.
  package func abandon() {
    isGivenUp.withLock { $0 = true }
    for file in complete.values { _ = file.result() }
    for part in SegmentPart.allCases { writer(part).abandon() }
  }
}
