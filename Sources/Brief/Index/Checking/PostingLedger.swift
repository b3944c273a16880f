// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Are two sets of postings the same, although one comes document by document and the other term by
// term? For each document the hashes of its postings are added up: once from the stored text's
// analysis, and once, subtracted, from the posting lists. What is not zero in the end differs. That
// takes eight bytes a document and no order. Hashes are seeded by chance, so that nobody can prepare
// differences that cancel each other.

import BriefCodec

/// Sums of hashes, one a document.
struct PostingLedger {
  /// What kind of structure an entry was read from, so that none stands for another.
  enum Structure: UInt64 { case postings = 1, column, pairs }

  private let seed = UInt64.random(in: 0 ... .max)
  private var sums: [UInt64]

  init(documentCount: Int) { sums = [UInt64](repeating: 0, count: documentCount) }

  /// The documents whose sides differ, ascending.
  var differing: [Int] { sums.indices.filter { sums[$0] != 0 } }

  /// What the hashes of a term's entries begin with.
  func key(_ structure: Structure, _ space: Int, _ term: [UInt8]) -> UInt64 {
    mix(Checksum.xxh3(term) ^ mix(UInt64(space) << 8 | structure.rawValue))
  }

  /// The same for an ordinal of a column.
  func key(_ structure: Structure, _ space: Int, ordinal: Int) -> UInt64 {
    mix(UInt64(truncatingIfNeeded: ordinal) ^ mix(UInt64(space) << 8 | structure.rawValue))
  }

  /// The hash of an entry without positions.
  @inline(__always)
  func hash(_ key: UInt64, frequency: UInt32) -> UInt64 { mix(key &+ UInt64(frequency)) }

  /// The hash of an entry with one position more.
  @inline(__always)
  func hash(_ hash: UInt64, position: UInt32) -> UInt64 { mix(hash &+ UInt64(position)) }

  /// Enters what should be.
  @inline(__always)
  mutating func add(_ hash: UInt64, to document: Int) { sums[document] &+= hash }

  /// Enters what is.
  @inline(__always)
  mutating func subtract(_ hash: UInt64, from document: Int) { sums[document] &-= hash }

  @inline(__always)
  private func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return (product.high ^ product.low) &+ 0x2545_f491_4f6c_dd1d
  }
}
