// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The segments of one commit with what is known of all of them together. Every search, explanation
// and listing of a searcher answers from one snapshot.

package import BriefCodec

/// The open segments of one commit and their collection statistics.
package final class Snapshot: Sendable {
  package let commit: Commit
  package let layout: IndexLayout
  package let segments: [SegmentReader]
  /// BM25 of each field with norms, by the field's index in the schema, for each style of query.
  private let similarities: [QueryStyle: [Int: BM25]]
  /// By the field's index in the schema.
  private let documentCounts: [Int]
  let analyses = AnalysisPool()
  let scratch = ScratchPool()
  private let terms = TermCache()
  private let knownLanguages = Guarded<[String]?>(nil)

  /// Opens the segments of a commit. They keep `memoryLimit` bytes at most from one search for the next, of
  /// which each segment has a share by its documents; without it, a part of what the segment's posting lists take.
  package init(
    _ directory: any Directory, commit: Commit, memoryLimit: Int? = nil
  ) throws(StorageError) {
    let layout = IndexLayout(commit.schema)
    var segments: [SegmentReader] = []
    let documentCount = max(1, commit.segments.reduce(0) { $0 + Int($1.documentCount) })
    for entry in commit.segments {
      let limit = memoryLimit.map { limit in
        documentCount.dividingFullWidth(limit.multipliedFullWidth(by: Int(entry.documentCount)))
          .quotient
      }
      segments.append(
        try SegmentReader(directory, entry: entry, layout: layout, memoryLimit: limit))
    }
    var similarities: [QueryStyle: [Int: BM25]] = [:]
    var documentCounts = Array(repeating: 0, count: commit.schema.fields.count)
    for field in layout.normFields {
      var (count, sum) = (0, UInt64(0))
      for segment in segments {
        guard let lengths = segment.lengths(ofField: field) else { continue }
        count += Int(lengths.documentCount)
        sum += lengths.sum
      }
      documentCounts[field] = count
      let average = count == 0 ? 1 : Float(Double(sum) / Double(count))
      let ranking = commit.schema.ranking
      similarities[.keywords, default: [:]][field] = BM25(
        ranking.keywords, averageLength: average)
      similarities[.question, default: [:]][field] = BM25(
        ranking.questions, averageLength: average)
    }
    self.commit = commit
    self.layout = layout
    self.segments = segments
    self.similarities = similarities
    self.documentCounts = documentCounts
  }

  /// BM25 of each field with norms, by the field's index in the schema.
  package func similarities(_ style: QueryStyle) -> [Int: BM25] { similarities[style] ?? [:] }

  /// Says whether all that was read of the files was there: to be asked before an answer is given.
  func requireWhole() throws(CorruptionError) {
    for segment in segments { try segment.requireWhole() }
  }

  /// The number of documents that have a text field, deleted ones included.
  package func documentCount(ofField field: Int) -> Int { documentCounts[field] }

  /// The number of documents, deleted ones included.
  var documentCount: Int { segments.reduce(0) { $0 + $1.documentCount } }

  /// The number of documents that are not deleted.
  package var liveCount: Int { segments.reduce(0) { $0 + $1.liveCount } }

  /// The bytes that are kept from one search for the next.
  var memoryInUse: Int { segments.reduce(0) { $0 + $1.memory.inUse } }

  /// A term as all segments know it.
  package func term(_ bytes: [UInt8], space: Int) throws(CorruptionError) -> PlannedTerm {
    try terms.term(bytes, space: space) { () throws(CorruptionError) in
      var payloads: [TermPayload?] = []
      for segment in segments {
        payloads.append(try segment.dictionary(space).find(bytes)?.payload)
      }
      return PlannedTerm(bytes: bytes, payloads: payloads)
    }
  }

  /// The languages of the documents, in the order of their names; the default one if none is known.
  package func languages() throws(CorruptionError) -> [String] {
    if let known = knownLanguages.withLock({ $0 }) { return known }
    var found = Set([layout.schema.defaultLanguage])
    if let name = layout.schema.languageField, let field = layout.field(named: name),
      let space = layout.space(.values, ofField: field)
    {
      for segment in segments {
        var cursor = segment.dictionary(space).cursor()
        while try cursor.next() { found.insert(String(decoding: cursor.term, as: UTF8.self)) }
      }
    }
    let languages = found.sorted()
    knownLanguages.withLock { $0 = languages }
    return languages
  }
}
