// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a column of dates or numbers says of itself: which documents come first, and what a zone of
// documents holds. A search believes it and passes over what it says cannot match.

import BriefCodec

extension SegmentCheck {
  /// Every value can be read; the order holds each document with a value once, by value, then by number;
  /// each zone's least and greatest value and number of documents without one are those of its documents.
  func checkNumbers(_ column: NumberColumn) throws(CorruptionError) {
    var valueCount = 0
    for document in 0..<segment.documentCount {
      if try column.value(of: DocID(UInt32(document))) != nil { valueCount += 1 }
    }
    for (index, zone) in try column.zones().enumerated() {
      var (least, greatest, missing): (Int64, Int64, Int) = (.max, .min, 0)
      for document in column.documents(ofZone: index) {
        guard let value = try column.value(of: DocID(UInt32(document))) else {
          missing += 1
          continue
        }
        (least, greatest) = (min(least, value), max(greatest, value))
      }
      guard zone.missing == missing else {
        throw damaged(
          "documents of a zone without a number", expected: missing, found: zone.missing)
      }
      guard least > greatest || (least, greatest) == (zone.least, zone.greatest) else {
        throw damaged("least and greatest number of a zone", found: index)
      }
    }
    guard column.valueCount == valueCount else {
      throw damaged("documents by number", expected: valueCount, found: column.valueCount)
    }
    var last: (value: Int64, document: UInt32)?
    for place in 0..<column.valueCount {
      let document = try column.document(at: place)
      guard let value = try column.value(of: document) else {
        throw damaged("document without a number in their order", found: document.index)
      }
      let next = (value: value, document: document.rawValue)
      if let last, !(last < next) { throw damaged("order of documents by number", found: place) }
      last = next
    }
  }
}
