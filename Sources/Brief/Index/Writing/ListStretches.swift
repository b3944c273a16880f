// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Posting lists that are made of others, for a merge or a seal: a stretch of terms at a time and into
// memory, so that threads can share the work, but for lists that are too long for it, which are written at
// once. No byte depends on where stretches end. On two threads, building and sealing `speed-en` takes 6.1 s
// so, and took 6.9 when one thread wrote all lists (`brief-game build --seal --threads 2`, 2026-11-29); a merge
// of 1.3 million documents 10.8 s, and 12.3 (`--memory 1024`).

import BriefCodec
import BriefText

/// A list of one of several segments.
struct SourceList: Sendable {
  /// The place of the segment among them.
  let source: Int
  let payload: TermPayload
}

/// Makes a term's list of those that it has in several segments, one term at a time; every thread has its own.
protocol ListMaker: Sendable {
  /// The new numbers of documents that have one of the terms, a bit each.
  var withTerm: [UInt64] { get }

  /// Writes a term's list; `memory` bytes of entries may be held at a time. Returns what the term's dictionary
  /// entry has to hold, or `nil` if no document is left.
  mutating func write(
    _ lists: ArraySlice<SourceList>, memory: Int, to writer: inout PostingsWriter
  ) throws -> TermPayload?
}

/// Writes the lists of many terms, on several threads.
struct ListStretches<Maker: ListMaker> {
  private let files: SegmentFiles
  private let encoder: StretchEncoder<Maker>
  private let workers: WorkerThreads
  private let ahead: Int
  /// Bytes that the entries of a list that is written at once may take: half of the memory, whatever the number
  /// of threads, since a longer one is read several times.
  private let longShare: Int

  /// - Parameters:
  ///   - norms: of each document; none in a space of values.
  ///   - memory: bytes that the entries of lists may take at a time.
  ///   - ahead: how many stretches may be under way, one at least.
  ///   - makeMaker: called at most once for each piece of work under way, and once for all long lists.
  init(
    to files: SegmentFiles, detail: TermSpace.Detail, norms: [UInt8], memory: Int,
    workers: WorkerThreads, ahead: Int, makeMaker: @escaping @Sendable () -> Maker
  ) {
    precondition(ahead >= 1, "somebody has to work")
    self.files = files
    self.workers = workers
    self.ahead = ahead
    longShare = memory / 2
    encoder = StretchEncoder(
      detail: detail, norms: norms, share: memory / 2 / ahead, makeMaker: makeMaker)
  }

  /// Writes the lists of all terms of some segments, and hands those that have a document to `body`.
  ///
  /// - Parameter terms: before the first term.
  func write(
    _ terms: consuming TermUnion, _ release: inout SourceRelease,
    _ body: (Span<UInt8>, TermPayload) throws -> Void
  ) throws {
    var hasTerm = try terms.next()
    // One for all lists written at once, which keeps the room of the longest.
    var long: Maker?
    defer { if let long { encoder.giveBack(long) } }
    var works: [(stretch: Stretch, draft: Work<Result<PostingsDraft, any Error>>?)] = []
    while hasTerm || !works.isEmpty {
      while hasTerm, works.count < ahead {
        var stretch = Stretch()
        while hasTerm, stretch.take(terms, encoder.detail, atMost: encoder.share) {
          release.noteTerm(in: terms.places.count)
          hasTerm = try terms.next()
        }
        // What is written at once is never whole in memory.
        let isLong = stretch.byteCount > encoder.share
        works.append(
          (stretch, isLong ? nil : workers.start { [encoder, stretch] in encoder.draft(stretch) }))
      }
      let (stretch, draft) = works.removeFirst()
      let payloads =
        if let draft = try draft?.result().get() {
          try draft.write(to: files, detail: encoder.detail)
        } else {
          try encoder.write(stretch, memory: longShare, to: files, by: &long)
        }
      let bytes = stretch.terms.bytes.span
      for (i, payload) in payloads.enumerated() where payload.documentFrequency > 0 {
        try body(bytes.extracting(stretch.terms.range(i)), payload)
      }
    }
  }

  /// Those who made lists, when all are written.
  var makers: [Maker] { encoder.idle.withLock { $0 } }
}

extension TermPayload {
  /// The bytes that a list's entries take in memory; of a damaged list, which may say anything, too many.
  func byteCount(_ detail: TermSpace.Detail) -> Int {
    let occurrences = detail == .positions ? min(totalTermFrequency, 1 << 48) : 0
    return Int(documentFrequency) * MemoryLayout<PostingsWriter.Entry>.stride + Int(occurrences) * 4
  }
}

/// Terms whose lists are written in one go, and the lists that each has in the segments. All are side by side: an array
/// for each term was a fiftieth of the time of a seal.
private struct Stretch: Sendable {
  private(set) var terms = TermList()
  private var lists: [SourceList] = []
  /// Where the lists of each term end.
  private var ends: [Int] = []
  private(set) var byteCount = 0

  /// Bytes of entries after which a stretch ends.
  private static let size = 1 << 20

  /// The number of terms.
  var count: Int { ends.count }

  /// The lists of a term.
  func lists(_ index: Int) -> ArraySlice<SourceList> {
    lists[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Takes the term that a union stands on, if there is room for it: a list longer than `share` stands alone.
  mutating func take(_ union: TermUnion, _ detail: TermSpace.Detail, atMost share: Int) -> Bool {
    guard byteCount < Self.size else { return false }
    var more = 0
    for place in union.places { more += union.cursors[place].payload.byteCount(detail) }
    guard count == 0 || more <= share - byteCount else { return false }
    for place in union.places {
      lists.append(SourceList(source: place, payload: union.cursors[place].payload))
    }
    let term = union.term
    terms.append(term.span, 0..<term.count)
    ends.append(lists.count)
    byteCount += more
    return true
  }
}

/// Writes the lists of stretches, on any thread.
private struct StretchEncoder<Maker: ListMaker>: Sendable {
  let detail: TermSpace.Detail
  let norms: [UInt8]
  /// Bytes that the entries of a stretch may take.
  let share: Int
  private let makeMaker: @Sendable () -> Maker
  /// Those that nobody works with.
  let idle = Guarded<[Maker]>([])

  init(
    detail: TermSpace.Detail, norms: [UInt8], share: Int,
    makeMaker: @escaping @Sendable () -> Maker
  ) {
    self.detail = detail
    self.norms = norms
    self.share = share
    self.makeMaker = makeMaker
  }

  func draft(_ stretch: Stretch) -> Result<PostingsDraft, any Error> {
    Result {
      let files = SegmentFiles(draft: ())
      var draft = PostingsDraft()
      var maker = idle.withLock { $0.popLast() }
      draft.payloads = try write(stretch, memory: share, to: files, by: &maker)
      if let maker { giveBack(maker) }
      draft.postings = files.postings.takeDraft()
      draft.positions = files.positions.takeDraft()
      return draft
    }
  }

  func giveBack(_ maker: Maker) { idle.withLock { $0.append(maker) } }

  /// Writes the lists, and returns what each term's dictionary entry has to hold: of a term without documents,
  /// nothing. Whoever has no maker gets a new one.
  func write(
    _ stretch: Stretch, memory: Int, to files: SegmentFiles, by maker: inout Maker?
  ) throws -> [TermPayload] {
    var own = maker.take() ?? makeMaker()
    var writer = PostingsWriter(files: files, detail: detail, norms: norms)
    let payloads = try (0..<stretch.count).map {
      try own.write(stretch.lists($0), memory: memory, to: &writer)
        ?? TermPayload(documentFrequency: 0, totalTermFrequency: 0, postings: 0, positions: 0)
    }
    maker = own
    return payloads
  }
}
