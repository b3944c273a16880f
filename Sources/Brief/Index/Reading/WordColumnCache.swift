// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which words of a segment have columns in memory: common ones that are asked for again and again, as few words
// of a language are in most of its questions. Nothing is kept on disk, nothing made for a word that was asked
// for once.

import BriefCodec

/// The word columns of one segment.
final class WordColumnCache: Sendable {
  /// A list, and how norms count there: by two constants, which two of them tell.
  private struct Key: Hashable {
    let postings: UInt64
    let shortest: Float
    let longest: Float
  }

  private struct Entry {
    let documentFrequency: Int
    var uses = 0
    var column: WordColumn?
    var isBeingMade = false

    /// What a column saves: as much as going through the list takes, each time.
    var worth: Int { uses * documentFrequency }
  }

  private let entries = Guarded<[Key: Entry]>([:])
  private let budget: MemoryBudget
  private let byteCount: Int

  /// Whether a word that so many documents have can have a column. Lists that are rarer or short are read in less
  /// time, and in a small archive whatever is made for a search costs more than its lists (with columns in one of
  /// 10,000 documents, intersections took 4 % longer).
  static func isCommon(documentFrequency: Int, of documentCount: Int) -> Bool {
    documentCount >= 16_384 && documentFrequency >= 4_096
      && documentFrequency * 16 >= documentCount
  }

  /// From this use on: making a column takes one or two searches' time.
  private static let firstUse = 3

  init(documentCount: Int, budget: MemoryBudget) {
    self.budget = budget
    byteCount = WordColumn.byteCount(documentCount: documentCount)
  }

  /// The column of a list of a common word, if it has one. Counts that it was asked for, and calls `make` when it
  /// is time and the caller has some.
  func column(
    of list: BlockList, _ inverseNorms: [Float], mayMake: Bool,
    make: () throws(CorruptionError) -> WordColumn
  ) throws(CorruptionError) -> WordColumn? {
    guard byteCount <= budget.limit else { return nil }
    let key = Key(
      postings: list.payload.postings, shortest: inverseNorms[0], longest: inverseNorms[255])
    let (known, isDue) = entries.withLock { entries in
      var entry = entries[key] ?? Entry(documentFrequency: list.documentFrequency)
      entry.uses += 1
      let isDue =
        mayMake && entry.column == nil && !entry.isBeingMade && entry.uses >= Self.firstUse
        && makeRoom(for: entry, &entries)
      entry.isBeingMade = entry.isBeingMade || isDue
      entries[key] = entry
      return (entry.column, isDue)
    }
    guard isDue else { return known }
    let made: WordColumn
    do throws(CorruptionError) {
      made = try make()
    } catch {
      settle(key, nil)
      throw error
    }
    settle(key, made)
    return made
  }

  private func settle(_ key: Key, _ made: WordColumn?) {
    entries.withLock { entries in
      entries[key]?.isBeingMade = false
      entries[key]?.column = made
    }
    if made == nil { budget.giveBack(byteCount) }
  }

  /// Takes room for one more, if need be that of the one that is worth least: but only when uses have doubled, or
  /// words of like worth would take turns.
  private func makeRoom(for entry: Entry, _ entries: inout [Key: Entry]) -> Bool {
    if budget.take(byteCount) { return true }
    guard entry.uses.nonzeroBitCount == 1 else { return false }
    let made = entries.filter { $0.value.column != nil }
    guard let least = made.min(by: { $0.value.worth < $1.value.worth }),
      least.value.worth * 2 < entry.worth
    else { return false }
    entries[least.key]?.column = nil
    return true
  }
}
