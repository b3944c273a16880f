// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Terms without places, for those who ask for many at once.

/// Terms one after the other: term i is `bytes[ends[i - 1]..<ends[i]]`, and may be empty.
package struct TermList: Sendable, Equatable {
  package private(set) var bytes: [UInt8] = []
  package private(set) var ends: [UInt32] = []

  package init() {}

  package var count: Int { ends.count }

  /// The place of a term in ``bytes``.
  @inline(__always)
  package func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(ends[index &- 1]))..<Int(ends[index])
  }

  /// The places of all terms in ``bytes``.
  package var ranges: [Range<Int>] { (0..<count).map { range($0) } }

  /// Whether every term has a byte.
  package var hasNoEmpty: Bool {
    var last: UInt32 = 0
    for end in ends {
      guard end > last else { return false }
      last = end
    }
    return true
  }

  /// Drops all terms, keeps the room they had.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  package mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
    // At least one: see `ChunkCache.insert`.
    bytes.append(addingCapacity: max(1, range.count)) { room in
      for i in range { room.append(source[i]) }
    }
    ends.append(UInt32(bytes.count))
  }
}
