// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The lists of several spaces → the posting lists of a space that follows from them.

import BriefCodec

/// Encodes the posting lists of a derived space.
struct DerivedEncoder: ListEncoder {
  let lists: DerivedLists
  let norms: [UInt8]
  /// Those that nobody works with.
  private let idle = Guarded<[ListSums]>([])

  init(lists: DerivedLists, norms: [UInt8]) {
    self.lists = lists
    self.norms = norms
  }

  var detail: TermSpace.Detail { .frequencies }

  /// Documents with at least one term, when all lists have been encoded.
  var documentCount: Int { ListSums.documentCount(idle.withLock { $0 }) }

  var count: Int { lists.count }

  func size(ofRank rank: Int) -> Int {
    var work = 0
    for i in lists.sources(ofRank: rank) {
      let source = lists.sources[i]
      work += lists.inputs[Int(source.input)].lists.documentCount(ofRank: source.rank) + 8
    }
    return work
  }

  func encode(
    _ ranks: Range<Int>, by writer: inout PostingsWriter, to draft: inout PostingsDraft
  ) throws(StorageError) {
    var sums =
      idle.withLock { $0.popLast() } ?? ListSums(lists.inputs, documentCount: norms.count)
    defer { idle.withLock { $0.append(sums) } }
    for rank in ranks {
      sums.start(lists.sources.span.extracting(lists.sources(ofRank: rank)))
      if let list = sums.only() {
        draft.payloads.append(try writer.write(list))
        continue
      }
      while sums.next() {
        try writer.add(
          sums.documents.span.extracting(first: sums.count),
          frequencies: sums.frequencies.span.extracting(first: sums.count))
      }
      draft.payloads.append(try writer.endTerm())
    }
  }
}
