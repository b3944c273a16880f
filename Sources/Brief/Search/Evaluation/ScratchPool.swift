// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The windows that lists are added up in, and what comes out of them: 80 KB, and 100 more for columns, which a
// search borrows; what phrases are looked for in, 50 KB for one of three words; and what scores are counted in, 8 KB.
// Allocated anew by every search they were cleared and, where the system's allocator gave them back each time,
// mapped again: up to half of a short search's time, depending on what else lay on the heap.

import BriefCodec

/// Windows and batches that no search uses at the moment.
package final class ScratchPool: Sendable {
  /// An empty window, a batch with room for all of it, and what columns are summed up in.
  struct Scratch: Sendable {
    var window = Window(length: Window.room)
    var batch = Batch(capacity: Window.room)
    /// Without room until it is needed.
    var sums = ColumnBounds.Sums()
  }

  private let idle = Guarded<[Scratch]>([])
  private let phrases = Guarded<[PhraseMatcher.Room]>([])
  private let counts = Guarded<[[UInt32]]>([])

  package init() {}

  /// What the caller has for itself.
  func take() -> Scratch { idle.withLock { $0.popLast() } ?? Scratch() }

  /// Gives scratch back that the caller will not use again; its window must be empty.
  func giveBack(_ scratch: consuming Scratch) {
    var scratch = scratch
    scratch.batch.unclaimed = nil
    idle.withLock { $0.append(scratch) }
  }

  /// Room for a histogram of scores.
  func takeCounts() -> [UInt32] { counts.withLock { $0.popLast() } ?? ScoreHistogram.room() }

  /// Gives it back.
  func giveBack(counts room: [UInt32]) { counts.withLock { $0.append(room) } }

  /// Makes of no room some for one phrase. Swapped, not copied: it is nine references.
  func lend(to room: inout PhraseMatcher.Room) {
    var lent = phrases.withLock { $0.popLast() } ?? PhraseMatcher.Room()
    swap(&lent, &room)
  }

  /// Takes that back.
  func takeBack(_ room: inout PhraseMatcher.Room) {
    var back = PhraseMatcher.Room(capacity: 0)
    swap(&back, &room)
    phrases.withLock { [back] idle in if idle.count < Self.keptPhrases { idle.append(back) } }
  }

  /// Neighbouring words of a question of twenty, in each of six fields, need twice as many, but seldom.
  private static let keptPhrases = 64
}
