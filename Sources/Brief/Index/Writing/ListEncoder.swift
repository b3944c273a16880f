// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The posting lists of a space of a segment being built are encoded a stretch of terms at a time, each into memory, so
// that threads can share the work. No byte depends on where the stretches end.

import BriefCodec

/// Encodes the posting lists of a space, on any thread.
protocol ListEncoder: Sendable {
  var detail: TermSpace.Detail { get }

  /// Stretches of terms, by rank, whose lists are made of some `size` bytes at least, but for the last.
  func stretches(of size: Int) -> [Range<Int>]

  /// Encodes the lists of some terms.
  func encode(_ ranks: Range<Int>) -> Result<PostingsDraft, StorageError>
}

/// Bytes of runs that are encoded in one go.
private let stretchSize = 1 << 19

extension ListEncoder {
  /// Stretches of terms that together are at least of a size, but for the last.
  static func stretches(of wanted: Int, count: Int, size: (Int) -> Int) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var first = 0
    var sum = 0
    for rank in 0..<count {
      sum += size(rank)
      guard sum >= wanted else { continue }
      stretches.append(first..<(rank + 1))
      (first, sum) = (rank + 1, 0)
    }
    if first < count { stretches.append(first..<count) }
    return stretches
  }

  /// Writes all posting lists, and hands what each term's dictionary entry has to hold to `body`, in the order of
  /// ranks. Returns what was kept of the entries.
  @discardableResult
  func write(
    to files: SegmentFiles, workers: WorkerThreads, ahead: Int,
    _ body: (Int, TermPayload) throws(StorageError) -> Void
  ) throws(StorageError) -> [EntryLists.Chunk] {
    var kept: [EntryLists.Chunk] = []
    var stretches = stretches(of: stretchSize)[...]
    var works: [Work<Result<PostingsDraft, StorageError>>] = []
    var rank = 0
    while !stretches.isEmpty || !works.isEmpty {
      while works.count < ahead, let stretch = stretches.popFirst() {
        works.append(workers.start { encode(stretch) })
      }
      let draft = try works.removeFirst().result().get()
      if let entries = draft.entries { kept.append(entries) }
      for payload in try draft.write(to: files, detail: detail) {
        try body(rank, payload)
        rank += 1
      }
    }
    return kept
  }
}
