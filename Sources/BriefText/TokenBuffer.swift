// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A batch of tokens as parallel arrays: token i is term `bytes[termEnds[i - 1]..<termEnds[i]]`
// and the i-th element of each of the others. It is what the index is handed, a field at a
// time, so that nothing is allocated or called for a single token.

/// A reusable batch of tokens, in the order of ``Token/position``, then ``TokenForm``.
public struct TokenBuffer: Sendable, Equatable {
  /// All terms, one after the other, in UTF-8.
  package private(set) var bytes: [UInt8] = []
  /// Where each term ends in `bytes`; it begins where the one before ends.
  package private(set) var termEnds: [Int32] = []
  /// Where each token begins in the source text, in bytes.
  package private(set) var sourceStarts: [Int32] = []
  /// Where each token ends in the source text, in bytes.
  package private(set) var sourceEnds: [Int32] = []
  package private(set) var positions: [Int32] = []
  package private(set) var positionLengths: [Int32] = []
  package private(set) var forms: [TokenForm] = []

  /// Tokens whose room is worth keeping for the next text; more are of a huge one.
  package static let keptTokens = 1 << 18

  /// Up to so many, as a word of a query has, are appended one by one: a slice costs a reference and a call.
  private static let fewTokens = 4
  /// Tokens of so few bytes are removed one by one, for the same reason.
  private static let fewBytes = 32

  /// An empty batch.
  public init() {}

  /// The number of tokens.
  public var count: Int { termEnds.count }

  /// Drops all tokens, keeps the room they had.
  public mutating func removeAll() {
    if bytes.count <= Self.fewBytes { return removeEach() }
    bytes.removeAll(keepingCapacity: true)
    termEnds.removeAll(keepingCapacity: true)
    sourceStarts.removeAll(keepingCapacity: true)
    sourceEnds.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    positionLengths.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
  }

  /// Few elements are gone sooner than seven arrays have made sure that nothing follows them.
  private mutating func removeEach() {
    while bytes.popLast() != nil {}
    while termEnds.popLast() != nil {}
    while sourceStarts.popLast() != nil {}
    while sourceEnds.popLast() != nil {}
    while positions.popLast() != nil {}
    while positionLengths.popLast() != nil {}
    while forms.popLast() != nil {}
  }

  /// Token `index` as a value. Copies its term.
  ///
  /// - Precondition: `0 <= index && index < count`.
  public subscript(index: Int) -> Token {
    let source = Int(sourceStarts[index])..<Int(sourceEnds[index])
    return Token(
      term: String(decoding: bytes[termRange(index)], as: UTF8.self), form: forms[index],
      position: Int(positions[index]), positionLength: Int(positionLengths[index]),
      sourceRange: source)
  }

  /// A token's term as UTF-8.
  package func term(_ index: Int) -> [UInt8] { Array(bytes[termRange(index)]) }

  /// The place of a token's term in `bytes`.
  package func termRange(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(termEnds[index - 1]))..<Int(termEnds[index])
  }
}

/// What is the same for all terms a form has: where it stands.
struct TokenPlace {
  var position: Int32
  var positionLength: Int32 = 1
  var sourceStart: Int32
  var sourceEnd: Int32
}

// How the analysis fills it.
extension TokenBuffer {
  /// Appends a token whose term is `range` of `text`.
  @inline(__always)
  mutating func append(
    _ text: Span<UInt8>, _ range: Range<Int>, _ form: TokenForm, _ place: TokenPlace
  ) {
    bytes.append(addingCapacity: range.count) { room in
      for i in range { room.append(text[i]) }
    }
    finish(form, place)
  }

  /// Appends the tokens of a batch.
  mutating func append(_ batch: borrowing WordBatch) {
    guard batch.tokenCount > Self.fewTokens else { return appendEach(of: batch) }
    bytes.append(contentsOf: batch.bytes[..<batch.byteCount])
    termEnds.append(contentsOf: batch.row(.termEnd))
    sourceStarts.append(contentsOf: batch.row(.sourceStart))
    sourceEnds.append(contentsOf: batch.row(.sourceEnd))
    positions.append(contentsOf: batch.row(.position))
    positionLengths.append(contentsOf: batch.row(.positionLength))
    forms.append(contentsOf: batch.forms[..<batch.tokenCount])
  }

  private mutating func appendEach(of batch: borrowing WordBatch) {
    for i in 0..<batch.byteCount { bytes.append(batch.bytes[i]) }
    for token in 0..<batch.tokenCount {
      termEnds.append(batch.number(.termEnd, of: token))
      sourceStarts.append(batch.number(.sourceStart, of: token))
      sourceEnds.append(batch.number(.sourceEnd, of: token))
      positions.append(batch.number(.position, of: token))
      positionLengths.append(batch.number(.positionLength, of: token))
      forms.append(batch.forms[token])
    }
  }

  /// Whether one of the tokens from `first` on, or of the few after it, has this term and reach.
  func contains(
    _ text: Span<UInt8>, _ range: Range<Int>, _ place: TokenPlace, from first: Int
  ) -> Bool {
    for token in first..<min(count, first + 4) {
      let term = termRange(token)
      guard term.count == range.count, positionLengths[token] == place.positionLength else {
        continue
      }
      var i = 0
      while i < range.count, bytes[term.lowerBound + i] == text[range.lowerBound + i] { i += 1 }
      if i == range.count { return true }
    }
    return false
  }

  /// Completes a token whose term has been written.
  @inline(__always)
  private mutating func finish(_ form: TokenForm, _ place: TokenPlace) {
    termEnds.append(Int32(truncatingIfNeeded: bytes.count))
    sourceStarts.append(place.sourceStart)
    sourceEnds.append(place.sourceEnd)
    positions.append(place.position)
    positionLengths.append(place.positionLength)
    forms.append(form)
  }
}
