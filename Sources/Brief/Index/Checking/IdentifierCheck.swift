// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Of one identifier at most one document lives, in all segments together: the identifiers of several
// segments are walked over at once.

import BriefCodec

/// Looks for documents of one identifier in different segments.
struct IdentifierCheck {
  private let space: Int
  private let segments: [SegmentReader]

  init(_ layout: IndexLayout, _ segments: [SegmentReader]) {
    self.segments = segments
    space = layout.identifierSpace
  }

  /// Reports identifiers that live twice, as many as of other differences.
  func run(_ report: inout IndexChecker.Report) throws(CorruptionError) {
    guard segments.count > 1 else { return }
    var identifiers = TermUnion(segments.map { $0.dictionary(space) })
    var found = 0
    while found < TextCheck.limit, try identifiers.next() {
      var living: [FileID] = []
      for i in identifiers.places where try lives(identifiers.cursors[i].payload, segments[i]) {
        living.append(segments[i].id)
      }
      guard living.count > 1 else { continue }
      found += 1
      report.problems.append(
        BriefError(
          .corrupted,
          "Segments \(living[0]) and \(living[1]) both have a document with the identifier "
            + "“\(String(decoding: identifiers.term, as: UTF8.self))” that is not deleted.",
          location: BriefError.FileLocation(
            file: SegmentPart.terms.fileName(living[1]), offset: 0)))
    }
  }

  private func lives(
    _ payload: TermPayload, _ segment: SegmentReader
  ) throws(CorruptionError) -> Bool {
    let list = try PostingsCursor(segment, detail: .documents, payload: payload)
    while true {
      let doc = try list.advance()
      guard doc.index < segment.documentCount else { return false }
      if segment.live?[doc] ?? true { return true }
    }
  }
}
