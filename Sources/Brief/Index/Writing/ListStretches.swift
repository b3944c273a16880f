// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Posting lists that are made of others, for a merge or a seal: a stretch of terms at a time and into
// memory, so that threads can share the work, but for lists that are too long for it, which are written at
// once. No byte depends on where stretches end. On two threads, building and sealing `speed-en` takes 6.1 s
// so, and took 6.9 when one thread wrote all lists (`brief-game build --seal --threads 2`, 2026-11-29); a merge
// of 1.3 million documents 10.8 s, and 12.3 (`--memory 1024`).

import BriefCodec

/// Makes lists, one at a time; every thread has its own.
protocol ListMaker: Sendable {
  /// What a list is made of.
  associatedtype Source: Sendable

  /// Writes a term's list; `memory` bytes of entries may be held at a time. Returns what the term's dictionary
  /// entry has to hold, or `nil` if no document is left.
  mutating func write(
    _ source: Source, memory: Int, to writer: inout PostingsWriter
  ) throws -> TermPayload?
}

/// Writes the lists of many terms, on several threads.
struct ListStretches<Maker: ListMaker> {
  /// A term, what its list is made of, and the bytes that the list's entries take in memory.
  typealias Term = (term: [UInt8], source: Maker.Source, byteCount: Int)

  private let files: SegmentFiles
  private let encoder: StretchEncoder<Maker>
  private let workers: WorkerThreads
  private let ahead: Int
  /// Bytes that the entries of a list that is written at once may take: half of the memory, whatever the number
  /// of threads, since a longer one is read several times.
  private let longShare: Int

  /// - Parameters:
  ///   - memory: bytes that the entries of lists may take at a time.
  ///   - ahead: how many stretches may be under way, one at least.
  ///   - makeMaker: called at most once for each piece of work under way, and once for all long lists.
  init(
    to files: SegmentFiles, detail: TermSpace.Detail, memory: Int, workers: WorkerThreads,
    ahead: Int, makeMaker: @escaping @Sendable () -> Maker
  ) {
    precondition(ahead >= 1, "somebody has to work")
    self.files = files
    self.workers = workers
    self.ahead = ahead
    longShare = memory / 2
    encoder = StretchEncoder(detail: detail, share: memory / 2 / ahead, makeMaker: makeMaker)
  }

  /// Writes the lists of all terms that `next` returns, ascending, and hands those that have a document to
  /// `body`.
  func write(
    next: () throws -> Term?, _ body: ([UInt8], TermPayload) throws -> Void
  ) throws {
    var term = try next()
    // One for all lists written at once, which keeps the room of the longest.
    var long: Maker?
    defer { if let long { encoder.giveBack(long) } }
    var works: [(stretch: Stretch<Maker>, draft: Work<Result<PostingsDraft, any Error>>?)] = []
    while term != nil || !works.isEmpty {
      while term != nil, works.count < ahead {
        let stretch = try self.stretch(from: &term, next)
        // What is written at once is never whole in memory.
        let isLong = stretch.byteCount > encoder.share
        works.append(
          (stretch, isLong ? nil : workers.start { [encoder] in encoder.draft(stretch) }))
      }
      let (stretch, draft) = works.removeFirst()
      let payloads =
        if let draft = try draft?.result().get() {
          try draft.write(to: files, detail: encoder.detail)
        } else {
          try encoder.write(stretch, memory: longShare, to: files, by: &long)
        }
      for (term, payload) in zip(stretch.terms, payloads) where payload.documentFrequency > 0 {
        try body(term, payload)
      }
    }
  }

  /// Those who made lists, when all are written.
  var makers: [Maker] { encoder.idle.withLock { $0 } }

  /// The terms from one on, until there are enough. A list longer than a share stands alone.
  private func stretch(from term: inout Term?, _ next: () throws -> Term?) throws -> Stretch<Maker>
  {
    var stretch = Stretch<Maker>()
    while let (bytes, source, byteCount) = term, stretch.byteCount < Stretch<Maker>.size {
      if !stretch.terms.isEmpty, byteCount > encoder.share - stretch.byteCount { break }
      stretch.terms.append(bytes)
      stretch.sources.append(source)
      stretch.byteCount += byteCount
      term = try next()
    }
    return stretch
  }
}

extension TermPayload {
  /// The bytes that a list's entries take in memory; of a damaged list, which may say anything, too many.
  func byteCount(_ detail: TermSpace.Detail) -> Int {
    let occurrences = detail == .positions ? min(totalTermFrequency, 1 << 48) : 0
    return Int(documentFrequency) * MemoryLayout<PostingsWriter.Entry>.stride + Int(occurrences) * 4
  }
}

/// Terms whose lists are written in one go.
private struct Stretch<Maker: ListMaker>: Sendable {
  var terms: [[UInt8]] = []
  var sources: [Maker.Source] = []
  var byteCount = 0

  /// Bytes of entries after which a stretch ends.
  static var size: Int { 1 << 20 }
}

/// Writes the lists of stretches, on any thread.
private struct StretchEncoder<Maker: ListMaker>: Sendable {
  let detail: TermSpace.Detail
  /// Bytes that the entries of a stretch may take.
  let share: Int
  private let makeMaker: @Sendable () -> Maker
  /// Those that nobody works with.
  let idle = Guarded<[Maker]>([])

  init(detail: TermSpace.Detail, share: Int, makeMaker: @escaping @Sendable () -> Maker) {
    self.detail = detail
    self.share = share
    self.makeMaker = makeMaker
  }

  func draft(_ stretch: Stretch<Maker>) -> Result<PostingsDraft, any Error> {
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
    _ stretch: Stretch<Maker>, memory: Int, to files: SegmentFiles, by maker: inout Maker?
  ) throws -> [TermPayload] {
    var own = maker.take() ?? makeMaker()
    var writer = PostingsWriter(files: files, detail: detail)
    let payloads = try stretch.sources.map {
      try own.write($0, memory: memory, to: &writer)
        ?? TermPayload(documentFrequency: 0, totalTermFrequency: 0, postings: 0, positions: 0)
    }
    maker = own
    return payloads
  }
}
