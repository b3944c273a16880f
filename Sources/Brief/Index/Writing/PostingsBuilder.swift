// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Puts the runs of one term space together, batch by batch. Terms are numbered once more, over all batches; a
// batch keeps nothing but the bytes of its runs and the new numbers of its terms. When the segment is written,
// the terms are sorted, and the runs of each are found by a counting sort (`RunLists`).

import BriefCodec

/// The postings of one term space of a segment being built.
struct PostingsBuilder: Sendable {
  let space: TermSpace
  private var table = TermTable()
  private var runs: [RunLists.Run] = []
  private var runBytes = 0
  /// Documents with at least one term.
  private var documentCount = 0
  /// In a space of values, the terms of each document.
  private(set) var members = Members()

  /// The terms of each document one after the other, and where each document's end.
  struct Members: Sendable {
    fileprivate var terms: [UInt32] = []
    fileprivate var ends: [UInt32] = []

    /// The column of them: ordinals are ranks among the field's distinct values in the order of their bytes.
    func column(_ ranks: [UInt32]) -> OrdinalColumnBuilder {
      var column = OrdinalColumnBuilder()
      var start = 0
      for end in ends.lazy.map(Int.init) {
        if end - start == 1 {
          column.append(CollectionOfOne(ranks[Int(terms[start])]))
        } else {
          column.append(terms[start..<end].map { ranks[Int($0)] }.sorted())
        }
        start = end
      }
      return column
    }
  }

  init(space: TermSpace) { self.space = space }

  /// The bytes that building and writing this space take: at the end every run needs a place, every term a key to be
  /// sorted by, its place in the order, and a number of runs, then a rank and a beginning instead of the key.
  var memoryUse: Int {
    table.memoryUse + table.count * 28 + runBytes + (members.terms.count + members.ends.count) * 6
  }

  /// What pairs of frequent words may take beyond ``memoryUse``: they have runs as well, a third of the words' at most.
  var pairMemoryUse: Int { max(1 << 20, runBytes / 3) }

  /// What of ``memoryUse`` the runs take.
  var runMemoryUse: Int { runBytes }

  /// What of ``memoryUse`` the terms take, and how many there are.
  var termMemoryUse: Int { table.memoryUse }
  var termCount: Int { table.count }

  /// The numbers of the terms of the batch added last.
  var newestTerms: [UInt32] { runs.last?.terms ?? [] }

  /// Adds the next batch, whose documents are numbered from `firstDocument` on.
  mutating func append(_ batch: consuming SpaceRuns, firstDocument: Int) {
    documentCount += batch.documentCount
    let terms = table.numbers(of: batch.terms)
    let first = UInt32(members.terms.count)
    for member in batch.members { members.terms.append(terms[Int(member)]) }
    for end in batch.memberEnds { members.ends.append(first + end) }
    runBytes += batch.postings.count + terms.count * 20 + 128
    runs.append(
      RunLists.Run(
        firstDocument: UInt32(firstDocument), postings: batch.postings, ends: batch.ends,
        terms: terms))
  }

  /// All that was added, in the order it is written in. One thread counts the runs of each term while another sorts the
  /// terms.
  func arranged(by workers: WorkerThreads) -> Work<RunLists> {
    let ranked = workers.start { [table] in table.ranked() }
    return workers.start { [self] in
      let counts = runCounts()
      let (order, ranks) = ranked.result()
      return arranged(order, ranks, counts: counts)
    }
  }

  /// The number of runs of each term, by number.
  private func runCounts() -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: table.count)
    for run in runs {
      for term in run.terms { counts[Int(term)] += 1 }
    }
    return counts
  }

  private func arranged(
    _ order: [UInt32], _ ranks: [UInt32], counts: consuming [UInt32]
  ) -> RunLists {
    var starts: [UInt32] = []
    starts.reserveCapacity(order.count + 1)
    // By number, where the next run of a term goes.
    var next = counts
    var sum: UInt32 = 0
    for number in order {
      starts.append(sum)
      let count = next[Int(number)]
      next[Int(number)] = sum
      sum += count
    }
    starts.append(sum)
    var places = [RunLists.Place](
      repeating: RunLists.Place(batch: 0, firstDocument: 0, start: 0, length: 0), count: Int(sum))
    for (batch, run) in runs.enumerated() {
      var start: UInt32 = 0
      for (local, term) in run.terms.enumerated() {
        let end = run.ends[local]
        places[Int(next[Int(term)])] = RunLists.Place(
          batch: UInt32(batch), firstDocument: run.firstDocument, start: start,
          length: end - start)
        next[Int(term)] += 1
        start = end
      }
    }
    return RunLists(
      detail: space.detail, documentCount: documentCount, terms: table, order: order, ranks: ranks,
      starts: starts, places: places, runs: runs)
  }
}
