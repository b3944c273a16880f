// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An inverter is of one thread at a time; batches borrow one for as long as they are inverted.

import BriefCodec

/// Inverters that nobody uses at the moment: as many as ever worked at once.
final class InverterPool: Sendable {
  /// SENDABLE: an inverter is either here or with the one batch that took it out, never with two.
  private struct Idle: @unchecked Sendable {
    let inverter: BatchInverter
  }

  private let layout: IndexLayout
  private let idle = Guarded<[Idle]>([])

  init(layout: IndexLayout) { self.layout = layout }

  /// Inverts documents that were checked against the schema. An inverter that failed is not used
  /// again.
  func invert(_ documents: [Document]) throws(BriefError) -> InvertedBatch {
    let known = idle.withLock { $0.popLast() }
    let inverter = known?.inverter ?? BatchInverter(layout: layout)
    let batch = try inverter.invert(documents)
    let returned = Idle(inverter: inverter)
    idle.withLock { $0.append(returned) }
    return batch
  }
}
