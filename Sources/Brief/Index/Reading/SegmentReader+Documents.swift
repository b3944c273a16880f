// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents of a segment as their owner knows them: by identifier, whole.

package import BriefCodec

extension SegmentReader {
  /// Each document's rank among the identifiers: what breaks ties.
  package func identifierRanks() throws(CorruptionError) -> OrdinalColumn {
    guard let ranks = try ordinals(ofField: layout.spaces[layout.identifierSpace].field) else {
      preconditionFailure("every schema has an identifier")
    }
    return ranks
  }

  /// A document's identifier.
  package func identifier(of doc: DocID) throws(CorruptionError) -> String {
    let space = layout.identifierSpace
    guard let ordinal = try ordinals(ofField: layout.spaces[space].field)?.first(of: doc),
      let identifier = try dictionary(space).term(at: ordinal)
    else { return "" }
    return String(decoding: identifier, as: UTF8.self)
  }

  /// A stored document.
  package func document(
    _ doc: DocID, _ reader: DocStore.Reader
  ) throws(CorruptionError) -> Document {
    var bytes = ByteReader(try reader.record(of: doc), file: store.fileName)
    return try StoredRecord.decode(&bytes, layout: layout)
  }
}
