// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What many documents' values are, or whether they lie in a range. A document is an index in the array.
// Pages are verified once for all of them, and values compared as they are packed: less the least.

extension PackedArray {
  /// A range in terms of packed values: `nil` if no value of the array lies in it.
  private func packed(_ range: ClosedRange<UInt64>) -> (low: UInt64, length: UInt64)? {
    guard range.upperBound >= least else { return nil }
    let low = max(range.lowerBound, least) - least
    return (low, range.upperBound - least - low)
  }

  /// Moves those of the first `count` documents, and their scores, whose value lies in a range to the
  /// front; returns how many. Documents ascend.
  package func keep(
    _ documents: inout [UInt32], _ scores: inout [Float], count: Int, in range: ClosedRange<UInt64>
  ) throws(CorruptionError) -> Int {
    guard count > 0 else { return 0 }
    let indices = Int(documents[0])..<(Int(documents[count - 1]) + 1)
    guard indices.upperBound <= self.count else { throw beyondEnd(indices.upperBound) }
    guard width > 0 else { return range.contains(least) ? count : 0 }
    guard let (low, length) = packed(range) else { return 0 }
    try file.verify(bytes(indices))
    let all = file.bytes
    var documents = documents.mutableSpan
    var scores = scores.mutableSpan
    var kept = 0
    for i in 0..<count {
      let document = documents[i]
      documents[kept] = document
      scores[kept] = scores[i]
      // Without a branch: nobody can foresee which documents lie in a range.
      kept &+= packedValue(all, Int(document)) &- low <= length ? 1 : 0
    }
    return kept
  }

  /// Clears those bits of words whose document's value does not lie in a range. Bit i of the word at
  /// `words.lowerBound` stands for document `first` + i.
  package func clear(
    _ marks: inout [UInt64], _ words: Range<Int>, first: Int, notIn range: ClosedRange<UInt64>
  ) throws(CorruptionError) {
    let end = min(count, first + words.count * 64)
    let packed = packed(range)
    if width > 0, packed != nil, first < end { try file.verify(bytes(first..<end)) }
    let all = file.bytes
    var marks = marks.mutableSpan
    for word in words where marks[word] != 0 {
      let start = first + (word - words.lowerBound) * 64
      let last = start + 63 - marks[word].leadingZeroBitCount
      guard last < count else { throw beyondEnd(last) }
      guard let (low, length) = packed else {
        marks[word] = 0
        continue
      }
      var passing: UInt64 = 0
      if start + 64 <= count, marks[word].nonzeroBitCount > Self.most {
        for i in 0..<64 {
          passing |= (packedValue(all, start + i) &- low <= length ? 1 : 0) << UInt64(i)
        }
        passing &= marks[word]
      } else {
        var rest = marks[word]
        while rest != 0 {
          let i = rest.trailingZeroBitCount
          rest &= rest - 1
          passing |= (packedValue(all, start + i) &- low <= length ? 1 : 0) << UInt64(i)
        }
      }
      marks[word] = passing
    }
  }

  /// If more documents of a word than these are marked, all are looked at, without asking which.
  private static let most = 24

  /// Copies the values of the first `count` documents, which ascend.
  package func copy(
    of documents: [UInt32], count: Int, into values: inout [UInt64]
  ) throws(CorruptionError) {
    guard count > 0 else { return }
    let indices = Int(documents[0])..<(Int(documents[count - 1]) + 1)
    guard indices.upperBound <= self.count else { throw beyondEnd(indices.upperBound) }
    if width > 0 { try file.verify(bytes(indices)) }
    let all = file.bytes
    let documents = documents.span
    var values = values.mutableSpan
    for i in 0..<count { values[i] = least &+ packedValue(all, Int(documents[i])) }
  }

  /// A value less the least. Its bytes were verified, and so lie in the file.
  @inline(__always)
  private func packedValue(_ all: RawSpan, _ index: Int) -> UInt64 {
    guard width <= 57 else { return value(all, index) &- least }
    guard width > 0 else { return 0 }
    let bit = index &* width
    precondition(index >= 0 && index < count)
    // SAFETY: an array that was opened has its last value and seven bytes behind it in the file, and the
    // index is one of the array's, by the line above.
    let word = unsafe all.unsafeLoadUnaligned(
      fromUncheckedByteOffset: start &+ bit >> 3, as: UInt64.self)
    return UInt64(littleEndian: word) >> UInt64(bit & 7) & (1 << UInt64(width) &- 1)
  }
}
