// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Patterns → the terms they stand for, over all segments at once: a pattern means the same terms in
// every segment, so that a document's score does not depend on where it lies.

package import BriefCodec

/// What a pattern stands for.
package struct TermExpansion {
  /// In the order of their bytes.
  package var terms: [PlannedTerm] = []
  /// There were more, or time ran out before all of the dictionary was seen.
  package var isTruncated = false
}

extension Snapshot {
  /// The terms of a space that an automaton accepts: if there are more than `limit`, the nearest by
  /// edits, then the most frequent; when `deadline` passes, those of what was seen.
  package func expand(
    _ automaton: some TermAutomaton, space: Int, limit: Int, deadline: Deadline? = nil
  ) throws(CorruptionError) -> TermExpansion {
    try merge(
      segments.map { AcceptedTerms(automaton, $0.dictionary(space), deadline) }, limit: limit)
  }

  /// The terms of a space that a test accepts, looking at all of them; limits as above.
  package func terms(
    space: Int, limit: Int, deadline: Deadline? = nil, where accepts: @escaping ([UInt8]) -> Bool
  ) throws(CorruptionError) -> TermExpansion {
    try merge(
      segments.map { TestedTerms($0.dictionary(space), deadline, accepts) }, limit: limit)
  }

  /// Goes through all dictionaries at once, so that no more terms are held than are wanted.
  private func merge(
    _ streams: [some TermStream], limit: Int
  ) throws(CorruptionError) -> TermExpansion {
    var streams = streams
    var nearest = NearestTerms(limit: limit)
    for i in streams.indices { try streams[i].advance() }
    while true {
      var term: [UInt8]?
      for stream in streams where stream.distance != nil {
        if let least = term, !stream.term.lexicographicallyPrecedes(least) { continue }
        term = stream.term
      }
      guard let term else { break }
      var (distance, frequency) = (0, 0)
      var payloads = [TermPayload?](repeating: nil, count: streams.count)
      for i in streams.indices where streams[i].distance != nil && streams[i].term == term {
        distance = streams[i].distance ?? 0
        let payload = streams[i].payload
        frequency += Int(payload.documentFrequency)
        payloads[i] = payload
        try streams[i].advance()
      }
      nearest.add(PlannedTerm(bytes: term, payloads: payloads), distance, frequency)
    }
    return TermExpansion(
      terms: nearest.terms(),
      isTruncated: nearest.isTruncated || streams.contains { $0.clock?.isOver ?? false })
  }
}

/// The terms that are the fewest edits away, among those the ones most documents have.
private struct NearestTerms {
  private let limit: Int
  private var found: [(term: PlannedTerm, distance: Int, frequency: Int)] = []
  private(set) var isTruncated = false

  init(limit: Int) { self.limit = limit }

  /// Adds a term, which is greater than those before.
  mutating func add(_ term: PlannedTerm, _ distance: Int, _ frequency: Int) {
    found.append((term, distance, frequency))
    if found.count >= 2 * limit + 64 { select() }
  }

  /// The terms in the order of their bytes.
  mutating func terms() -> [PlannedTerm] {
    select()
    return found.map(\.term).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  private mutating func select() {
    guard found.count > limit else { return }
    isTruncated = true
    found.sort { a, b in
      if a.distance != b.distance { return a.distance < b.distance }
      if a.frequency != b.frequency { return a.frequency > b.frequency }
      return a.term.bytes.lexicographicallyPrecedes(b.term.bytes)
    }
    found.removeLast(found.count - limit)
  }
}
