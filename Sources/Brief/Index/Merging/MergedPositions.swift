// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where one word stands in several segments, under the numbers that their documents will have.

import BriefCodec

/// The positions of a word in segments that are being merged.
struct MergedPositions: PositionStream {
  /// A segment, the word's list in it, if it is there, and the new numbers of its documents.
  struct Source {
    let segment: SegmentReader
    let payload: TermPayload?
    let numbers: [UInt32]
  }

  /// The segments yet to be read.
  private var sources: ArraySlice<Source>
  /// The list in the first of them, from when it is read on: the blocks of many words in many segments would be
  /// much to hold.
  private var list: PostingsCursor?
  private var positions: [UInt32] = []
  /// The cursor stands on a document that was not read.
  private var isWaiting = false

  /// The positions from a document of the first source on.
  init(_ sources: [Source], from first: DocID = DocID(0)) throws(CorruptionError) {
    self.sources = sources[...]
    guard first > DocID(0), let source = sources.first else { return }
    list = try Self.list(of: source)
    _ = try list?.advance(to: first)
    isWaiting = list != nil
  }

  private static func list(of source: Source) throws(CorruptionError) -> PostingsCursor? {
    guard let payload = source.payload else { return nil }
    return try PostingsCursor(source.segment, detail: .positions, payload: payload)
  }

  mutating func read(before end: UInt32, into places: inout [UInt64]) throws(StorageError) {
    do throws(CorruptionError) {
      while let source = sources.first {
        if list == nil { list = try Self.list(of: source) }
        if let list, try !read(list, source.numbers, before: end, into: &places) { return }
        list = nil
        sources.removeFirst()
      }
    } catch {
      throw .corruption(error)
    }
  }

  /// Says whether the list was read to its end.
  private mutating func read(
    _ list: PostingsCursor, _ numbers: [UInt32], before end: UInt32, into places: inout [UInt64]
  ) throws(CorruptionError) -> Bool {
    var doc = isWaiting ? list.doc : try list.advance()
    isWaiting = false
    while doc != .exhausted, doc.index < numbers.count {
      let number = numbers[doc.index]
      if number != Renumbering.leftOut {
        guard number < end else {
          isWaiting = true
          return false
        }
        try list.readPositions(into: &positions)
        for position in positions { places.append(UInt64(number) << 32 | UInt64(position)) }
      }
      doc = try list.advance()
    }
    return true
  }
}
