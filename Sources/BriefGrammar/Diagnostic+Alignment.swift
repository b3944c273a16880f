// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The grammar reads Unicode scalars, so a quotation mark with an accent upon it is a quotation
// mark, and a remark may begin or end within what a reader sees as one character. Remarks are
// widened to whole characters before anybody sees them, and what was added to the range is added
// to the suggestion, so that applying it does the same.

extension [Diagnostic] {
  /// Widens each range to the characters of `text`. Linear in the text, if there are any.
  mutating func align(to text: String) {
    guard !isEmpty, !text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) else { return }
    var starts: [Int] = []
    var offset = 0
    for character in text {
      starts.append(offset)
      offset += character.utf8.count
    }
    starts.append(offset)
    let utf8 = Array<UInt8>(text.utf8)
    for index in indices {
      let range = self[index].range
      // The last start at or before the lower bound, the first at or after the upper.
      let lower = starts[starts.partitioningIndex { $0 > range.lowerBound } - 1]
      let upper = starts[starts.partitioningIndex { $0 >= range.upperBound }]
      guard lower..<upper != range else { continue }
      self[index].range = lower..<upper
      guard let suggestion = self[index].suggestion else { continue }
      let before = String(decoding: utf8[lower..<range.lowerBound], as: UTF8.self)
      let after = String(decoding: utf8[range.upperBound..<upper], as: UTF8.self)
      self[index].suggestion = before + suggestion + after
    }
  }
}

extension [Int] {
  /// The first index whose element satisfies `condition`, which holds from some element on.
  fileprivate func partitioningIndex(_ condition: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
