// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Patterns → the terms they stand for, over all segments at once: a pattern means the same terms in
// every segment, so that a document's score does not depend on where it lies.

package import BriefCodec

/// A prefix, as the simplest automaton.
struct PrefixAutomaton: TermAutomaton {
  let literalPrefix: String

  init(_ bytes: [UInt8]) { literalPrefix = String(decoding: bytes, as: UTF8.self) }

  /// What is left of the prefix; `nil` once all of it was seen.
  typealias State = Int

  var start: Int { 0 }

  func step(_ state: Int, _ scalar: Unicode.Scalar) -> Int? {
    let scalars = literalPrefix.unicodeScalars
    guard state < scalars.count else { return state }
    return scalars[scalars.index(scalars.startIndex, offsetBy: state)] == scalar ? state + 1 : nil
  }

  func accepts(_ state: Int) -> Bool { state == literalPrefix.unicodeScalars.count }
  func distance(_ state: Int) -> Int { 0 }
}

extension TermAutomaton {
  /// Whether the automaton accepts a text as a whole.
  func recognises(_ text: String) -> Bool {
    var state = start
    for scalar in text.unicodeScalars {
      guard let next = step(state, scalar) else { return false }
      state = next
    }
    return accepts(state)
  }
}

extension Snapshot {
  /// The terms of a space that an automaton accepts: if there are more than `limit`, the nearest by
  /// edits, then the most frequent; in the order of their bytes.
  package func expand(
    _ automaton: some TermAutomaton, space: Int, limit: Int
  ) throws(CorruptionError) -> (terms: [PlannedTerm], isTruncated: Bool) {
    var distances: [[UInt8]: Int] = [:]
    for segment in segments {
      try Self.walk(automaton, segment.dictionary(space)) { term, distance in
        distances[term] = distance
      }
    }
    return try select(distances, space: space, limit: limit)
  }

  /// The terms of a space that a test accepts, looking at all of them.
  package func terms(
    space: Int, limit: Int, where accepts: ([UInt8]) -> Bool
  ) throws(CorruptionError) -> (terms: [PlannedTerm], isTruncated: Bool) {
    var distances: [[UInt8]: Int] = [:]
    for segment in segments {
      var cursor = segment.dictionary(space).cursor()
      while try cursor.next() {
        if accepts(cursor.term) { distances[cursor.term] = 0 }
      }
    }
    return try select(distances, space: space, limit: limit)
  }

  private func select(
    _ distances: [[UInt8]: Int], space: Int, limit: Int
  ) throws(CorruptionError) -> (terms: [PlannedTerm], isTruncated: Bool) {
    var found: [(term: PlannedTerm, distance: Int)] = []
    for (bytes, distance) in distances {
      found.append((try term(bytes, space: space), distance))
    }
    let isTruncated = found.count > limit
    if isTruncated {
      found.sort { a, b in
        if a.distance != b.distance { return a.distance < b.distance }
        let (fa, fb) = (a.term.documentFrequency, b.term.documentFrequency)
        return fa != fb ? fa > fb : a.term.bytes.lexicographicallyPrecedes(b.term.bytes)
      }
      found.removeLast(found.count - limit)
    }
    found.sort { $0.term.bytes.lexicographicallyPrecedes($1.term.bytes) }
    return (found.map(\.term), isTruncated)
  }

  /// Calls `body` with each accepted term of one dictionary, in order.
  private static func walk<A: TermAutomaton>(
    _ automaton: A, _ dictionary: TermDictionaryReader, _ body: ([UInt8], Int) -> Void
  ) throws(CorruptionError) {
    let prefix = Array(automaton.literalPrefix.utf8)
    var walk = TermWalk(automaton)
    var cursor = dictionary.cursor()
    var isAt = try cursor.seek(prefix)
    while isAt, cursor.term.starts(with: prefix) {
      switch walk.advance(cursor.term) {
      case .matches(let distance):
        body(cursor.term, distance)
        isAt = try cursor.next()
      case .no(let target?): isAt = try cursor.seek(target)
      case .no(nil): isAt = try cursor.next()
      }
    }
  }
}
