// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How long a field is in all documents of a segment together, which makes its average length. When documents are left
// out of a merge, theirs are known as norms tell them: exactly if they are short, else within an eighth. What is left
// is then estimated, by what norms say of the documents that stay and of those that go. Taken off as norms have it,
// each left some words behind: of 6,000 documents of 100 words, a third of them replaced, the average was 5 % too long.

extension SegmentRoot {
  /// The lengths of a field over all documents.
  package struct FieldLength: Hashable, Sendable {
    /// Documents that have the field.
    package var documentCount: UInt32 = 0
    /// Their lengths together, in tokens.
    package var sum: UInt64 = 0
    /// Whether the sum is what the texts have, not an estimate.
    package var isExact = true

    package init() {}

    /// Adds those of other documents.
    mutating func add(_ other: FieldLength) {
      documentCount += other.documentCount
      sum += other.sum
      isExact = isExact && other.isExact
    }

    /// What is left if documents go, by the norms of these and of those that stay.
    func without(_ gone: NormSum, leaving kept: NormSum) -> FieldLength {
      guard gone.documentCount > 0 else { return self }  // none of them has the field
      var left = FieldLength()
      left.documentCount = kept.documentCount
      if kept.least == kept.most {
        left.sum = kept.least
        return left
      }
      if isExact, gone.least == gone.most {
        left.sum = sum - min(sum, gone.least)
        return left
      }
      let all = kept.least + gone.least
      let share = all.dividingFullWidth(sum.multipliedFullWidth(by: kept.least)).quotient
      left.sum = max(kept.least, min(share, kept.most))
      left.isExact = false
      return left
    }
  }
}

/// What the norms of some documents say of their lengths.
struct NormSum {
  /// Documents that have the field.
  private(set) var documentCount: UInt32 = 0
  /// The least and the most that their lengths may be together.
  private(set) var least: UInt64 = 0
  private(set) var most: UInt64 = 0

  mutating func add(_ norm: UInt8) {
    if norm > 0 { documentCount += 1 }
    least += UInt64(Norm.lengths[Int(norm)])
    most += UInt64(Norm.mostLengths[Int(norm)])
  }
}
