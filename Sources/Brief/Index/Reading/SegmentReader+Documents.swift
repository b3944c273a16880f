// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents of a segment as their owner knows them: by identifier, whole.

package import BriefCodec

extension SegmentReader {
  /// Each document's rank among the identifiers: what breaks ties.
  package func identifierRanks() throws(CorruptionError) -> OrdinalColumn? {
    guard let field = layout.field(named: layout.schema.identifier) else { return nil }
    return try ordinals(ofField: field)
  }

  /// A document's identifier.
  package func identifier(of doc: DocID) throws(CorruptionError) -> String {
    guard let field = layout.field(named: layout.schema.identifier),
      let space = layout.space(.values, ofField: field),
      let ordinal = try ordinals(ofField: field)?.first(of: doc)
    else { return "" }
    var cursor = dictionary(space).cursor()
    return try cursor.seek(ordinal: ordinal) ? String(decoding: cursor.term, as: UTF8.self) : ""
  }

  /// A stored document.
  package func document(
    _ doc: DocID, _ reader: DocStore.Reader
  ) throws(CorruptionError) -> Document {
    var bytes = ByteReader(try reader.record(of: doc), file: store.fileName)
    return try StoredRecord.decode(&bytes, layout: layout)
  }
}
