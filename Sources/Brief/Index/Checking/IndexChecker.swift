// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Proves an index sound, or says what is not. The first pass verifies the checksum of every page of
// every file; the second reads every structure and compares what the format says must agree: counts
// with what is counted, order with what is ordered, every posting list with its own statistics, and
// all of it with the stored documents, analysed again.

package import BriefCodec

/// Checks an index.
public struct IndexChecker: Sendable {
  /// What was found.
  public struct Report: Sendable {
    /// What is wrong, in the order it was found; empty if the index is sound.
    public internal(set) var problems: [BriefError] = []
    /// Segments looked at.
    public internal(set) var segmentCount = 0
    /// Documents looked at, deleted ones included.
    public internal(set) var documentCount = 0
    /// Terms looked at.
    public internal(set) var termCount = 0
    /// Postings looked at (with `deep`).
    public internal(set) var postingCount = 0
    /// Documents whose stored texts were analysed again and found in all that the index holds of them
    /// (with `deep`): all of them, unless ``isCurrent`` is false or their segment is damaged.
    public internal(set) var comparedDocumentCount = 0
    /// Text fields whose texts are not stored, so that nothing can be compared with them.
    public internal(set) var unstoredFields: [String] = []
    /// Whether the analyzers, ICU and stemmers at hand are those the index was built with. If not, they
    /// may well find other words in the stored texts, and no texts are compared.
    public internal(set) var isCurrent = true
    /// Bytes whose checksums were verified.
    public internal(set) var byteCount = 0
    /// Whether the index is sound.
    public var isSound: Bool { problems.isEmpty }
  }

  private let directory: any Directory

  /// A checker for the index in a folder.
  ///
  /// - Throws: `notAnIndex` if there is no such folder.
  public init(path: String) throws(BriefError) {
    do {
      directory = try DiskDirectory(path: path, create: false)
    } catch .file(let error) where error.isNotFound {
      throw BriefError(notAnIndex: path, cause: error)
    } catch {
      throw BriefError(any: error)
    }
  }

  package init(_ directory: any Directory) { self.directory = directory }

  /// Checks the last commit. Reads all files; writes nothing.
  ///
  /// - Parameter deep: also read every posting list, column and stored document, and compare what the
  ///   index holds of each document with what its stored texts say when they are analysed again. That
  ///   takes about as long as indexing them, and eight bytes of memory a document of a segment.
  /// - Throws: `notAnIndex` or what is wrong with the commit; all other damage is reported, not thrown.
  public func check(deep: Bool) throws(BriefError) -> Report {
    let (folder, commit, layout, segments) = try open()
    var report = Report()
    report.isCurrent = commit.analysis == commit.schema.analysisFingerprint
    report.unstoredFields = commit.schema.fields.filter { !$0.isStored }.map(\.name)
    do {
      try commit.verifyCopy(in: folder)
    } catch {
      report.problems.append(BriefError(any: error))
    }
    var readable: [SegmentReader] = []
    for segment in segments {
      report.segmentCount += 1
      do {
        let segment = try segment.get()
        let entry = segment.entry
        try segment.verifyAll()
        report.byteCount += entry.files.reduce(0) { $0 + $1.length }
        report.documentCount += segment.documentCount
        report.termCount += layout.spaces.indices.reduce(0) { $0 + segment.dictionary($1).count }
        if deep {
          try SegmentCheck(segment, comparesTexts: report.isCurrent).run(&report)
        }
        try segment.requireWhole()
        readable.append(segment)
      } catch {
        report.problems.append(BriefError(any: error))
      }
    }
    if deep {
      do {
        try IdentifierCheck(layout, readable).run(&report)
      } catch {
        report.problems.append(BriefError(any: error))
      }
    }
    return report
  }

  /// Opens all segments of the last commit before any is looked at: from then on a writer may remove
  /// their files. What it removes earlier is no damage; then there is a newer commit.
  private func open() throws(BriefError) -> (
    any Directory, Commit, IndexLayout, [Result<SegmentReader, StorageError>]
  ) {
    do {
      while true {
        let (folder, commit) = try Commit.readLast(at: directory)
        let layout = IndexLayout(commit.schema)
        let segments = commit.segments.map { entry in
          Result { () throws(StorageError) in
            try SegmentReader(folder, entry: entry, layout: layout)
          }
        }
        guard segments.contains(where: { (try? $0.get()) == nil }) else {
          return (folder, commit, layout, segments)
        }
        let now = try Commit.readLast(at: folder)
        guard now.directory !== folder || now.commit.generation != commit.generation else {
          return (folder, commit, layout, segments)
        }
      }
    } catch StorageError.file(let error) where error.isNotFound {
      throw BriefError(notAnIndex: directory.path, cause: error)
    } catch {
      throw BriefError(any: error)
    }
  }
}
