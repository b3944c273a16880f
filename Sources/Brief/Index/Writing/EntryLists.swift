// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is kept of a space's runs for those that follow from it: the documents of each term and how often they have it,
// over all batches one after the other, as in a run without positions that counts from before the first document
// (`SpaceRuns.swift`). Runs lie all over the memory, and are mostly positions: read again for each derived space, they
// made `brief index` take 7 % longer (`speed-en`, one thread, 2026-11-29).

import BriefCodec

/// The entries of all terms of a space, by rank.
struct EntryLists: Sendable {
  /// Those of consecutive terms.
  struct Chunk: Sendable {
    fileprivate(set) var bytes: [UInt8] = []
    /// Where each term's entries end.
    fileprivate(set) var ends: [UInt32] = []
  }

  /// Where a term's entries lie.
  struct Place: Sendable {
    let chunk: UInt32
    let start: UInt32
    let end: UInt32
  }

  let chunks: [Chunk]
  let places: [Place]

  init(_ chunks: [Chunk]) {
    var places: [Place] = []
    for (index, chunk) in chunks.enumerated() {
      var start: UInt32 = 0
      for end in chunk.ends {
        places.append(Place(chunk: UInt32(index), start: start, end: end))
        start = end
      }
    }
    self.chunks = chunks
    self.places = places
  }

  /// The entries of a space that is not written before, a stretch of terms at a time.
  init(_ lists: RunLists) {
    let encoder = PostingsEncoder(lists: lists, norms: [])
    var chunks: [Chunk] = []
    var next = 0
    while next < lists.count {
      let stretch = encoder.stretch(from: next, of: 1 << 20)
      var bytes: [UInt8] = []
      lists.gather(stretch, into: &bytes)
      chunks.append(Chunk(lists, stretch, bytes))
      next = stretch.upperBound
    }
    self.init(chunks)
  }
}

extension EntryLists.Chunk {
  /// Adds documents of the term at hand, and how often they have it. `last` is the document before,
  /// `UInt32.max` before the first.
  mutating func append(_ documents: Span<UInt32>, frequencies: Span<UInt32>, after last: UInt32) {
    guard documents.count > 0 else { return }
    var last = last
    // Two numbers of five bytes at most.
    bytes.append(addingCapacity: documents.count * 10) { room in
      for i in documents.indices {
        room.appendEntry(documents[i], after: last, frequency: frequencies[i])
        last = documents[i]
      }
    }
  }

  /// Ends the term and starts the next.
  mutating func endTerm() { ends.append(UInt32(bytes.count)) }

  /// Gives back the room that is left.
  mutating func shrink() {
    var exact: [UInt8] = []
    exact.reserveCapacity(bytes.count)
    exact.append(contentsOf: bytes)
    bytes = exact
  }

  /// The entries of terms whose runs lie one after the other in `runs`.
  init(_ lists: RunLists, _ ranks: Range<Int>, _ runs: [UInt8]) {
    let places = lists.places.span
    let source = runs.span
    let hasPositions = lists.detail == .positions
    // A gap that counts from the document before a batch may take five bytes instead of one.
    let runCount = Int(lists.starts[ranks.upperBound] - lists.starts[ranks.lowerBound])
    ends.reserveCapacity(ranks.count)
    bytes.append(addingCapacity: runs.count + runCount * 4 + 1) { room in
      var offset = 0
      for rank in ranks {
        var last = UInt32.max  // the document before
        for i in lists.places(ofRank: rank) {
          var run = RunEntries(
            firstDocument: places[i].firstDocument, from: offset, length: Int(places[i].length),
            hasPositions: hasPositions)
          while let (document, frequency) = run.next(source) {
            room.appendEntry(document, after: last, frequency: frequency)
            last = document
          }
          offset &+= Int(places[i].length)
        }
        ends.append(UInt32(room.count))
      }
    }
    shrink()
  }
}

extension OutputSpan<UInt8> {
  /// Appends a document, as its distance from the one before, and how often it has the term.
  @inline(__always)
  fileprivate mutating func appendEntry(_ document: UInt32, after last: UInt32, frequency: UInt32) {
    let head = UInt64(document &- last) << 1
    appendVarint(frequency == 1 ? head | 1 : head)
    if frequency != 1 { appendVarint(UInt64(frequency)) }
  }
}
