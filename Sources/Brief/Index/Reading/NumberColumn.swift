// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here is my document, give me its value."

package import BriefCodec

/// Whole numbers or moments by document, and documents by number.
package final class NumberColumn: Sendable {
  private let values: PackedArray
  private let presence: PackedArray?
  /// The documents with a value by value, each as the distance from its place.
  private let order: PackedArray
  private let least: PackedArray
  private let greatest: PackedArray
  private let missing: PackedArray?
  private let file: StoredFile
  private let sets: RangeSetCache
  private let knownSamples = Guarded<(searches: Int, values: [UInt64])>((0, []))
  private let lastRanges = Guarded<[(range: ClosedRange<Int64>, places: Range<Int>)]>([])

  /// How many documents make a zone.
  package static let zoneLength = 1_024

  /// A column that takes what it keeps of ranges from a budget.
  init(
    file: StoredFile, root: ColumnRoot, documentCount: Int, budget: MemoryBudget
  ) throws(CorruptionError) {
    self.file = file
    sets = RangeSetCache(documentCount: documentCount, budget: budget)
    values = try PackedArray(file: file, offset: root.values)
    presence = root.starts == 0 ? nil : try PackedArray(file: file, offset: root.starts)
    guard values.count == documentCount, presence?.count ?? documentCount == documentCount else {
      throw CorruptionError(
        file: file.name, offset: root.values, reason: "values in a column",
        expected: UInt64(documentCount), found: UInt64(values.count))
    }
    order = try PackedArray(file: file, offset: root.order)
    least = try PackedArray(file: file, offset: order.end)
    greatest = try PackedArray(file: file, offset: least.end)
    missing = presence == nil ? nil : try PackedArray(file: file, offset: greatest.end)
    guard order.count <= documentCount, presence != nil || order.count == documentCount else {
      throw CorruptionError(
        file: file.name, offset: root.order, reason: "documents by value",
        expected: UInt64(documentCount), found: UInt64(order.count))
    }
    let zones = (documentCount + Self.zoneLength - 1) / Self.zoneLength
    // A column whose zones would tell nothing has none.
    for array in [least, greatest, missing ?? least] {
      guard array.count == zones || array.count == 0, array.count == least.count else {
        throw CorruptionError(
          file: file.name, offset: root.order, reason: "zones of a column",
          expected: UInt64(zones), found: UInt64(array.count))
      }
    }
  }

  /// The value of a document, or `nil` if it has none.
  package func value(of doc: DocID) throws(CorruptionError) -> Int64? {
    if let presence, try presence.get(doc.index) == 0 { return nil }
    return Int64(ordered: try values.get(doc.index))
  }

  /// All documents.
  package var documentCount: Int { values.count }
  /// Whether every document has a value.
  package var isFull: Bool { presence == nil }

  private static func ordered(_ range: ClosedRange<Int64>) -> ClosedRange<UInt64> {
    range.lowerBound.ordered...range.upperBound.ordered
  }

  // MARK: - By value

  /// The documents that have a value: as many places are there in their order.
  package var valueCount: Int { order.count }

  /// The document at a place of the order.
  package func document(at place: Int) throws(CorruptionError) -> DocID {
    DocID(UInt32(try order.document(at: place, below: values.count)))
  }

  /// The value at a place of the order.
  package func value(at place: Int) throws(CorruptionError) -> Int64 {
    Int64(ordered: try orderedValue(at: place))
  }

  private func orderedValue(at place: Int) throws(CorruptionError) -> UInt64 {
    try values.get(try order.document(at: place, below: values.count))
  }

  /// The places of the values in a range that may be asked for again. Of the last ranges they are known: a search
  /// for them, all over the file, takes 0.3 µs (`brief-bench dates`, counting all words, 2026-11-28).
  package func rememberedPlaces(
    in range: ClosedRange<Int64>
  ) throws(CorruptionError) -> Range<Int> {
    let known = lastRanges.withLock { ranges -> Range<Int>? in
      guard let i = ranges.firstIndex(where: { $0.range == range }) else { return nil }
      // What is asked for often comes first, and the last goes first.
      if i > 0 { ranges.swapAt(i, i - 1) }
      return ranges[max(0, i - 1)].places
    }
    if let known { return known }
    let places = try places(in: range)
    lastRanges.withLock { ranges in
      if ranges.count == Self.lastRangeCount { ranges.removeLast() }
      ranges.insert((range, places), at: 0)
    }
    return places
  }

  private static let lastRangeCount = 8

  /// The places of the values in a range.
  package func places(in range: ClosedRange<Int64>) throws(CorruptionError) -> Range<Int> {
    guard order.count > 0 else { return 0..<0 }
    let range = Self.ordered(range)
    let (first, last) = (try orderedValue(at: 0), try orderedValue(at: order.count - 1))
    guard range.upperBound >= first, range.lowerBound <= last else { return 0..<0 }
    // Most often asked for: since when.
    let start = range.lowerBound <= first ? 0 : try firstPlace(atLeast: range.lowerBound)
    let end =
      range.upperBound >= last ? order.count : try firstPlace(atLeast: range.upperBound + 1)
    return start..<end
  }

  private func firstPlace(atLeast bound: UInt64) throws(CorruptionError) -> Int {
    let step = order.count / Self.sampleCount + 1
    let samples = try samples(every: step)
    guard !samples.isEmpty else {
      return try order.firstPlace(in: 0..<order.count, of: values, atLeast: bound)
    }
    var (low, high) = (0, samples.count)
    while low < high {
      let middle = (low + high) / 2
      if samples[middle] >= bound { high = middle } else { low = middle + 1 }
    }
    let places = max(0, (low - 1) * step + 1)..<min(low * step, order.count)
    return try order.firstPlace(in: places, of: values, atLeast: bound)
  }

  /// The values at some places of the order, `step` apart: read once for as long as the column is open,
  /// they save half of the steps of every search, which go all over the file. None at first: for one query
  /// they are not worth their time.
  private func samples(every step: Int) throws(CorruptionError) -> [UInt64] {
    let known = knownSamples.withLock { known in
      known.searches += 1
      return known
    }
    guard known.values.isEmpty, known.searches > Self.searchesWithout else { return known.values }
    var samples: [UInt64] = []
    for place in stride(from: 0, to: order.count, by: step) {
      samples.append(try orderedValue(at: place))
    }
    knownSamples.withLock { $0.values = samples }
    return samples
  }

  private static let searchesWithout = 8
  private static let sampleCount = 512

  /// The documents at some places, if they stand side by side because all documents are in the order of
  /// their values.
  package func run(at places: Range<Int>) throws(CorruptionError) -> Range<UInt32>? {
    guard order.isConstant, !places.isEmpty else { return nil }
    let first = try document(at: places.lowerBound).rawValue
    return first..<(try document(at: places.upperBound - 1).rawValue + 1)
  }

  /// The documents at some places, ascending by number.
  package func documents(at places: Range<Int>) throws(CorruptionError) -> [UInt32] {
    guard !places.isEmpty else { return [] }
    guard places.count * Self.sparsest >= documentCount else {
      var documents: [UInt32] = []
      documents.reserveCapacity(places.count)
      for place in places { documents.append(try document(at: place).rawValue) }
      documents.sort()
      return documents
    }
    // Many are sorted by marking them.
    return Self.documents(marked: try marks(at: places), atMost: places.count)
  }

  private func marks(at places: Range<Int>) throws(CorruptionError) -> [UInt64] {
    var marks = [UInt64](zeros: (documentCount + 63) / 64)
    try order.mark(places, in: &marks, below: documentCount)
    return marks
  }

  /// The set of the documents at some places, if it was asked for often enough.
  package func set(at places: Range<Int>) throws(CorruptionError) -> DocumentSet? {
    try sets.set(at: places) { () throws(CorruptionError) in
      DocumentSet(words: try marks(at: places))
    }
  }

  /// Whether there may be room for a set.
  package var keepsSets: Bool { sets.mayHaveRoom }

  private static func documents(marked marks: [UInt64], atMost count: Int) -> [UInt32] {
    let marks = marks.span
    return [UInt32](capacity: count) { documents in
      for i in marks.indices {
        var word = marks[i]
        while word != 0, documents.freeCapacity > 0 {
          documents.append(UInt32(i * 64 + word.trailingZeroBitCount))
          word &= word - 1
        }
      }
    }
  }

  /// Fewer than one document in so many are sorted by comparing them.
  private static let sparsest = 1_024

  // MARK: - By zone

  /// What is known of a stretch of ``zoneLength`` documents (the last may be shorter).
  package struct Zone: Hashable, Sendable {
    /// The least and greatest value; of no meaning if no document has one.
    package let least: Int64
    package let greatest: Int64
    /// How many documents have no value.
    package let missing: Int
  }

  /// All zones.
  package func zones() throws(CorruptionError) -> [Zone] {
    let count = least.count
    var (low, high) = ([UInt64](repeating: 0, count: count), [UInt64](repeating: 0, count: count))
    try least.copy(0..<count, into: &low)
    try greatest.copy(0..<count, into: &high)
    var missing = [UInt64](repeating: 0, count: count)
    try self.missing?.copy(0..<count, into: &missing)
    return (0..<count).map { i in
      Zone(
        least: Int64(ordered: low[i]), greatest: Int64(ordered: high[i]),
        missing: Int(truncatingIfNeeded: missing[i]))
    }
  }

  /// The documents of a zone.
  package func documents(ofZone index: Int) -> Range<Int> {
    let start = index * Self.zoneLength
    return start..<min(start + Self.zoneLength, documentCount)
  }

  /// How many of a zone's documents lie in a range.
  package enum Share: Sendable { case none, some, all }

  /// Whether the column says anything of its zones.
  package var hasZones: Bool { least.count > 0 }

  /// How many documents of each zone lie in a range, as far as the zone says.
  package func zoneShares(
    in range: ClosedRange<Int64>
  ) throws(CorruptionError) -> [Share] {
    let count = (documentCount + Self.zoneLength - 1) / Self.zoneLength
    precondition(hasZones)
    let range = Self.ordered(range)
    var (low, high) = ([UInt64](repeating: 0, count: count), [UInt64](repeating: 0, count: count))
    try least.copy(0..<count, into: &low)
    try greatest.copy(0..<count, into: &high)
    var shares = [Share](repeating: .none, count: count)
    for i in 0..<count where low[i] <= range.upperBound && range.lowerBound <= high[i] {
      shares[i] = range.lowerBound <= low[i] && high[i] <= range.upperBound ? .all : .some
    }
    guard let missing else { return shares }
    for i in 0..<count where shares[i] != .none {
      let without = try missing.get(i)
      if without >= UInt64(documents(ofZone: i).count) { shares[i] = .none }
      if without > 0, shares[i] == .all { shares[i] = .some }
    }
    return shares
  }

  // MARK: - Many at once

  /// Moves those of the first `count` documents, which ascend, whose value lies in a range to the front,
  /// with their scores; returns how many.
  package func keep(
    _ documents: inout [UInt32], _ scores: inout [Float], count: Int, in range: ClosedRange<Int64>
  ) throws(CorruptionError) -> Int {
    var count = count
    if let presence {
      count = try presence.keep(&documents, &scores, count: count, in: 1...1)
    }
    return try values.keep(&documents, &scores, count: count, in: Self.ordered(range))
  }

  /// Clears the bits of documents whose value does not lie in a range. Bit i of the first word stands for
  /// document `first` + i.
  package func clear(
    _ marks: inout [UInt64], _ words: Range<Int>, first: Int, notIn range: ClosedRange<Int64>
  ) throws(CorruptionError) {
    try presence?.clear(&marks, words, first: first, notIn: 1...1)
    try values.clear(&marks, words, first: first, notIn: Self.ordered(range))
  }

  /// The values of the first `count` documents, which ascend, as unsigned integers of the same order.
  /// Those of documents without one mean nothing.
  package func copyOrdered(
    of documents: [UInt32], count: Int, into values: inout [UInt64]
  ) throws(CorruptionError) {
    try self.values.copy(of: documents, count: count, into: &values)
  }
}
