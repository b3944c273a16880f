// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stored documents of several segments → those of one.

import BriefCodec

extension SegmentMerger {
  /// Copies stored documents in their order.
  func mergeDocuments(_ files: SegmentFiles) throws -> DocStoreRoot {
    var builder = DocStoreBuilder(file: files.documents)
    var release = SourceRelease(sources)
    for (source, numbers) in zip(sources, numbers.numbers) {
      let reader = DocStore.Reader(source.store)
      for (index, number) in numbers.enumerated() where number != Renumbering.leftOut {
        let position = files.documents.position
        try builder.append(try reader.slice(of: DocID(UInt32(index))))
        release.note(files.documents.position - position)
      }
    }
    return try builder.finish()
  }

  // MARK: - In another order

  /// Stored documents, of which the first are read while lists are written, if there is a thread for it.
  struct Records: Sendable {
    let reorderer: RecordReorderer
    var first: RecordReorderer.Part?
  }

  /// Begins to read them.
  func startRecords() -> Work<Result<Records, CorruptionError>> {
    workers.start { [sources, numbers, memoryBudget] in
      Result { () throws(CorruptionError) in
        let reorderer = try RecordReorderer(sources, numbers, memory: memoryBudget / 4)
        return Records(reorderer: reorderer, first: try reorderer.part(from: 0))
      }
    }
  }

  /// What was read ahead, which nobody else holds from here on.
  private static func take(
    _ reading: inout Work<Result<Records, CorruptionError>>?
  ) throws(CorruptionError) -> Records {
    guard let taken = reading.take() else { preconditionFailure("what was read is taken once") }
    return try taken.result().get()
  }

  /// Writes stored documents, of which one part at a time is held: `reading` gives what it has read away.
  func writeRecords(
    _ reading: inout Work<Result<Records, CorruptionError>>?, _ files: SegmentFiles
  ) throws -> DocStoreRoot {
    var builder = DocStoreBuilder(file: files.documents)
    var records = try Self.take(&reading)
    var part = records.first.take()
    while part != nil {
      let end = try Self.write(&part, records.reorderer, to: &builder)
      part = try records.reorderer.part(from: end)
    }
    return try builder.finish()
  }

  /// Writes a part, and forgets it; returns the number of the document behind it.
  private static func write(
    _ part: inout RecordReorderer.Part?, _ reorderer: RecordReorderer,
    to builder: inout DocStoreBuilder
  ) throws -> Int {
    guard let part = part.take() else { return 0 }
    var start = 0
    for number in part.documents {
      let end = start + reorderer.length(number)
      try builder.append(part.bytes[start..<end])
      start = end
    }
    return part.documents.upperBound
  }
}
