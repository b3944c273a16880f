// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An inverter is of one thread at a time; batches borrow one for as long as they are inverted.

import BriefCodec
import BriefText

/// Inverters that nobody uses at the moment: as many as ever worked at once.
final class InverterPool: Sendable {
  /// SENDABLE: an inverter is either here or with the one batch that took it out, never with two.
  private struct Idle: @unchecked Sendable {
    let inverter: BatchInverter
  }

  private let layout: IndexLayout
  private let idle = Guarded<[Idle]>([])

  init(layout: IndexLayout) { self.layout = layout }

  /// Inverts documents that were checked against the schema, without what follows from other spaces. An inverter
  /// that failed is not used again.
  func invert(_ documents: [Document]) throws(BriefError) -> InvertedBatch {
    var inverter = take()
    let batch = try inverter.invert(documents)
    giveBack(consume inverter)
    return batch
  }

  /// The stems that terms imply in a field's texts of a language, by its code; empty ones where they imply none. The
  /// terms lie at some places in `bytes`.
  func impliedStems(
    in bytes: Span<UInt8>, at ranges: [Range<Int>], field: Int, language: String
  ) throws(ICUError) -> TermList {
    var inverter = take()
    let stems = try inverter.impliedStems(in: bytes, at: ranges, field: field, language: language)
    giveBack(consume inverter)
    return stems
  }

  private func take() -> BatchInverter {
    idle.withLock { $0.popLast() }?.inverter
      ?? BatchInverter(layout: layout, leavesOutDerived: true)
  }

  /// Of the one that gives it back nothing is left: while two had it, writing to it would copy all it holds.
  private func giveBack(_ inverter: consuming BatchInverter) {
    let returned = Idle(inverter: consume inverter)
    idle.withLock { $0.append(returned) }
  }
}
