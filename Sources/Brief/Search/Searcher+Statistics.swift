// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What an index holds: its terms and its sizes.

import BriefCodec
import BriefText

/// A term of a field and how often it occurs.
public struct TermStatistics: Sendable, Hashable {
  /// The term as the analyzer made it, or the keyword as it was given.
  public let term: String
  /// Documents with the term, those deleted and not yet merged away included.
  public let documentFrequency: Int
  /// Occurrences in all of them; in a combined field each counts as often as its field weighs.
  public let totalTermFrequency: Int
}

/// What an index holds and how large it is.
public struct IndexStatistics: Sendable, Hashable {
  /// Documents that can be found.
  public let documentCount: Int
  /// Documents deleted and not yet merged away.
  public let deletedCount: Int
  /// How many commits there have been.
  public let generation: Int
  /// The segments, in order.
  public let segments: [Segment]
  /// The fields that can be searched, in the schema's order.
  public let fields: [Field]
  /// Bytes by kind of file.
  public let bytes: [Size]

  /// A segment's share.
  public struct Segment: Sendable, Hashable {
    /// The segment's name: the first part of the names of its files.
    public let name: String
    /// Documents, deleted ones included.
    public let documentCount: Int
    /// Deleted ones.
    public let deletedCount: Int
    /// The size of its files in bytes.
    public let byteCount: Int
  }

  /// A field's share, over all segments.
  public struct Field: Sendable, Hashable {
    /// The field's name.
    public let name: String
    /// Different terms, counted in each segment: exact for one segment, else an upper bound.
    public let termCount: Int
    /// Tokens in all documents (weighted in a combined field); values for keywords.
    public let tokenCount: Int
    /// Documents that have the field.
    public let documentCount: Int
  }

  /// The size of one kind of file.
  public struct Size: Sendable, Hashable {
    /// The part of the index: `postings`, `positions`, `terms`, `documents`, `segment`, `live`.
    public let part: String
    /// Its size over all segments in bytes.
    public let byteCount: Int
  }

  /// The size of all files in bytes, the commit's own few excluded.
  public var byteCount: Int { bytes.reduce(0) { $0 + $1.byteCount } }
}

extension Searcher {
  /// Terms of a field that begin with a prefix (folded like the field's own terms), in the order of
  /// their bytes.
  ///
  /// - Parameter field: `nil` means the field that a query asks which names none, the first of them if
  ///   there are several.
  /// - Throws: `invalidQuery` if there is no such field or it has no terms, `corrupted` for damaged files,
  ///   `ioFailure`.
  public func terms(
    in field: String? = nil, prefix: String = "", limit: Int
  ) throws(BriefError) -> [TermStatistics] {
    do {
      let layout = snapshot.layout
      let name = field ?? schema.defaultField
      guard let index = layout.field(named: name),
        let space = layout.space(.words, ofField: index) ?? layout.space(.values, ofField: index)
      else { throw BriefError(.invalidQuery, "“\(name)” is not a field that can be searched.") }
      var start = Array(prefix.utf8)
      if let analyzer = layout.analyzer(of: index) {
        start = try TextAnalyzer(analyzer, defaultLanguage: schema.defaultLanguage).fold(prefix)
      }
      let terms = try snapshot.terms(space: space, from: start, limit: limit)
      try snapshot.requireWhole()
      return terms.map { term in
        TermStatistics(
          term: String(decoding: term.bytes, as: UTF8.self),
          documentFrequency: term.documentFrequency,
          totalTermFrequency: Self.sum(term.payloads.map { $0?.totalTermFrequency ?? 0 }))
      }
    } catch {
      throw BriefError(any: error)
    }
  }

  /// The greatest number there is, if damaged entries say more.
  private static func sum(_ frequencies: [UInt64]) -> Int {
    var sum: UInt64 = 0
    for frequency in frequencies {
      let (more, isTooMuch) = sum.addingReportingOverflow(frequency)
      sum = isTooMuch ? .max : more
    }
    return Int(clamping: sum)
  }

  /// What the index holds and how large it is. Reads nothing but the segments' roots.
  public func statistics() -> IndexStatistics {
    let segments = snapshot.segments.map { segment in
      IndexStatistics.Segment(
        name: "\(segment.id)", documentCount: segment.documentCount,
        deletedCount: Int(segment.entry.deletedCount),
        byteCount: segment.entry.files.reduce(0) { $0 + $1.length })
    }
    let names = SegmentPart.allCases.map(\.rawValue) + ["live"]
    let bytes = names.enumerated().map { place, name in
      IndexStatistics.Size(
        part: name,
        byteCount: snapshot.segments.reduce(0) { $0 + $1.entry.files[place].length })
    }
    return IndexStatistics(
      documentCount: snapshot.liveCount,
      deletedCount: segments.reduce(0) { $0 + $1.deletedCount },
      generation: Int(clamping: snapshot.commit.generation), segments: segments,
      fields: fieldStatistics(), bytes: bytes)
  }

  private func fieldStatistics() -> [IndexStatistics.Field] {
    let layout = snapshot.layout
    return schema.fields.indices.compactMap { field in
      guard
        let space = layout.space(.words, ofField: field) ?? layout.space(.values, ofField: field)
      else { return nil }
      var (terms, tokens, documents) = (0, 0, 0)
      for segment in snapshot.segments {
        terms += segment.dictionary(space).count
        if let length = segment.lengths(ofField: field) {
          tokens += Int(clamping: length.sum)
          documents += Int(length.documentCount)
        } else {
          tokens += Int(clamping: segment.root.statistics[space].totalTermFrequency)
          documents += Int(segment.root.statistics[space].documentCount)
        }
      }
      return IndexStatistics.Field(
        name: schema.fields[field].name, termCount: terms, tokenCount: tokens,
        documentCount: documents)
    }
  }
}

extension Snapshot {
  /// The terms of a space that begin with some bytes, in order, over all segments.
  fileprivate func terms(
    space: Int, from prefix: [UInt8], limit: Int
  ) throws(CorruptionError) -> [PlannedTerm] {
    var found: Set<[UInt8]> = []
    for segment in segments {
      var cursor = segment.dictionary(space).cursor()
      var isAt = try cursor.seek(prefix)
      var taken = 0
      while isAt, taken < limit, cursor.term.starts(with: prefix) {
        found.insert(cursor.term)
        taken += 1
        isAt = try cursor.next()
      }
    }
    var terms: [PlannedTerm] = []
    for bytes in found.sorted(by: { $0.lexicographicallyPrecedes($1) }).prefix(max(0, limit)) {
      terms.append(try term(bytes, space: space))
    }
    return terms
  }
}
