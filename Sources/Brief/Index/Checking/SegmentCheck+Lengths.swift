// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How many documents have a field and how long they are together, which makes the average length, against
// the norms. That is all there is to compare with where texts are not analysed again; where they are, the
// comparison with them is the stricter (`TextCheck.swift`).

import BriefCodec

extension SegmentCheck {
  /// As many documents have a norm as the segment says, and its sum is one that norms allow.
  func checkLengths(_ field: Int) throws(CorruptionError) {
    guard let norms = try segment.norms(ofField: field),
      let lengths = segment.lengths(ofField: field)
    else { return }
    let isCompared = comparesTexts && layout.isStored(field: field)
    guard !isCompared || !lengths.isExact else { return }
    var allowed = NormSum()
    for document in 0..<segment.documentCount { allowed.add(norms[DocID(UInt32(document))]) }
    guard lengths.documentCount == allowed.documentCount else {
      throw damaged(
        "documents with a length of a field", expected: Int(allowed.documentCount),
        found: Int(lengths.documentCount))
    }
    let sum = max(allowed.least, min(lengths.sum, allowed.most))
    guard lengths.sum == sum else {
      throw damaged(
        "sum of the lengths of a field", expected: Int(clamping: sum),
        found: Int(clamping: lengths.sum))
    }
  }
}
