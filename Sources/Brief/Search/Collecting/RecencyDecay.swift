// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Newer documents first, a little: what a score is multiplied by for its document's age.

package import BriefCodec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How much a document's age is worth (see ``Recency``). An object, since every batch of matches is handed it, and
/// mostly there is none.
package final class RecencyDecay {
  private let recency: Recency
  private let column: NumberColumn

  /// `nil` if no preference was asked for or the segment has no such dates.
  package init?(_ recency: Recency?, segment: SegmentReader) throws(CorruptionError) {
    guard let recency, let field = segment.layout.field(named: recency.field),
      case .date = segment.layout.schema.fields[field].kind,
      let column = try segment.numbers(ofField: field)
    else { return nil }
    self.recency = recency
    self.column = column
  }

  /// The largest factor there can be.
  package var maximum: Float { 1 + recency.weight }

  /// 1 + weight · 2^(−age / halfLife), between 1 and 1 + weight.
  package func factor(_ doc: DocID) throws(CorruptionError) -> Float {
    guard let seconds = try column.value(of: doc) else { return 1 }
    let age = max(0, Double(recency.now.seconds) - Double(seconds))
    return 1 + recency.weight * Float(exp2(-age / recency.halfLife))
  }
}
