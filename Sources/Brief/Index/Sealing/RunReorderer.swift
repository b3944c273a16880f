// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs → posting lists of the same documents in another order: the pairs that are found while segments are
// sealed, since where words stand is read in the order of the segments.

import BriefCodec

/// Encodes posting lists without positions from runs, under new numbers of documents.
struct RunReorderer: ListEncoder {
  private let lists: RunLists
  /// The new number of each document.
  private let numbers: [UInt32]
  /// By new number.
  let norms: [UInt8]
  private let memory: Int
  /// Those that nobody works with.
  private let idle = Guarded<[EntryOrder]>([])

  /// - Parameter memory: bytes that the entries of a list may take at a time.
  init(_ lists: RunLists, numbers: [UInt32], norms: [UInt8], memory: Int) {
    precondition(lists.detail == .frequencies, "runs of pairs have frequencies alone")
    self.lists = lists
    self.numbers = numbers
    self.norms = norms
    self.memory = memory
  }

  var detail: TermSpace.Detail { lists.detail }

  var count: Int { lists.count }

  func size(ofRank rank: Int) -> Int { lists.size(ofRank: rank) }

  func encode(
    _ ranks: Range<Int>, by writer: inout PostingsWriter, to draft: inout PostingsDraft
  ) throws(StorageError) {
    var order =
      idle.withLock { $0.popLast() } ?? EntryOrder(documentCount: numbers.count)
    defer { idle.withLock { $0.append(order) } }
    var bytes: [UInt8] = []
    lists.gather(ranks, into: &bytes)
    var start = 0
    for rank in ranks {
      let places = lists.places.span.extracting(lists.places(ofRank: rank))
      var end = start
      for i in places.indices { end += Int(places[i].length) }
      // An entry of a run takes a byte at least.
      let most = (end - start) * MemoryLayout<PostingsWriter.Entry>.stride
      for range in order.ranges(bytes: most, memory: memory) {
        order.removeAll()
        Self.gather(places, of: bytes.span, from: start, numbers.span, range, into: &order)
        try order.write(range, to: &writer)
      }
      draft.payloads.append(try writer.endTerm())
      start = end
    }
  }

  /// Gathers the entries of a term's runs, which begin at `start`, whose new numbers are in a range.
  private static func gather(
    _ places: Span<RunLists.Place>, of bytes: Span<UInt8>, from start: Int,
    _ numbers: Span<UInt32>, _ range: Range<Int>, into order: inout EntryOrder
  ) {
    var start = start
    for i in places.indices {
      let length = Int(places[i].length)
      var run = RunEntries(
        firstDocument: places[i].firstDocument, from: start, length: length)
      while let (document, frequency) = run.next(bytes) {
        let number = numbers[Int(document)]
        if range.contains(Int(number)) { order.append(number, frequency: frequency) }
      }
      start += length
    }
  }
}
