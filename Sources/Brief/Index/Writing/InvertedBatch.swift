// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the index keeps of a batch of documents, numbered within the batch.

import BriefCodec

/// A batch of documents, inverted.
package struct InvertedBatch: Sendable {
  var documentCount = 0
  /// For each term space of the layout.
  package var spaces: [SpaceRuns] = []
  /// For each field with stems, if they are left to be derived: what they follow from beside words.
  var stems: [Int: StemNotes] = [:]
  /// For each field with norms: the norm of each document, and the sums.
  var norms: [[UInt8]]
  var lengths: [SegmentRoot.FieldLength]
  /// For each field with a column of numbers.
  var numbers: [Int: NumberColumnBuilder] = [:]
  /// Stored records, one after the other, and where each ends.
  var records = ByteWriter()
  var recordEnds: [Int] = []

  init(_ layout: IndexLayout) {
    norms = layout.normFields.map { _ in [] }
    lengths = layout.normFields.map { _ in SegmentRoot.FieldLength() }
    for field in layout.columnFields {
      switch layout.schema.fields[field].kind {
      case .date, .number: numbers[field] = NumberColumnBuilder()
      default: break
      }
    }
  }
}
