// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The posting lists of a space of a segment being built are encoded a stretch of terms at a time, each into memory, so
// that threads can share the work. No byte depends on where the stretches end.

import BriefCodec

/// Encodes the posting lists of a space, on any thread.
protocol ListEncoder: Sendable {
  var detail: TermSpace.Detail { get }

  /// Of each document; none in a space of values.
  var norms: [UInt8] { get }

  /// The number of terms.
  var count: Int { get }

  /// How much work the list of a term is: the bytes of its runs or the documents of what it is the sum of, and some
  /// more for each of these.
  func size(ofRank rank: Int) -> Int

  /// Whether positions are not encoded.
  var leavesOutPositions: Bool { get }

  /// Encodes the lists of some terms, and adds what their dictionary entries have to hold to the draft.
  func encode(
    _ ranks: Range<Int>, by writer: inout PostingsWriter, to draft: inout PostingsDraft
  ) throws(StorageError)
}

/// Work that is done in one go (`size(ofRank:)`).
private let stretchSize = 1 << 19

extension ListEncoder {
  var leavesOutPositions: Bool { false }

  /// The terms from a rank on that together are at least of a size, or all that are left.
  func stretch(from first: Int, of wanted: Int) -> Range<Int> {
    var (end, sum) = (first, 0)
    while end < count, sum < wanted {
      sum += size(ofRank: end)
      end += 1
    }
    return first..<end
  }

  /// The lists of some terms, in memory.
  private func encoded(_ ranks: Range<Int>) -> Result<PostingsDraft, StorageError> {
    let files = SegmentFiles(draft: ())
    var writer = PostingsWriter(
      files: files, detail: detail, norms: norms, leavesOutPositions: leavesOutPositions)
    var draft = PostingsDraft()
    draft.payloads.reserveCapacity(ranks.count)
    do throws(StorageError) {
      try encode(ranks, by: &writer, to: &draft)
    } catch {
      return .failure(error)
    }
    draft.postings = files.postings.takeDraft()
    draft.positions = files.positions.takeDraft()
    return .success(draft)
  }

  /// Encodes all posting lists, and hands drafts of them to `body`, in the order of ranks.
  func forEachDraft(
    workers: WorkerThreads, ahead: Int,
    _ body: (consuming PostingsDraft) throws(StorageError) -> Void
  ) throws(StorageError) {
    var works: [Work<Result<PostingsDraft, StorageError>>] = []
    var next = 0
    while next < count || !works.isEmpty {
      while works.count < ahead, next < count {
        let stretch = stretch(from: next, of: stretchSize)
        works.append(workers.start { encoded(stretch) })
        next = stretch.upperBound
      }
      try body(try works.removeFirst().result().get())
    }
  }

  /// Writes all posting lists, and hands what each term's dictionary entry has to hold to `body`, in the order of
  /// ranks. Returns those lists that are kept.
  @discardableResult
  func write(
    to files: SegmentFiles, workers: WorkerThreads, ahead: Int,
    _ body: (Int, TermPayload) throws(StorageError) -> Void
  ) throws(StorageError) -> KeptLists {
    var kept = KeptLists()
    var rank = 0
    try forEachDraft(workers: workers, ahead: ahead) { draft throws(StorageError) in
      if !draft.starts.isEmpty { kept.append(draft) }
      for payload in try draft.write(to: files, detail: detail) {
        try body(rank, payload)
        rank += 1
      }
    }
    return kept
  }
}
