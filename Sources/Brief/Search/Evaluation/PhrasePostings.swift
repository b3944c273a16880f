// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An exact phrase of several fields as a posting list of its own: the documents that have it in any of them,
// with the number of its places, each counted as often as its field weighs (BM25F). Found beforehand, where
// nothing rarer says which documents to try, it is evaluated like the list of a word from there on.

import BriefCodec

/// The documents of a segment that have a phrase in any of some fields.
struct PhrasePostings {
  private(set) var postings = MergedPostings()
  /// One of the lists that were gone through; `nil` if the segment does not have all words of the phrase.
  private(set) var list: BlockList?
  /// The deadline passed before all documents were seen.
  private(set) var isPartial = false

  /// - Parameter fields: those that may have the phrase.
  init(
    _ fields: [PhraseProbe.Field], _ context: CursorContext
  ) throws(CorruptionError) {
    for field in fields {
      isPartial = isPartial || context.clock?.deadline.hasPassed ?? false
      guard !isPartial else { break }
      list = field.parts[0].list
      let weight = UInt32(field.weight)
      let found =
        field.parts.count == 1
        ? try MergedPostings(field.parts.map(\.list), of: context.segment).weighed(weight)
        : try find(field.parts, weight: weight, context)
      postings = postings.isEmpty ? found : MergedPostings(merging: postings, found)
    }
  }

  /// The documents that have the phrase in one field: all are in the list of its rarest part.
  private mutating func find(
    _ parts: [PhraseMatcher.Part], weight: UInt32, _ context: CursorContext
  ) throws(CorruptionError) -> MergedPostings {
    let list = parts[0].list
    var matcher = PhraseMatcher(parts, of: context.segment, hasAll: true, context.scratch)
    var block = [UInt32](zeros: blockLength)
    var (documents, frequencies): ([UInt32], [UInt32]) = ([], [])
    for i in 0..<list.count {
      // What the list says of its blocks is what the next one counts from: documents ascend.
      let last = i == 0 ? nil : block[blockLength - 1]
      _ = try list.decodeDocuments(ofBlock: i, into: &block)
      if let last, block[0] <= last {
        throw CorruptionError(
          file: context.segment.postings.name, offset: 0, reason: "order of a list's documents",
          expected: UInt64(last) + 1, found: UInt64(block[0]))
      }
      var count = try matcher.findMembers(block, 0..<list.length(ofBlock: i))
      if count > 0 { count = try matcher.findPlaces(count) }
      for place in 0..<count {
        documents.append(block[matcher.slot(place)])
        frequencies.append(UInt32(matcher.frequency(place)) &* weight)
      }
      if i % 16 == 15, let clock = context.clock, clock.deadline.hasPassed {
        isPartial = true
        break
      }
    }
    matcher.giveBackRoom()
    return MergedPostings(documents: documents, frequencies: frequencies)
  }
}
