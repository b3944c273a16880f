// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What searches work in, lent by the snapshot: the windows that lists are added up in, and what comes out of them, 80
// KB, and 100 more for columns; what phrases are looked for in, 50 KB for one of three words; what scores are counted
// in, 8 KB; and what lists are decoded into, 3 KB each. Allocated anew by every search they were cleared and, where the
// system's allocator gave them back each time, mapped again: up to half of a short search's time, depending on what
// else lay on the heap.

import BriefCodec

/// Windows, batches and other room that no search uses at the moment.
package final class ScratchPool: Sendable {
  /// An empty window, a batch with room for all of it, and what columns are summed up in.
  struct Scratch: Sendable {
    var window = Window(length: Window.room)
    var batch = Batch(capacity: Window.room)
    /// Without room until it is needed.
    var sums = ColumnBounds.Sums()
  }

  /// Windows must be given back empty.
  let windows = Shelf { Scratch() }
  /// Neighbouring words of a question of twenty, in each of six fields, need twice as many, but seldom.
  let phrases = Shelf(keeping: 64) { PhraseMatcher.Room() }
  /// Counts of no score.
  let counts = Shelf { ScoreHistogram.room() }
  /// Few questions are asked about more words at a time.
  let blocks = Shelf(keeping: 64) { WordList.Room() }
  /// Of a block's length.
  let batches = Shelf { Batch(capacity: blockLength) }

  package init() {}
}

/// Room of one kind that nobody uses at the moment.
struct Shelf<Room: Sendable>: Sendable {
  private let idle = Guarded<[Room]>([])
  private let limit: Int
  private let make: @Sendable () -> Room

  /// A shelf that keeps so much room; what is asked for beyond that is made.
  init(keeping limit: Int = .max, _ make: @escaping @Sendable () -> Room) {
    self.limit = limit
    self.make = make
  }

  /// What the caller has for itself.
  func take() -> Room { idle.withLock { $0.popLast() } ?? make() }

  /// Gives room back that the caller will not use again. It is moved: a copy would be some references.
  func giveBack(_ room: consuming Room) {
    var room = Optional(room)
    idle.withLock { idle in
      if idle.count < limit, let room = room.take() { idle.append(room) }
    }
  }
}
