// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Several terms that count as one word, or several fields of a phrase: documents with the sum of their
// frequencies, held in memory in blocks like those of a file.

import BriefCodec

/// Documents and frequencies of several posting lists.
package struct MergedPostings: Sendable {
  let documents: [UInt32]
  let frequencies: [UInt32]
  /// The deadline passed before all lists were added up.
  private(set) var isPartial = false

  /// From this many lists on, frequencies are added up in an array of all documents.
  private static let scanLimit = 16

  /// No documents.
  init() { (documents, frequencies) = ([], []) }

  init(documents: [UInt32], frequencies: [UInt32]) {
    (self.documents, self.frequencies) = (documents, frequencies)
  }

  /// The documents of two lists.
  init(merging a: MergedPostings, _ b: MergedPostings) {
    (documents, frequencies) = Self.merge(a.documents, a.frequencies, b.documents, b.frequencies)
  }

  var isEmpty: Bool { documents.isEmpty }

  /// The same, each frequency as often as `weight` says.
  func weighed(_ weight: UInt32) -> MergedPostings {
    weight == 1
      ? self
      : MergedPostings(documents: documents, frequencies: frequencies.map { $0 &* weight })
  }

  /// Decodes all lists, the time for which grows with the number of their postings, or the first few if it is over.
  init(
    _ lists: [BlockList], of segment: SegmentReader, _ deadline: Deadline? = nil
  ) throws(CorruptionError) {
    if lists.count < Self.scanLimit {
      var documents: [UInt32] = []
      var frequencies: [UInt32] = []
      for list in lists {
        let (more, theirs) = try Self.decode(list, of: segment)
        if documents.isEmpty {
          (documents, frequencies) = (more, theirs)
        } else {
          (documents, frequencies) = Self.merge(documents, frequencies, more, theirs)
        }
      }
      self.documents = documents
      self.frequencies = frequencies
      return
    }
    var sums = [UInt32](zeros: segment.documentCount)
    for (index, list) in lists.enumerated() {
      if index > 0, index % Self.scanLimit == 0, let deadline, deadline.hasPassed {
        isPartial = true
        break
      }
      let (documents, frequencies) = try Self.decode(list, of: segment)
      for (document, frequency) in zip(documents, frequencies) {
        sums[Int(document)] &+= frequency
      }
    }
    documents = sums.indices.lazy.filter { sums[$0] > 0 }.map { UInt32($0) }
    frequencies = sums.filter { $0 > 0 }
  }

  private static func decode(
    _ list: BlockList, of segment: SegmentReader
  ) throws(CorruptionError) -> (documents: [UInt32], frequencies: [UInt32]) {
    var documents: [UInt32] = []
    var frequencies: [UInt32] = []
    documents.reserveCapacity(list.documentFrequency)
    frequencies.reserveCapacity(list.documentFrequency)
    var block = [UInt32](zeros: blockLength)
    for i in 0..<list.count {
      let count = list.length(ofBlock: i)
      let offset = try list.decodeDocuments(ofBlock: i, into: &block)
      let last = block[count - 1]
      guard last < segment.documentCount else { throw segment.beyondEnd(last) }
      try list.checkLast(last, ofBlock: i)
      documents += block[..<count]
      guard list.detail >= .frequencies else {
        frequencies += repeatElement(1, count: count)
        continue
      }
      try list.decodeFrequencies(ofBlock: i, at: offset, into: &block)
      frequencies += block[..<count]
    }
    return (documents, frequencies)
  }

  private static func merge(
    _ a: [UInt32], _ frequenciesOfA: [UInt32], _ b: [UInt32], _ frequenciesOfB: [UInt32]
  ) -> (documents: [UInt32], frequencies: [UInt32]) {
    var documents: [UInt32] = []
    var frequencies: [UInt32] = []
    documents.reserveCapacity(a.count + b.count)
    frequencies.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      let document = min(i < a.count ? a[i] : .max, j < b.count ? b[j] : .max)
      var frequency: UInt32 = 0
      if i < a.count, a[i] == document {
        frequency &+= frequenciesOfA[i]
        i += 1
      }
      if j < b.count, b[j] == document {
        frequency &+= frequenciesOfB[j]
        j += 1
      }
      documents.append(document)
      frequencies.append(frequency)
    }
    return (documents, frequencies)
  }

  /// The best score in each block of as many documents as stored blocks have.
  func bounds(_ scorer: WordScorer) -> [Float] {
    stride(from: 0, to: documents.count, by: blockLength).map { start in
      var best: Float = 0
      for i in start..<min(start + blockLength, documents.count) {
        best = max(best, scorer.score(DocID(documents[i]), frequency: Float(frequencies[i])))
      }
      return best
    }
  }
}
