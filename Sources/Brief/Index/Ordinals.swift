// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The numbers the engine counts in, each with a type of its own so that none can be taken for
// another. They cost nothing: each is one integer.

/// A document's number inside its segment, from 0.
package struct DocID: Hashable, Comparable, Sendable {
  package var rawValue: UInt32

  @inline(__always)
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// After the last document: what a cursor stands on when it has no more.
  package static let exhausted = DocID(UInt32.max)

  @inline(__always)
  package static func < (a: DocID, b: DocID) -> Bool { a.rawValue < b.rawValue }

  /// The number as an array index.
  @inline(__always)
  package var index: Int { Int(rawValue) }
}

/// A segment's place in the commit, from 0.
package struct SegmentOrdinal: Hashable, Sendable {
  package var rawValue: Int
  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// A document of a snapshot: its segment and its number there.
package struct DocAddress: Hashable, Sendable {
  package var segment: SegmentOrdinal
  package var doc: DocID

  package init(segment: SegmentOrdinal, doc: DocID) {
    self.segment = segment
    self.doc = doc
  }
}
