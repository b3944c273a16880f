// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is to be summed for a stretch of terms, in the order it is summed in: term by term; of a term, window of
// documents by window; in a window, source by source. Runs lie all over the memory. So their bytes are put one after
// the other, in a loop that does nothing else: the processor fetches many at once there.

import BriefCodec

/// Which runs the terms of a stretch are sums of, and their bytes.
struct SumPlan {
  /// A run of a source.
  struct Step {
    let languages: UInt64
    let place: RunLists.Place
    let input: UInt32
  }

  /// What is summed at once: what a term's sources have in one window.
  struct Part {
    /// The steps, and the window.
    let steps: Range<Int>
    let window: Int
    /// Whether they are all of one source, so that there is nothing to be summed.
    let isOne: Bool
  }

  private(set) var steps: [Step] = []
  private(set) var parts: [Part] = []
  /// Where the parts of each term end.
  private(set) var termEnds: [Int] = []
  private(set) var bytes: [UInt8] = []
  private var byteCount = 0

  /// Plans the terms of a stretch, by rank.
  init(_ ranks: Range<Int>, _ lists: DerivedLists, _ windows: DocumentWindows) {
    let places = lists.inputs.map(\.lists.places)
    let starts = lists.inputs.map(\.lists.starts)
    // For each source of a term, its runs that are not planned yet.
    var cursors: [Range<Int>] = []
    for rank in ranks {
      let sources = lists.sources.span.extracting(lists.sources(ofRank: rank))
      cursors.removeAll(keepingCapacity: true)
      for i in sources.indices {
        let (input, rank) = (Int(sources[i].input), Int(sources[i].rank))
        cursors.append(Int(starts[input][rank])..<Int(starts[input][rank + 1]))
      }
      while let window = Self.next(sources, cursors, places, windows) {
        add(window, sources, &cursors, places, windows)
      }
      termEnds.append(parts.count)
    }
    bytes = Self.gather(steps, byteCount, lists.inputs.map(\.lists.runs))
  }

  /// The first window in which a source has a run that is not planned yet.
  private static func next(
    _ sources: Span<DerivedTerms.Source>, _ cursors: [Range<Int>], _ places: [[RunLists.Place]],
    _ windows: DocumentWindows
  ) -> Int? {
    var first = UInt32.max
    for i in sources.indices where !cursors[i].isEmpty {
      first = min(first, places[Int(sources[i].input)][cursors[i].lowerBound].batch)
    }
    return first == .max ? nil : Int(windows.ofBatch[Int(first)])
  }

  /// Plans what the sources have in a window.
  private mutating func add(
    _ window: Int, _ sources: Span<DerivedTerms.Source>, _ cursors: inout [Range<Int>],
    _ places: [[RunLists.Place]], _ windows: DocumentWindows
  ) {
    let first = steps.count
    let end = windows.batchEnds[window]
    var sourceCount = 0
    for i in sources.indices where !cursors[i].isEmpty {
      let before = steps.count
      append(sources[i], places[Int(sources[i].input)], &cursors[i], before: end)
      if steps.count > before { sourceCount += 1 }
    }
    parts.append(Part(steps: first..<steps.count, window: window, isOne: sourceCount == 1))
  }

  /// Appends the runs of a source in batches before `end`.
  private mutating func append(
    _ source: DerivedTerms.Source, _ places: [RunLists.Place], _ cursor: inout Range<Int>,
    before end: UInt32
  ) {
    let places = places.span
    var next = cursor.lowerBound
    while next < cursor.upperBound, places[next].batch < end {
      steps.append(Step(languages: source.languages, place: places[next], input: source.input))
      byteCount += Int(places[next].length)
      next += 1
    }
    cursor = next..<cursor.upperBound
  }

  private static func gather(
    _ steps: [Step], _ byteCount: Int, _ runs: [[RunLists.Run]]
  ) -> [UInt8] {
    let steps = steps.span
    var bytes: [UInt8] = []
    guard byteCount > 0 else { return bytes }  // see `ChunkCache.insert`
    bytes.append(addingCapacity: byteCount) { room in
      for i in steps.indices {
        RunLists.copy(steps[i].place, of: runs[Int(steps[i].input)], to: &room)
      }
    }
    return bytes
  }
}

/// Documents in which frequencies are summed at once: whole batches, so many that sums stay near the processor.
struct DocumentWindows: Sendable {
  /// By batch, the window it is in.
  private(set) var ofBatch: [UInt32] = []
  /// By window, the batch behind its last.
  private(set) var batchEnds: [UInt32] = []
  /// By window, its first document; and the end of the last.
  private(set) var starts: [UInt32] = []

  private static let wanted = 1 << 14

  /// - Parameter batches: the first document of each.
  init(_ batches: [UInt32], documentCount: Int) {
    for (batch, first) in batches.enumerated() {
      let end = batch + 1 < batches.count ? batches[batch + 1] : UInt32(documentCount)
      if starts.isEmpty || Int(end - starts[starts.count - 1]) > Self.wanted {
        starts.append(first)
        batchEnds.append(UInt32(batch))
      }
      batchEnds[batchEnds.count - 1] = UInt32(batch + 1)
      ofBatch.append(UInt32(starts.count - 1))
    }
    starts.append(UInt32(documentCount))
  }

  /// The documents of the largest.
  var longest: Int { zip(starts, starts.dropFirst()).reduce(0) { max($0, Int($1.1 - $1.0)) } }

  var documentCount: Int { starts.last.map(Int.init) ?? 0 }
}
