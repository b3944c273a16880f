// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The columns of several segments → those of one.

import BriefCodec

/// Merges columns.
struct ColumnMerger: Sendable {
  let sources: [SegmentReader]
  let layout: IndexLayout
  /// The new numbers.
  let numbers: Renumbering

  /// Begins to make the columns, in the order of the new numbers, if there is a thread for it.
  func start(_ workers: WorkerThreads) -> [Work<Result<ColumnDraft, any Error>>] {
    layout.columnFields.map { field in
      workers.start { Result { try column(field) } }
    }
  }

  private func column(_ field: Int) throws -> ColumnDraft {
    switch layout.schema.fields[field].kind {
    case .date, .number: try ColumnDraft(numberColumn(field).write)
    default: try ColumnDraft(ordinalColumn(field).write)
    }
  }

  private func numberColumn(_ field: Int) throws(CorruptionError) -> NumberColumnBuilder {
    var column = NumberColumnBuilder()
    var columns: [NumberColumn?] = []
    for source in sources { columns.append(try source.numbers(ofField: field)) }
    try numbers.forEachDocument { (source, document) throws(CorruptionError) in
      column.append(try columns[source]?.value(of: document))
    }
    return column
  }

  private func ordinalColumn(_ field: Int) throws(CorruptionError) -> OrdinalColumnBuilder {
    var column = OrdinalColumnBuilder()
    guard let space = layout.space(.values, ofField: field) else { return column }
    var columns: [OrdinalColumn?] = []
    for source in sources { columns.append(try source.ordinals(ofField: field)) }
    // Only values that a live document has keep a place in the merged dictionary.
    var used = sources.map { [Bool](repeating: false, count: $0.dictionary(space).count) }
    try numbers.forEachDocument { (source, document) throws(CorruptionError) in
      try columns[source]?.forEachOrdinal(of: document) { ordinal in
        if used[source].indices.contains(ordinal) { used[source][ordinal] = true }
      }
    }
    let renumbered = try renumber(space, used)
    var list: [UInt32] = []
    try numbers.forEachDocument { (source, document) throws(CorruptionError) in
      list.removeAll(keepingCapacity: true)
      try columns[source]?.forEachOrdinal(of: document) { ordinal in
        if renumbered[source].indices.contains(ordinal) { list.append(renumbered[source][ordinal]) }
      }
      column.append(list)
    }
    return column
  }

  /// For each source, the merged ordinal of each of its terms.
  private func renumber(_ space: Int, _ used: [[Bool]]) throws(CorruptionError) -> [[UInt32]] {
    var terms = TermUnion(sources.map { $0.dictionary(space) })
    var renumbered = used.map { [UInt32](repeating: 0, count: $0.count) }
    var next: UInt32 = 0
    while try terms.next() {
      var isUsed = false
      for i in terms.places {
        let ordinal = terms.cursors[i].ordinal
        renumbered[i][ordinal] = next
        isUsed = isUsed || used[i][ordinal]
      }
      if isUsed { next += 1 }
    }
    return renumbered
  }
}
