// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// In which order the documents of a sealed segment stand. What they have in common is judged by the
// words of the field that is searched first; rare words say nothing of most documents, and their lists are
// short anyway. Where documents have dates they are first divided by them, so that a range of dates
// still leaves most of the segment out.

import BriefCodec

/// Decides the order of the documents of some segments that become one.
struct DocumentOrder {
  private let sources: [SegmentReader]
  /// The numbers of the documents in the order of the segments.
  private let numbers: Renumbering
  private let layout: IndexLayout
  private let memory: Int
  /// Documents whose words are gathered at a time: their words stay in the cache while lists are gone through.
  private let pieceLength: Int

  /// Parts of like number of documents that the dates divide a segment into.
  private static let dateParts = 8
  /// Of the words that so small a part of the documents have, lists are not worth shortening.
  private static let rarest = 256
  private static let termLimit = DocumentTerms.termLimit

  /// - Parameter memory: bytes that may be used, beside fifty for each document.
  init(
    of sources: [SegmentReader], _ numbers: Renumbering, layout: IndexLayout, memory: Int,
    pieceLength: Int = 1 << 16
  ) {
    precondition(!numbers.isReordered, "an order of documents in their order")
    self.sources = sources
    self.numbers = numbers
    self.layout = layout
    self.memory = memory
    self.pieceLength = pieceLength
  }

  /// The numbers of the documents that are not deleted, in their new order.
  func documents(workers: WorkerThreads) throws(CorruptionError) -> [UInt32] {
    let parts = try partsByDate()
    guard parts.contains(where: { $0.count > GraphBisection.leafSize }) else {
      return parts.flatMap { $0 }
    }
    let bisection = try bisection(workers)
    return parts.flatMap { bisection.order($0, workers: workers) }
  }

  // MARK: - Dates

  private func partsByDate() throws(CorruptionError) -> [[UInt32]] {
    let field = layout.columnFields.first { field in
      if case .date = layout.schema.fields[field].kind { true } else { false }
    }
    guard let field else { return [(0..<UInt32(numbers.count)).map { $0 }] }
    var columns: [NumberColumn?] = []
    for source in sources { columns.append(try source.numbers(ofField: field)) }
    var dated: [(date: Int64, document: UInt32)] = []
    dated.reserveCapacity(numbers.count)
    try numbers.forEachDocument { (source, document) throws(CorruptionError) in
      let date = try columns[source]?.value(of: document) ?? .min
      dated.append((date, UInt32(dated.count)))
    }
    dated.sort { $0 < $1 }
    let size = max(1, (dated.count + Self.dateParts - 1) / Self.dateParts)
    return stride(from: 0, to: dated.count, by: size).map { start in
      dated[start..<min(start + size, dated.count)].map(\.document)
    }
  }

  // MARK: - Words

  /// The words a document is judged by.
  private struct Word {
    let space: Int
    let frequency: Int
    let lists: [SourceList]
  }

  private func bisection(_ workers: WorkerThreads) throws(CorruptionError) -> GraphBisection {
    let words = try words()
    let pieces = self.pieces()
    let works = pieces.map { piece in
      workers.start { Result { () throws(CorruptionError) in try gather(words, of: piece) } }
    }
    // All are waited for, lest they work on beside what follows.
    let results = works.map { $0.result() }
    var terms = DocumentTerms(termCount: words.count)
    terms.reserveCapacity(documents: numbers.count, terms: words.reduce(0) { $0 + $1.frequency })
    for result in results {
      let piece = try result.get()
      for i in 1..<piece.starts.count {
        terms.append(piece.terms[piece.starts[i - 1]..<piece.starts[i]])
      }
    }
    return GraphBisection(terms)
  }

  /// Documents that follow each other.
  private struct Piece {
    let numbers: Range<UInt32>
    /// For each source, those of its documents among which they are.
    let documents: [Range<UInt32>]
  }

  private func pieces() -> [Piece] {
    let count = (numbers.count + pieceLength - 1) / pieceLength
    // For each source, its first document that is in a piece or behind it, and the end.
    let firsts = numbers.numbers.map { numbers in
      var firsts: [UInt32] = []
      for (document, number) in numbers.enumerated() where number != Renumbering.leftOut {
        while firsts.count * pieceLength <= Int(number) { firsts.append(UInt32(document)) }
      }
      while firsts.count <= count { firsts.append(UInt32(numbers.count)) }
      return firsts
    }
    return (0..<count).map { piece in
      let first = piece * pieceLength
      return Piece(
        numbers: UInt32(first)..<UInt32(min(first + pieceLength, numbers.count)),
        documents: firsts.map { $0[piece]..<$0[piece + 1] })
    }
  }

  /// The words of some documents, one document's after the other's, and where those of each begin.
  private func gather(
    _ words: [Word], of piece: Piece
  ) throws(CorruptionError) -> (terms: [UInt16], starts: [Int]) {
    var starts = [Int](repeating: 0, count: piece.numbers.count + 1)
    var release = SourceRelease(sources)
    for word in words {
      try forEachBlock(of: word, piece.documents) { documents, count, numbers in
        Self.count(documents, count, numbers, piece.numbers, &starts)
        release.note(count)
      }
    }
    for i in 1..<starts.count { starts[i] += starts[i - 1] }
    var next = starts
    var terms = [UInt16](repeating: 0, count: starts[starts.count - 1])
    for (number, word) in words.enumerated() {
      try forEachBlock(of: word, piece.documents) { documents, count, numbers in
        Self.add(UInt16(number), documents, count, numbers, piece.numbers, &terms, &next)
        release.note(count)
      }
    }
    return (terms, starts)
  }

  /// The most frequent words, as many as there is memory for, by frequency.
  private func words() throws(CorruptionError) -> [Word] {
    let chosen = try choose()
    var words = [Word?](repeating: nil, count: chosen.count)
    // By place among all words, which they are met in.
    let byPlace = chosen.indices.sorted { chosen[$0].place < chosen[$1].place }
    var next = byPlace[...]
    try forEachWord { terms, space, place in
      guard let rank = next.first, chosen[rank].place == place else { return }
      next.removeFirst()
      words[rank] = Word(
        space: space, frequency: chosen[rank].frequency,
        lists: terms.places.map { SourceList(source: $0, payload: terms.cursors[$0].payload) })
    }
    return words.compactMap { $0 }
  }

  /// A word that may be chosen.
  private struct Candidate {
    let frequency: Int
    /// Where it stands among all words.
    let place: Int
  }

  /// The most frequent words, whose lists are looked up when they are known: of all words they would be much to
  /// hold.
  private func choose() throws(CorruptionError) -> [Candidate] {
    let least = max(2, numbers.count / Self.rarest)
    // Each document's number of a word twice: of all documents, and of the part being divided.
    let entrySize = 2 * MemoryLayout<UInt16>.stride
    let wordSize = MemoryLayout<Word>.stride + 32 + sources.count * MemoryLayout<SourceList>.stride
    let limit = min(Self.termLimit, memory / wordSize)
    var candidates: [Candidate] = []
    func keepMostFrequent() {
      // Words of one frequency stay in the order of the dictionary.
      candidates.sort { ($1.frequency, $0.place) < ($0.frequency, $1.place) }
      candidates.removeLast(max(0, candidates.count - limit))
    }
    try forEachWord { terms, _, place in
      let frequency = terms.places.reduce(0) {
        $0 + Int(terms.cursors[$1].payload.documentFrequency)
      }
      guard frequency >= least else { return }
      candidates.append(Candidate(frequency: frequency, place: place))
      if candidates.count >= 2 * Self.termLimit { keepMostFrequent() }
    }
    keepMostFrequent()
    var (bytes, occurrences) = (0, 0)
    return Array(
      candidates.prefix { word in
        bytes += word.frequency * entrySize + wordSize
        occurrences += word.frequency
        return bytes <= memory && occurrences <= DocumentTerms.occurrenceLimit
      })
  }

  /// Calls `body` with every word of the segments, where the union stands on it, and its place among all.
  private func forEachWord(
    _ body: (TermUnion, _ space: Int, _ place: Int) -> Void
  ) throws(CorruptionError) {
    var place = 0
    var release = SourceRelease(sources)
    for space in spaces {
      var terms = TermUnion(sources.map { $0.dictionary(space) })
      while try terms.next() {
        release.noteTerm(in: terms.places.count)
        body(terms, space, place)
        place += 1
      }
    }
  }

  /// The words of the first combined field, or else of all text fields.
  private var spaces: [Int] {
    let words = layout.spaces.indices.filter { layout.spaces[$0].kind == .words }
    let combined = words.first { layout.spaces[$0].detail == .frequencies }
    return combined.map { [$0] } ?? words
  }

  /// Counts a word for each of the first `count` documents that is in the piece: one behind its own place, so that
  /// sums say where they begin.
  private static func count(
    _ documents: [UInt32], _ count: Int, _ numbers: [UInt32], _ piece: Range<UInt32>,
    _ starts: inout [Int]
  ) {
    let (documents, numbers) = (documents.span, numbers.span)
    var starts = starts.mutableSpan
    for i in 0..<count {
      let number = numbers[Int(documents[i])]
      if piece.contains(number) { starts[Int(number &- piece.lowerBound) &+ 1] &+= 1 }
    }
  }

  /// Adds a word to those of the first `count` documents that are in the piece, where the next goes.
  private static func add(
    _ term: UInt16, _ documents: [UInt32], _ count: Int, _ numbers: [UInt32],
    _ piece: Range<UInt32>, _ terms: inout [UInt16], _ next: inout [Int]
  ) {
    let (documents, numbers) = (documents.span, numbers.span)
    var terms = terms.mutableSpan
    var next = next.mutableSpan
    for i in 0..<count {
      let number = numbers[Int(documents[i])]
      guard piece.contains(number) else { continue }
      let document = Int(number &- piece.lowerBound)
      terms[next[document]] = term
      next[document] &+= 1
    }
  }

  /// Calls `body` with an array whose first elements are the documents of a block of a word's list, how many those
  /// are, and the numbers of all documents of the segment, block by block: of those that may have one of the
  /// documents of each source.
  private func forEachBlock(
    of word: Word, _ wanted: [Range<UInt32>], _ body: ([UInt32], Int, _ numbers: [UInt32]) -> Void
  ) throws(CorruptionError) {
    var documents = [UInt32](zeros: blockLength)
    for list in word.lists where !wanted[list.source].isEmpty {
      let (source, wanted) = (sources[list.source], wanted[list.source])
      let blocks = try BlockList(
        source, detail: layout.spaces[word.space].detail, payload: list.payload)
      var block = blocks.firstBlock(endingAtOrAfter: wanted.lowerBound, from: 0)
      while block < blocks.count, blocks.base(ofBlock: block) < wanted.upperBound {
        _ = try blocks.decodeDocuments(ofBlock: block, into: &documents)
        let count = blocks.length(ofBlock: block)
        guard documents[count - 1] < source.documentCount else {
          throw source.beyondEnd(documents[count - 1])
        }
        body(documents, count, numbers.numbers[list.source])
        block += 1
      }
    }
  }
}
