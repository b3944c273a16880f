// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the automata tests share: seeded random texts, and the obvious way to run an automaton.

import Brief

/// SplitMix64 (Steele, Lea & Flood, 2014): small, and the same on every machine.
struct AutomataRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A string over an alphabet, its length anywhere in the range.
  mutating func word(_ length: ClosedRange<Int>, of alphabet: [Character]) -> String {
    String(
      (0..<Int.random(in: length, using: &self)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &self)]
      })
  }

  /// Different strings over an alphabet, in the order of their bytes.
  mutating func sortedTerms(
    _ count: Int, _ length: ClosedRange<Int>, of alphabet: [Character]
  ) -> [[UInt8]] {
    var terms: Set<[UInt8]> = []
    for _ in 0..<count { terms.insert(Array(word(length, of: alphabet).utf8)) }
    return terms.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

extension TermAutomaton {
  /// Runs over a whole string; the distance if it matches.
  func match(_ text: String) -> Int? {
    var state = start
    for scalar in text.unicodeScalars {
      guard let next = step(state, scalar) else { return nil }
      state = next
    }
    return accepts(state) ? distance(state) : nil
  }

  func matches(_ text: String) -> Bool { match(text) != nil }
}

/// The terms of a sorted list that a walk finds, as a caller with a term dictionary would run it.
func walk<A: TermAutomaton>(
  _ automaton: A, along terms: [[UInt8]]
) -> (found: [[UInt8]: Int], visited: Int, isOrdered: Bool) {
  var walk = TermWalk(automaton)
  var found: [[UInt8]: Int] = [:]
  var visited = 0
  var isOrdered = true
  var index = 0
  while index < terms.count {
    visited += 1
    switch walk.advance(terms[index]) {
    case .matches(let distance):
      found[terms[index]] = distance
      index += 1
    case .no(let target?):
      isOrdered = isOrdered && terms[index].lexicographicallyPrecedes(target)
      while index < terms.count, terms[index].lexicographicallyPrecedes(target) { index += 1 }
    case .no(nil): index += 1
    }
  }
  return (found, visited, isOrdered)
}
