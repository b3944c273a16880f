// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Up to 32 terms, each without the bytes it shares with the one before.
//
//     SIZE    CONTENT, for each term
//     1       low half: bytes shared s, high half: bytes of its own r; 15 stands for 15 and more
//     varint  s − 15      (if the half is 15)
//     varint  r − 15      (if the half is 15)
//     r       its own bytes
//     …       its entry
//
//     SIZE    ENTRY of a word
//     varint  4 · document frequency, + 2 if it has positions, + 1 if its total frequency is another
//     varint  total term frequency − document frequency   (if so)
//     varint  postings: the document, if there is one only; else offset less the last one's
//     varint  positions: offset less the last one's   (if it has any)
//
//     SIZE    ENTRY of a value
//     varint  2 · zigzag of the document less the next after the last one's, if there is one only;
//             else 2 · document frequency + 1
//     varint  postings: offset less the last one's   (if there are several documents)
//
// "The last one's" is that of the term before in the block that has one; offsets and documents begin
// with 0. The first term of a block shares nothing. Identifiers mostly ascend as their documents do, for
// a while: then a value is a byte, where a word's entry would be four.

enum TermBlock {
  static let size = 32
  static let termLimit = 255
  /// The most bytes a block takes: halves, lengths, a term, and four numbers of 34, 64, 64, 64 bits.
  static let byteLimit = size * (1 + 2 + 2 + termLimit + 5 + 10 + 10 + 10)

  /// What is remembered from one term of a block to the next.
  struct Offsets: Sendable {
    var postings: UInt64 = 0
    var positions: UInt64 = 0
    /// Of values: the document after that of the last with only one.
    var document: Int64 = 0
  }

  static func append(
    _ term: Span<UInt8>, sharing shared: Int, _ payload: TermPayload, as entries: TermEntries,
    after last: inout Offsets, to bytes: inout ByteWriter
  ) {
    let rest = term.count - shared
    bytes.append(UInt8(min(shared, 15) | min(rest, 15) << 4))
    if shared >= 15 { bytes.appendVarint(UInt64(shared - 15)) }
    if rest >= 15 { bytes.appendVarint(UInt64(rest - 15)) }
    bytes.append(contentsOf: term.extracting(shared...))
    switch entries {
    case .words: appendWord(payload, after: &last, to: &bytes)
    case .values: appendValue(payload, after: &last, to: &bytes)
    }
  }

  private static func appendWord(
    _ payload: TermPayload, after last: inout Offsets, to bytes: inout ByteWriter
  ) {
    let more = payload.totalTermFrequency - UInt64(payload.documentFrequency)
    let hasPositions = payload.positions > 0
    bytes.appendVarint(
      UInt64(payload.documentFrequency) << 2 | (hasPositions ? 2 : 0) | (more > 0 ? 1 : 0))
    if more > 0 { bytes.appendVarint(more) }
    if payload.documentFrequency == 1 {
      bytes.appendVarint(payload.postings)
    } else {
      bytes.appendVarint(payload.postings - last.postings)
      last.postings = payload.postings
    }
    if hasPositions {
      bytes.appendVarint(payload.positions - last.positions)
      last.positions = payload.positions
    }
  }

  private static func appendValue(
    _ payload: TermPayload, after last: inout Offsets, to bytes: inout ByteWriter
  ) {
    precondition(
      payload.totalTermFrequency == UInt64(payload.documentFrequency) && payload.positions == 0,
      "a value occurs once in a document, and has no positions")
    if payload.documentFrequency == 1 {
      let document = Int64(payload.postings)
      bytes.appendVarint(UInt64(zigzag: document - last.document) << 1)
      last.document = document + 1
    } else {
      bytes.appendVarint(UInt64(payload.documentFrequency) << 1 | 1)
      bytes.appendVarint(payload.postings - last.postings)
      last.postings = payload.postings
    }
  }
}
