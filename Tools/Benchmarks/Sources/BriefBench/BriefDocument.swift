// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A document of the corpus made into a brief: its text's first sentence is the deck, the rest the
// body; dates and keywords follow from its number, so that everybody measures the same.

import Brief
import Measurement

/// A document with the fields of a brief.
struct BriefDocument {
  let id: String
  let title: String
  let deck: String
  let body: String
  /// Sixty documents a day, in the order of the corpus, as an archive grows.
  let published: Timestamp
  /// A day of twenty years, in no order.
  let edited: Timestamp
  /// One of twenty, the first far more frequent than the last.
  let category: String
  /// One of a thousand, all of like frequency.
  let source: String

  /// The length of all its texts in bytes.
  var byteCount: Int { title.utf8.count + deck.utf8.count + body.utf8.count }

  init(_ document: CorpusDocument, number: Int) {
    id = document.id
    title = document.title
    let end = Self.endOfFirstSentence(document.text)
    deck = String(document.text[..<end])
    body = String(document.text[end...])
    let hash = Self.scrambled(number)
    published = Timestamp(seconds: Self.start.seconds + Int64(number) * 1_440)
    edited = Timestamp(seconds: Self.start.seconds + Int64(hash % 7_305) * 86_400)
    let draw = Double(hash >> 20 % 10_000) / 10_000
    category = "category\(Int(draw * draw * draw * 20))"
    source = "source\(hash >> 40 % 1_000)"
  }

  /// 2000-01-01.
  static let start = Timestamp(seconds: 946_684_800)

  /// The first full stop, question or exclamation mark before a blank, or line feed; else the end.
  private static func endOfFirstSentence(_ text: String) -> String.Index {
    let bytes = text.utf8
    var last: UInt8 = 0
    for i in bytes.indices {
      let byte = bytes[i]
      let isBlank = byte == UInt8(ascii: " ")
      let isEnd =
        last == UInt8(ascii: ".") || last == UInt8(ascii: "?") || last == UInt8(ascii: "!")
      if byte == UInt8(ascii: "\n") || isBlank && isEnd { return i }
      last = byte
    }
    return bytes.endIndex
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): neighbouring numbers, unlike values.
  private static func scrambled(_ number: Int) -> UInt64 {
    var z = UInt64(number) &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
