// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A block of a posting list decoded whole, for those who read whole lists: merging and sealing. A document
// at a time, as searches go, it takes three times as long.

import BriefCodec

/// The documents of a block, how often the term stands in each, and where.
struct PostingsBlock {
  /// The number of documents, at most 256.
  private(set) var count = 0
  private(set) var documents = [UInt32](zeros: blockLength)
  /// All 1 in a space without frequencies.
  private(set) var frequencies = [UInt32](zeros: blockLength)
  /// Positions, one document's after the other's: the first as it is, the others less the one before. None
  /// in a space without positions.
  private(set) var distances: [UInt32] = []
  private var chunk = [UInt32](zeros: blockLength)

  /// The last document.
  var last: UInt32 { documents[count - 1] }

  /// Decodes a block of a list of a segment.
  mutating func read(
    _ block: Int, of list: BlockList, in segment: SegmentReader
  ) throws(CorruptionError) {
    count = list.length(ofBlock: block)
    distances.removeAll(keepingCapacity: true)
    let offset = try list.decodeDocuments(ofBlock: block, into: &documents)
    try list.checkLast(last, ofBlock: block)
    guard list.detail >= .frequencies else {
      for i in 0..<count { frequencies[i] = 1 }
      return
    }
    try list.decodeFrequencies(ofBlock: block, at: offset, into: &frequencies)
    let (least, total) = Self.extent(of: frequencies, count)
    guard least > 0 else { throw Self.noFrequency(at: offset, segment) }
    guard list.detail == .positions else { return }
    try list.appendDistances(
      ofBlock: block, total: total, from: segment.positions, to: &distances, by: &chunk)
  }

  /// The greatest number that a file can hold stands for one more.
  static func noFrequency(at offset: Int, _ segment: SegmentReader) -> CorruptionError {
    CorruptionError(
      file: segment.postings.name, offset: offset, reason: "frequency in a document",
      expected: 1, found: 0)
  }

  /// A list of one document, as a block of it would be read: its term's entry says all but positions.
  static func only(
    _ payload: TermPayload, _ detail: TermSpace.Detail, in segment: SegmentReader
  ) throws(CorruptionError) -> (document: UInt32, frequency: UInt32) {
    let document = UInt32(truncatingIfNeeded: payload.postings)
    guard detail >= .frequencies else { return (document, 1) }
    let frequency = UInt32(truncatingIfNeeded: payload.totalTermFrequency)
    guard frequency > 0 else { throw noFrequency(at: 0, segment) }
    return (document, frequency)
  }

  /// The number of a document that is left out.
  static let leftOut = UInt32.max

  /// Appends the entries of the block, but for those left out, under the new numbers of their documents. The block's
  /// positions are those from `start` on.
  func append(
    to entries: inout [PostingsWriter.Entry], numbers: [UInt32], positionsFrom start: Int
  ) {
    let (documents, frequencies, numbers) = (documents.span, frequencies.span, numbers.span)
    var start = start
    entries.append(addingCapacity: count) { room in
      for i in 0..<count {
        let (number, frequency) = (numbers[Int(documents[i])], frequencies[i])
        if number != Self.leftOut {
          room.append(PostingsWriter.Entry(document: number, frequency: frequency, start: start))
        }
        start &+= Int(frequency)
      }
    }
  }

  /// The least of the first `count` frequencies, and their sum.
  private static func extent(of frequencies: [UInt32], _ count: Int) -> (least: UInt32, sum: Int) {
    let frequencies = frequencies.span
    var (least, sum) = (UInt32.max, 0)
    for i in 0..<count {
      least = min(least, frequencies[i])
      sum += Int(frequencies[i])
    }
    return (least, sum)
  }
}
