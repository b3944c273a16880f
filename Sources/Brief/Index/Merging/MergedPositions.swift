// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where one word stands in several segments, under the numbers that their documents will have.

import BriefCodec

/// The positions of a word in segments that are being merged.
struct MergedPositions: PositionStream {
  /// The segments yet to be read, with the new numbers of their documents.
  private var sources: ArraySlice<(list: PostingsCursor?, numbers: [UInt32])>
  private var positions: [UInt32] = []
  /// The cursor stands on a document that was not read.
  private var isWaiting = false

  /// The positions from a document of the first source on.
  init(
    _ sources: [(list: PostingsCursor?, numbers: [UInt32])], from first: DocID = DocID(0)
  ) throws(CorruptionError) {
    self.sources = sources[...]
    guard first > DocID(0), let list = sources.first?.list else { return }
    _ = try list.advance(to: first)
    isWaiting = true
  }

  mutating func read(before end: UInt32, into places: inout [UInt64]) throws(StorageError) {
    do throws(CorruptionError) {
      while let (list, numbers) = sources.first {
        if let list, try !read(list, numbers, before: end, into: &places) { return }
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
      if number != SegmentMerger.deleted {
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
