// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Terms of one dictionary, picked out one after the other, for as long as there is time: a pattern
// that begins with anything looks at every term there is.

import BriefCodec

/// Some terms of one dictionary, in order.
protocol TermStream {
  /// How far the current term is from what was typed; `nil` at the end, or when time is over.
  var distance: Int? { get }
  var term: [UInt8] { get }
  var payload: TermPayload { get }
  /// Of this stream alone.
  var clock: StepClock? { get }
  mutating func advance() throws(CorruptionError)
}

extension TermStream {
  fileprivate func isOver() -> Bool { clock?.step(of: 256) ?? false }
}

/// The terms that an automaton accepts.
struct AcceptedTerms<A: TermAutomaton>: TermStream {
  private let prefix: [UInt8]
  private var walk: TermWalk<A>
  private var cursor: BriefCodec.TermCursor
  private var isNew = true
  let clock: StepClock?
  private(set) var distance: Int?

  var term: [UInt8] { cursor.term }
  var payload: TermPayload { cursor.payload }

  init(_ automaton: A, _ dictionary: TermDictionaryReader, _ deadline: Deadline?) {
    prefix = Array(automaton.literalPrefix.utf8)
    walk = TermWalk(automaton)
    cursor = dictionary.cursor()
    clock = deadline.map(StepClock.init)
  }

  mutating func advance() throws(CorruptionError) {
    distance = nil
    var isAt = try isNew ? cursor.seek(prefix) : cursor.next()
    isNew = false
    while isAt, cursor.term.starts(with: prefix), !isOver() {
      switch walk.advance(cursor.term) {
      case .matches(let distance):
        self.distance = distance
        return
      case .no(let target?): isAt = try cursor.seek(target)
      case .no(nil): isAt = try cursor.next()
      }
    }
  }
}

/// The terms that a test accepts.
struct TestedTerms: TermStream {
  private let accepts: ([UInt8]) -> Bool
  private var cursor: BriefCodec.TermCursor
  let clock: StepClock?
  private(set) var distance: Int?

  var term: [UInt8] { cursor.term }
  var payload: TermPayload { cursor.payload }

  init(
    _ dictionary: TermDictionaryReader, _ deadline: Deadline?,
    _ accepts: @escaping ([UInt8]) -> Bool
  ) {
    self.accepts = accepts
    cursor = dictionary.cursor()
    clock = deadline.map(StepClock.init)
  }

  mutating func advance() throws(CorruptionError) {
    distance = nil
    while try cursor.next(), !isOver() {
      if accepts(cursor.term) {
        distance = 0
        return
      }
    }
  }
}
