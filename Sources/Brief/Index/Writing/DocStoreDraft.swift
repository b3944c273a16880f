// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stored documents of a segment in memory: compressed by and by, written at the end.

import BriefCodec

/// Stored documents of a segment being built: compressed while others come in.
struct DocStoreDraft {
  /// Blocks that are compressed in one go.
  private static let groupSize = 64
  /// Groups whose compression nobody waits for yet. What memory is used has to depend on the documents
  /// alone; so sizes become known after a fixed number of groups, not when a thread is done.
  private static let groupsUnderWay = 4

  private var blocks = RecordBlocks()
  private var group: [ByteWriter] = []
  private var groupBytes = 0
  private var underWay: [(work: Work<CompressedBlocks>, bytes: Int)] = []
  private var done: [CompressedBlocks] = []
  private var doneBytes = 0

  /// The bytes held.
  var memoryUse: Int {
    underWay.reduce(blocks.openBytes + groupBytes + doneBytes) { $0 + $1.bytes }
  }

  /// Adds records that lie one after the other.
  mutating func append(_ records: ByteWriter, ends: [Int], workers: WorkerThreads) {
    var start = 0
    for end in ends {
      if let block = blocks.append(records.bytes[start..<end]) { append(block, workers) }
      start = end
    }
  }

  private mutating func append(_ block: ByteWriter, _ workers: WorkerThreads) {
    group.append(block)
    groupBytes += block.count
    if group.count == Self.groupSize { compress(workers) }
    if underWay.count > Self.groupsUnderWay { complete() }
  }

  private mutating func compress(_ workers: WorkerThreads) {
    let blocks = group
    underWay.append((workers.start { CompressedBlocks(blocks) }, groupBytes))
    group = []
    groupBytes = 0
  }

  private mutating func complete() {
    let blocks = underWay.removeFirst().work.result()
    doneBytes += blocks.bytes.count + 256
    done.append(blocks)
  }

  /// Writes everything.
  mutating func write(
    to file: FileWriter, workers: WorkerThreads
  ) throws(StorageError) -> DocStoreRoot {
    if let block = blocks.close() { append(block, workers) }
    if !group.isEmpty { compress(workers) }
    while !underWay.isEmpty { complete() }
    var builder = DocStoreBuilder(file: file)
    for blocks in done { try builder.append(blocks) }
    return try builder.finish(firstDocuments: blocks.firstDocuments)
  }
}
