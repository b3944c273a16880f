// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here is my document, give me its keywords."

package import BriefCodec

/// Ordinals of a keyword field's values by document.
package struct OrdinalColumn: Sendable {
  private let values: PackedArray
  private let starts: PackedArray?
  let documentCount: Int

  package init(file: StoredFile, root: ColumnRoot, documentCount: Int) throws(CorruptionError) {
    values = try PackedArray(file: file, offset: root.values)
    starts = root.starts == 0 ? nil : try PackedArray(file: file, offset: root.starts)
    self.documentCount = documentCount
    let expected = starts == nil ? documentCount : documentCount + 1
    guard (starts ?? values).count == expected else {
      throw CorruptionError(
        file: file.name, offset: root.values, reason: "values in a column",
        expected: UInt64(expected), found: UInt64((starts ?? values).count))
    }
  }

  /// How many documents make a zone.
  package static let zoneLength = 256

  /// The least ordinal of each zone's documents.
  static func leastOfZones(_ ordinals: [UInt64]) -> [UInt64] {
    var least: [UInt64] = []
    for (document, ordinal) in ordinals.enumerated() {
      if document % zoneLength == 0 { least.append(ordinal) }
      least[least.count - 1] = min(least[least.count - 1], ordinal)
    }
    return least
  }

  /// The least ordinal of each ``zoneLength`` documents (the last may be fewer), if every document has exactly one.
  func zones() throws(CorruptionError) -> PackedArray? {
    guard isSingle else { return nil }
    let zones = try PackedArray(file: values.file, offset: values.end)
    let expected = (documentCount + Self.zoneLength - 1) / Self.zoneLength
    guard zones.count == expected else {
      throw CorruptionError(
        file: values.file.name, offset: values.end, reason: "zones of a column",
        expected: UInt64(expected), found: UInt64(zones.count))
    }
    return zones
  }

  /// Calls `body` with each ordinal of a document, ascending.
  package func forEachOrdinal(
    of doc: DocID, _ body: (Int) throws(CorruptionError) -> Void
  ) throws(CorruptionError) {
    var start = doc.index
    var end = start + 1
    if let starts {
      start = Int(truncatingIfNeeded: try starts.get(doc.index))
      end = Int(truncatingIfNeeded: try starts.get(doc.index + 1))
    }
    guard start <= end else { return }
    for i in start..<end { try body(Int(truncatingIfNeeded: try values.get(i))) }
  }

  /// Puts the first ordinal of the document that is each element's low half into its high half; 0 where
  /// there is none.
  package func gatherFirst(into elements: inout [UInt64]) throws(CorruptionError) {
    guard starts != nil else { return try values.gather(into: &elements) }
    for i in elements.indices {
      let document = elements[i] & 0xffff_ffff
      let ordinal = try first(of: DocID(UInt32(document))) ?? 0
      elements[i] = UInt64(truncatingIfNeeded: ordinal) << 32 | document
    }
  }

  /// Whether every document has exactly one ordinal.
  package var isSingle: Bool { starts == nil }

  /// The ordinals of the first `count` documents, which ascend, if each has exactly one.
  package func copySingle(
    of documents: [UInt32], count: Int, into ordinals: inout [UInt64]
  ) throws(CorruptionError) {
    precondition(isSingle)
    try values.copy(of: documents, count: count, into: &ordinals)
  }

  /// The first ordinal of a document, or `nil` if it has none.
  package func first(of doc: DocID) throws(CorruptionError) -> Int? {
    if starts == nil { return Int(truncatingIfNeeded: try values.get(doc.index)) }
    var found: Int?
    try forEachOrdinal(of: doc) { ordinal in if found == nil { found = ordinal } }
    return found
  }
}
