// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs of several spaces → the posting lists of a space that follows from them.

import BriefCodec

/// Encodes the posting lists of a derived space.
struct DerivedEncoder: ListEncoder {
  let lists: DerivedLists
  let norms: [UInt8]
  private let windows: DocumentWindows
  /// Those that nobody works with.
  private let idle = Guarded<[RunSums]>([])

  init(lists: DerivedLists, norms: [UInt8]) {
    self.lists = lists
    self.norms = norms
    windows = DocumentWindows(
      lists.inputs.first?.lists.runs.map(\.firstDocument) ?? [], documentCount: norms.count)
  }

  var detail: TermSpace.Detail { .frequencies }

  /// Documents with at least one term, when all lists have been encoded.
  var documentCount: Int { RunSums.documentCount(idle.withLock { $0 }) }

  func stretches(of size: Int) -> [Range<Int>] {
    let sizes = lists.inputs.map { input in
      (0..<input.lists.count).map { input.lists.size(ofRank: $0) }
    }
    return Self.stretches(of: size, count: lists.count) { rank in
      lists.sources[lists.sources(ofRank: rank)].reduce(0) {
        $0 + sizes[Int($1.input)][Int($1.rank)]
      }
    }
  }

  func encode(_ ranks: Range<Int>) -> Result<PostingsDraft, StorageError> {
    let files = SegmentFiles(draft: ())
    var writer = PostingsWriter(files: files, detail: detail)
    var draft = PostingsDraft()
    draft.payloads.reserveCapacity(ranks.count)
    var sums = idle.withLock { $0.popLast() } ?? RunSums(windows, inputs: lists.inputs)
    defer { idle.withLock { $0.append(sums) } }
    let plan = SumPlan(ranks, lists, windows)
    do throws(StorageError) {
      var next = 0
      var offset = 0
      for end in plan.termEnds {
        for part in next..<end {
          sums.take(plan.parts[part], of: plan, &offset)
          try writer.add(
            sums.documents.span.extracting(first: sums.count),
            frequencies: sums.frequencies.span.extracting(first: sums.count), norms: norms.span)
        }
        next = end
        draft.payloads.append(try writer.endTerm())
      }
    } catch {
      return .failure(error)
    }
    draft.postings = files.postings.takeDraft()
    return .success(draft)
  }
}
