// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// In which order the documents of a sealed segment stand. What they have in common is judged by the
// words of the field that is searched first; rare words say nothing of most documents, and their lists are
// short anyway. Where documents have dates they are first divided by them, so that a range of dates
// still leaves most of the segment out.

import BriefCodec

/// Decides the order of a segment's documents.
struct DocumentOrder {
  private let source: SegmentReader
  private let memory: Int

  /// Parts of like number of documents that the dates divide a segment into.
  private static let dateParts = 8
  /// Of the words that so small a part of the documents have, lists are not worth shortening.
  private static let rarest = 256
  private static let termLimit = 1 << 16

  /// - Parameter memory: bytes that may be used, beside forty for each document.
  init(of source: SegmentReader, memory: Int) {
    self.source = source
    self.memory = memory
  }

  /// The documents in their new order. `source` has no deleted ones.
  func documents(workers: WorkerThreads) throws(CorruptionError) -> [UInt32] {
    let parts = try partsByDate()
    guard parts.contains(where: { $0.count > GraphBisection.leafSize }) else {
      return parts.flatMap { $0 }
    }
    let bisection = try bisection()
    return parts.flatMap { bisection.order($0, workers: workers) }
  }

  // MARK: - Dates

  private func partsByDate() throws(CorruptionError) -> [[UInt32]] {
    let all = (0..<UInt32(source.documentCount)).map { $0 }
    let field = source.layout.columnFields.first { field in
      if case .date = source.layout.schema.fields[field].kind { true } else { false }
    }
    guard let field, let dates = try source.numbers(ofField: field) else { return [all] }
    var dated: [(date: Int64, document: UInt32)] = []
    dated.reserveCapacity(all.count)
    for document in all {
      dated.append((try dates.value(of: DocID(document)) ?? .min, document))
    }
    dated.sort { $0 < $1 }
    let size = max(1, (all.count + Self.dateParts - 1) / Self.dateParts)
    return stride(from: 0, to: all.count, by: size).map { start in
      dated[start..<min(start + size, all.count)].map(\.document)
    }
  }

  // MARK: - Words

  /// The words a document is judged by.
  private struct Word {
    let space: Int
    let payload: TermPayload
  }

  private func bisection() throws(CorruptionError) -> GraphBisection {
    let words = try words()
    var starts = [Int](repeating: 0, count: source.documentCount + 1)
    for word in words {
      try forEachBlock(of: word) { documents, count in Self.count(documents, count, &starts) }
    }
    for i in 1..<max(1, starts.count) { starts[i] += starts[i - 1] }
    var next = starts
    var terms = [UInt16](repeating: 0, count: starts[starts.count - 1])
    for (number, word) in words.enumerated() {
      try forEachBlock(of: word) { documents, count in
        Self.add(UInt16(number), documents, count, &terms, &next)
      }
    }
    return GraphBisection(terms: terms, starts: starts, termCount: words.count)
  }

  /// The most frequent words, as many as there is memory for.
  private func words() throws(CorruptionError) -> [Word] {
    let least = UInt32(max(2, source.documentCount / Self.rarest))
    var words: [Word] = []
    for space in spaces {
      var cursor = source.dictionary(space).cursor()
      while try cursor.next() {
        let payload = cursor.payload
        if payload.documentFrequency >= least { words.append(Word(space: space, payload: payload)) }
      }
    }
    // Stable, so that words of one frequency stay in the order of the dictionary.
    let byFrequency = words.indices.sorted { a, b in
      let (first, second) = (words[a].payload, words[b].payload)
      return first.documentFrequency != second.documentFrequency
        ? first.documentFrequency > second.documentFrequency : a < b
    }
    // Each document's number of a word twice: of all documents, and of the part being divided.
    var bytes = 0
    return byFrequency.prefix(Self.termLimit).map { words[$0] }.prefix { word in
      bytes += Int(word.payload.documentFrequency) * 2 * MemoryLayout<UInt16>.stride
      return bytes <= memory
    }
  }

  /// The words of the first combined field, or else of all text fields.
  private var spaces: [Int] {
    let layout = source.layout
    let words = layout.spaces.indices.filter { layout.spaces[$0].kind == .words }
    let combined = words.first { layout.spaces[$0].detail == .frequencies }
    return combined.map { [$0] } ?? words
  }

  /// Counts a word for each of the first `count` documents: one behind its own place, so that sums say where they
  /// begin.
  private static func count(_ documents: [UInt32], _ count: Int, _ starts: inout [Int]) {
    let documents = documents.span
    var starts = starts.mutableSpan
    for i in 0..<count { starts[Int(documents[i]) &+ 1] &+= 1 }
  }

  /// Adds a word to the first `count` documents' words, where the next goes.
  private static func add(
    _ term: UInt16, _ documents: [UInt32], _ count: Int, _ terms: inout [UInt16],
    _ next: inout [Int]
  ) {
    let documents = documents.span
    var terms = terms.mutableSpan
    var next = next.mutableSpan
    for i in 0..<count {
      let document = Int(documents[i])
      terms[next[document]] = term
      next[document] &+= 1
    }
  }

  /// Calls `body` with an array whose first elements are the documents of a block of a word's list, and how many
  /// those are, block by block.
  private func forEachBlock(
    of word: Word, _ body: ([UInt32], Int) -> Void
  ) throws(CorruptionError) {
    let list = try BlockList(
      source, detail: source.layout.spaces[word.space].detail, payload: word.payload)
    var documents = [UInt32](zeros: blockLength)
    for block in 0..<list.count {
      _ = try list.decodeDocuments(ofBlock: block, into: &documents)
      let count = list.length(ofBlock: block)
      guard documents[count - 1] < source.documentCount else {
        throw source.beyondEnd(documents[count - 1])
      }
      body(documents, count)
    }
  }
}
