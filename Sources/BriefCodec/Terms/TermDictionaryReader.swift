// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Looks terms up where they lie in the file: a binary search among the separators, then one block.

/// A term dictionary of an open file.
package struct TermDictionaryReader: Sendable {
  package let file: StoredFile
  let root: TermDictionaryRoot
  private let entries: TermEntries
  /// Offset of the separators' starts, and of the separators.
  private let starts: Int
  private let separators: Int

  package init(
    file: StoredFile, root: TermDictionaryRoot, entries: TermEntries
  ) throws(CorruptionError) {
    let limit = 1 << 48  // as `readOffset` has it: nothing below overflows
    guard (0..<limit).contains(root.count), (0..<limit).contains(root.blockCount),
      (0..<limit).contains(root.index), (0..<limit).contains(root.indexLength),
      root.indexLength >= (root.blockCount + 1) * 12,
      root.index + root.indexLength <= file.length,
      root.blockCount == (root.count + TermBlock.size - 1) / TermBlock.size
    else {
      throw CorruptionError(
        file: file.name, offset: max(0, root.index), reason: "size of a term index",
        found: UInt64(clamping: root.indexLength))
    }
    self.file = file
    self.root = root
    self.entries = entries
    starts = root.index + (root.blockCount + 1) * 8
    separators = starts + (root.blockCount + 1) * 4
  }

  /// The number of terms.
  package var count: Int { root.count }

  /// A cursor before the first term.
  package func cursor() -> TermCursor { TermCursor(self) }

  /// The entry of a term, and its place among all; `nil` if it is not here.
  package func find(
    _ term: [UInt8]
  ) throws(CorruptionError) -> (ordinal: Int, payload: TermPayload)? {
    guard root.count > 0 else { return nil }
    let block = try block(for: term)
    var reader = try reader(block)
    let bytes = file.bytes
    // The term before is below the target and shares exactly `matched` bytes with it. So a term
    // that shares fewer bytes with its neighbour is above the target, one that shares more is
    // below: only those that share as many need to be compared.
    var matched = 0
    for ordinal in (block * TermBlock.size)..<min((block + 1) * TermBlock.size, root.count) {
      let (shared, own) = try reader.readTerm(bytes)
      if shared < matched { return nil }
      if shared == matched {
        switch Self.compare(bytes, own, term, &matched) {
        case .above: return nil
        case .equal: return (ordinal, try reader.readPayload(bytes))
        case .below: break
        }
      }
      _ = try reader.readPayload(bytes)
    }
    return nil
  }

  /// The term at a place among all; `nil` if there is none.
  package func term(at ordinal: Int) throws(CorruptionError) -> [UInt8]? {
    guard ordinal >= 0, ordinal < root.count else { return nil }
    var reader = try reader(ordinal / TermBlock.size)
    let bytes = file.bytes
    var term: [UInt8] = []
    for left in (0...(ordinal % TermBlock.size)).reversed() {
      let (shared, own) = try reader.readTerm(bytes)
      guard shared <= term.count else { throw reader.damaged("order of terms", found: shared) }
      term.removeLast(term.count - shared)
      for at in own { term.append(bytes.byte(at: at)) }
      if left > 0 { try reader.skipPayload(bytes) }
    }
    return term
  }

  private enum Comparison { case below, equal, above }

  /// Compares a term's own bytes with the target's from `matched` on, and moves `matched` over what
  /// is equal.
  private static func compare(
    _ bytes: RawSpan, _ own: Range<Int>, _ target: [UInt8], _ matched: inout Int
  ) -> Comparison {
    for at in own {
      guard matched < target.count else { return .above }
      let byte = bytes.byte(at: at)
      if byte != target[matched] { return byte < target[matched] ? .below : .above }
      matched += 1
    }
    return matched == target.count ? .equal : .below
  }

  // MARK: - The block index

  /// The last block whose separator is not above a term.
  func block(for term: [UInt8]) throws(CorruptionError) -> Int {
    var low = 1
    var high = root.blockCount
    let start = Self.start(of: term)
    while low < high {
      let middle = (low + high) / 2
      if try isSeparator(middle, above: term, start) { high = middle } else { low = middle + 1 }
    }
    return low - 1
  }

  /// The first eight bytes of a term as a number of the same order; what is missing counts as 0.
  private static func start(of term: [UInt8]) -> UInt64 {
    var start: UInt64 = 0
    for i in 0..<8 { start = start << 8 | (i < term.count ? UInt64(term[i]) : 0) }
    return start
  }

  /// `start` is that of the term: mostly it decides.
  private func isSeparator(
    _ block: Int, above term: [UInt8], _ start: UInt64
  ) throws(CorruptionError) -> Bool {
    let at = starts + block * 4
    let ends = try file.span(at..<(at + 8))
    let (low, high) = (Int(ends.uint32(at: 0)), Int(ends.uint32(at: 4)))
    guard low <= high, high <= root.index + root.indexLength - separators else {
      throw CorruptionError(
        file: file.name, offset: at, reason: "end of a separator", found: UInt64(high))
    }
    let separator = (separators + low)..<(separators + high)
    try file.verify(separator)
    let bytes = file.bytes
    if separator.lowerBound <= bytes.byteCount - 8, !separator.isEmpty {
      let kept = UInt64.max << UInt64(max(0, 64 - 8 * separator.count))
      let theirs = bytes.uint64(at: separator.lowerBound).byteSwapped & kept
      if theirs != start { return theirs > start }
    }
    var matched = 0
    return Self.compare(bytes, separator, term, &matched) == .above
  }

  /// The terms of a block. One longer than a block can be is an error: blocks that lie upon each other
  /// must not make a walk longer than the file.
  func reader(_ block: Int) throws(CorruptionError) -> TermBlockReader {
    let at = root.index + block * 8
    let offsets = try file.span(at..<(at + 16))
    let start = offsets.uint64(at: 0)
    let end = offsets.uint64(at: 8)
    guard start <= end, end <= UInt64(root.index), end - start <= UInt64(TermBlock.byteLimit) else {
      throw CorruptionError(
        file: file.name, offset: at, reason: "offset of a block of terms", found: end)
    }
    return try TermBlockReader(file, Int(start)..<Int(end), entries)
  }
}
