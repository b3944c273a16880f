// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a block decoder finds wrong. It knows bytes, not files: who called it adds where they came
// from.

/// Bytes that are not a block. Costs nothing to make: it holds literals and numbers.
package struct BlockDamage: Error, Sendable {
  package let reason: StaticString
  package let found: Int

  package init(_ reason: StaticString, found: Int) {
    self.reason = reason
    self.found = found
  }

  /// The same, with the place.
  package func located(in file: StoredFile, at offset: Int) -> CorruptionError {
    CorruptionError(
      file: file.name, offset: offset, reason: reason.description, found: UInt64(clamping: found))
  }
}
