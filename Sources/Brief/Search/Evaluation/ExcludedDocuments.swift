// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents that must not match since they have all of some words: found once, as any conjunction is, and
// left out wherever they turn up. A cursor that is asked about each candidate instead looks for the next
// such document every time.

import BriefCodec

/// The documents of a segment that have all of some words.
struct ExcludedDocuments {
  private let documents: [UInt32]

  /// More documents of the rarest word than this are not gone through beforehand.
  private static let limit = 1 << 16

  /// Whether it is worth finding the documents of a conjunction of words beforehand.
  static func areFew(_ plan: Plan, in context: CursorContext) -> Bool {
    WordPlan.words(of: plan)?.required.contains { $0.length(in: context) <= limit } ?? false
  }

  /// `nil` if that is not worth it.
  init?(_ plan: Plan, _ context: CursorContext) throws(CorruptionError) {
    guard Self.areFew(plan, in: context), let words = WordPlan.words(of: plan) else { return nil }
    var evaluation = try WordEvaluation(words, context.untimed, isScored: false)
    var found: [UInt32] = []
    try evaluation.run(floor: 0) { batch in
      found += batch.documents[..<batch.count]
      return .none
    }
    documents = found
  }

  /// Drops them from a batch.
  func refine(_ batch: inout Batch) {
    guard batch.count > 0 else { return }
    var next = first(from: batch.documents[0])
    guard next < documents.count else { return }
    var kept = 0
    for i in 0..<batch.count {
      let document = batch.documents[i]
      while next < documents.count, documents[next] < document { next += 1 }
      if next < documents.count, documents[next] == document { continue }
      (batch.documents[kept], batch.scores[kept]) = (document, batch.scores[i])
      kept += 1
    }
    batch.count = kept
  }

  /// Unmarks them in a window.
  func refine(_ window: inout MarkedWindow, before high: UInt32) {
    var next = first(from: window.base)
    while next < documents.count, documents[next] < high {
      window.unmark(documents[next])
      next += 1
    }
  }

  private func first(from document: UInt32) -> Int {
    gallop(from: 0, count: documents.count) { documents[$0] < document }
  }
}
