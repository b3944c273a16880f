// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A posting list by document: how its column is made, and how documents are scored by it.

import BriefCodec

extension WordList {
  /// The postings by document, if the word is asked for often enough, and whether they were made just now.
  func column(
    mayMake: Bool, _ scratch: ScratchPool
  ) throws(CorruptionError) -> (column: WordColumn, isNew: Bool)? {
    guard merged == nil, scorer.norms != nil else { return nil }
    var isNew = false
    let column = try segment.wordColumns.column(
      of: stored, scorer.similarity.inverseNorms, mayMake: mayMake
    ) { () throws(CorruptionError) in
      isNew = true
      return try makeColumn(scratch)
    }
    return column.map { ($0, isNew) }
  }

  /// Levels are shares of the best score, so any weight will do.
  private func makeColumn(_ scratch: ScratchPool) throws(CorruptionError) -> WordColumn {
    let scorer = WordScorer(
      similarity: scorer.similarity, norms: scorer.norms, weight: 1, grid: ScoreGrid(maximum: 1))
    var list = try WordList.list(
      stored, of: segment, scorer: scorer, isScored: true, isRequired: false, scratch)
    let best = list.maximum
    var column = WordColumn(documentCount: segment.documentCount)
    try list.forEachBlock { documents, frequencies, scores, count throws(CorruptionError) in
      guard
        column.note(documents, frequencies: frequencies, scores: scores, count: count, best: best)
      else { throw segment.beyondEnd(documents[count - 1]) }
    }
    list.giveBackRoom(to: scratch)
    return column
  }

  /// Adds this word's score to the documents of a batch by its column; this is list `place` of those that have
  /// columns. Documents of unknown frequency are looked up.
  mutating func addScores(
    to batch: inout Batch, by columns: inout ColumnBounds, _ place: Int
  ) throws(CorruptionError) {
    guard let column = columns.columns[place], let norms = scorer.norms else { return }
    let count = column.addScores(
      of: batch.documents, batch.count, norms: norms.bytes,
      inverseNorms: scorer.similarity.inverseNorms, weight: scorer.weight,
      rounding: scorer.grid.magic, worth: columns.worths[place], rests: &columns.sums.rests,
      to: &batch.scores, unknown: &columns.sums.unknown)
    guard count > 0 else { return }
    columns.sums.members.gather(columns.sums.unknown, count, from: batch)
    try refine(&columns.sums.members, floor: 0, as: .optional)
    columns.sums.members.scatter(columns.sums.unknown, to: &batch)
  }
}
