// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How many documents have a field and how long they are together, which makes the average length, against
// the norms. That is all there is to compare with where texts are not analysed again; where they are, the
// comparison with them is the stricter (`TextCheck.swift`).

import BriefCodec

extension SegmentCheck {
  /// As many documents have a norm as the segment says, and the least lengths those stand for are together
  /// no more than its sum. They may be less: most long texts are longer than that, and a merge leaves in
  /// the sum what the norms of deleted documents did not tell.
  func checkLengths(_ field: Int) throws(CorruptionError) {
    guard let norms = try segment.norms(ofField: field),
      let lengths = segment.lengths(ofField: field)
    else { return }
    guard !comparesTexts || !layout.isStored(field: field) else { return }
    var (count, least) = (0, UInt64(0))
    for document in 0..<segment.documentCount {
      let norm = norms[DocID(UInt32(document))]
      if norm > 0 { count += 1 }
      least += UInt64(Norm.lengths[Int(norm)])
    }
    guard lengths.documentCount == count else {
      throw damaged(
        "documents with a length of a field", expected: count, found: Int(lengths.documentCount))
    }
    guard lengths.sum >= least else {
      throw damaged(
        "sum of the lengths of a field", expected: Int(clamping: least),
        found: Int(clamping: lengths.sum))
    }
  }
}
