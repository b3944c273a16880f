// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The trailer of a posting list against its documents: the last document of each block, and the bounds
// of each block, group and of the list. A bound that is too low makes a search miss what it should find,
// and no answer would tell.

import BriefCodec

/// Compares a list's trailer with its documents, which are handed in one by one.
struct BoundsCheck {
  private let list: BlockList
  private let file: String
  private var count = 0
  private var block: [Impact] = []
  private var group: [Impact] = []
  private var whole: [Impact] = []
  private var reached = ReachedImpacts()

  init(
    _ segment: SegmentReader, detail: TermSpace.Detail, payload: TermPayload
  ) throws(CorruptionError) {
    list = try BlockList(segment, detail: detail, payload: payload)
    file = segment.postings.name
  }

  /// Takes the list's next document.
  mutating func add(_ doc: DocID, _ impact: Impact) throws(CorruptionError) {
    guard list.count > 1 else { return }
    if list.hasImpacts {
      block.append(impact)
      reached.add(impact.frequency, impact.norm)
    }
    count += 1
    let number = (count - 1) / blockLength
    guard count % blockLength == 0 || count == list.documentFrequency else { return }
    guard list.lastDocument(ofBlock: number) == doc.rawValue else {
      throw damaged("last document of a block", found: number)
    }
    guard list.hasImpacts else { return }
    try compare(&block, .block(number), into: &group)
    if (number + 1) % TrailerLayout.groupLength == 0 {
      try endGroup(number / TrailerLayout.groupLength)
    }
  }

  /// Ends the list.
  mutating func finish() throws(CorruptionError) {
    guard list.hasImpacts else { return }
    if !group.isEmpty { try endGroup(list.groupCount - 1) }
    var none: [Impact] = []
    try compare(&whole, .list, into: &none)
    for (place, impacts) in reached.impacts().enumerated() {
      guard try list.impacts(of: .reached(place)) == impacts else {
        throw damaged("what the best documents of a list reach", found: place)
      }
    }
  }

  private mutating func endGroup(_ number: Int) throws(CorruptionError) {
    try compare(&group, .group(number), into: &whole)
  }

  /// Compares what was gathered with the bounds as they stand, and hands them on.
  private func compare(
    _ impacts: inout [Impact], _ bounded: BlockList.Bounded, into higher: inout [Impact]
  ) throws(CorruptionError) {
    let bounds = Impact.frontier(impacts)
    guard try list.impacts(of: bounded) == bounds else {
      throw damaged("bounds of a list", found: (count - 1) / blockLength)
    }
    higher += bounds
    impacts.removeAll(keepingCapacity: true)
  }

  private func damaged(_ reason: String, found: Int) -> CorruptionError {
    CorruptionError(
      file: file, offset: Int(clamping: list.payload.postings), reason: reason,
      found: UInt64(clamping: found))
  }
}
