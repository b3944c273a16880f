// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The files of the sources are mapped, and what was read of them stays in the process's memory until
// the system wants it back. That is no need of ours, but it counts where memory is limited, and grows
// with the index: so it is given back as the merge goes on.

/// Gives back the memory of segments that are read from front to back.
struct SourceRelease {
  private let sources: [SegmentReader]
  private var sum = 0

  /// What is given back at once: what is needed again is mapped again, some 20 µs a mebibyte.
  private static let step = 8 << 20

  init(_ sources: [SegmentReader]) { self.sources = sources }

  /// Says how much more was read: bytes, or entries and positions of lists, which take about one.
  @inline(__always)
  mutating func note(_ more: Int) {
    sum += more
    if sum >= Self.step { release() }
  }

  /// Says that a term was read, in so many dictionaries: its entry takes some eight bytes.
  @inline(__always)
  mutating func noteTerm(in dictionaries: Int) { note(dictionaries * 8) }

  @inline(never)
  private mutating func release() {
    sum = 0
    for source in sources { source.releaseMemory() }
  }
}
