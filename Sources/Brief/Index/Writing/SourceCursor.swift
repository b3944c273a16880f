// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A list that is part of a sum, a block at a time: its documents that count, and how much each does. Cursors are used
// again from term to term, for their room: as much as a list needs, since thousands of words may have the same stem.

import BriefCodec

/// Reads one source after the other.
struct SourceCursor: Sendable {
  /// The documents of the block at hand that count, and how much each does: those from `next` on are left.
  private var documents: [UInt32] = []
  private var frequencies: [UInt32] = []
  private var count = 0
  private var next = 0

  /// The documents of the list, where it begins among the bytes and its next block does, how many documents are left
  /// from there on, and the number that the block counts from.
  private var length = 0
  private var bytes: [UInt8] = []
  private var start = 0
  private var offset = 0
  private var left = 0
  private var base: UInt32 = 0
  /// Whether what its trailer says of scores holds here too.
  private var boundsHold = false

  private var wanted = DerivedTerms.anyLanguage
  private var languages: [UInt8] = []
  private var weight: UInt32 = 1
  private(set) var isWithheld = false

  /// Begins to read a source. `scratch` is where blocks are decoded that there is no room for here.
  @inline(__always)
  mutating func start(
    _ source: DerivedTerms.Source, of input: borrowing DerivedLists.Input,
    _ scratch: inout Scratch
  ) {
    wanted = source.languages
    languages = wanted == DerivedTerms.anyLanguage ? [] : input.languages
    (weight, isWithheld) = (input.weight, input.isWithheld)
    let found = input.lists.list(ofRank: source.rank)
    (next, base) = (0, 0)
    boundsHold = input.boundsHold
    switch found.list {
    case .one(let document, let frequency):
      if documents.isEmpty { (documents, frequencies) = ([0], [0]) }
      (documents[0], frequencies[0]) = (document, frequency)
      (length, count, left) = (1, 1, 0)
      (start, offset) = (0, 0)
      choose()
    case .blocks(let documents, let start):
      (bytes, length, left) = (found.bytes, Int(documents), Int(documents))
      (self.start, offset) = (Int(start), Int(start))
      if left >= blockLength, self.documents.count < blockLength {
        self.documents = [UInt32](zeros: blockLength)
        frequencies = [UInt32](zeros: blockLength)
      }
      readBlock(&scratch)
    }
  }

  /// The next document; `UInt32.max` behind the last.
  var document: UInt32 { next < count ? documents[next] : .max }

  /// Whether all of the list counts as it is, and what its trailer says of scores, if it has one, does too.
  var isWhole: Bool {
    weight == 1 && !isWithheld && wanted == DerivedTerms.anyLanguage
      && (length <= blockLength || boundsHold)
  }

  /// The list, which ``isWhole`` and has been read to its end: there its trailer begins.
  func whole(totalTermFrequency: UInt64) -> WholeList {
    let blocks = (length + blockLength - 1) / blockLength
    var end = offset
    if blocks > 1 {
      end = TrailerLayout(
        at: offset, blocks: blocks, documentFrequency: length, detail: .frequencies
      ).positionStarts(bytes.span.raw)
    }
    return WholeList(
      documentFrequency: UInt32(length), totalTermFrequency: totalTermFrequency,
      onlyDocument: documents[0], bytes: bytes[start..<end],
      trailer: blocks > 1 ? offset - start : 0)
  }

  /// Calls `body` with the documents before `end` that are left, and how much each counts.
  @inline(__always)
  mutating func forEach(
    before end: UInt32, _ scratch: inout Scratch, _ body: (UInt32, UInt32) -> Void
  ) {
    while next < count {
      next = Self.pass(documents, frequencies, next..<count, end, body)
      if next < count { return }
      readBlock(&scratch)
    }
  }

  /// Returns where the documents end that are before `end`.
  @inline(__always)
  private static func pass(
    _ documents: [UInt32], _ frequencies: [UInt32], _ range: Range<Int>, _ end: UInt32,
    _ body: (UInt32, UInt32) -> Void
  ) -> Int {
    let (documents, frequencies) = (documents.span, frequencies.span)
    var i = range.lowerBound
    while i < range.upperBound, documents[i] < end {
      body(documents[i], frequencies[i])
      i &+= 1
    }
    return i
  }

  /// Reads blocks until one has documents that count; none is left behind the last.
  private mutating func readBlock(_ scratch: inout Scratch) {
    repeat {
      (next, count) = (0, min(left, blockLength))
      guard count > 0 else { return }
      left -= count
      if documents.count == blockLength {
        offset += Self.decode(bytes, offset, base, count, &documents, &frequencies)
      } else {
        offset += Self.decode(
          bytes, offset, base, count, &scratch.documents, &scratch.frequencies)
        documents.removeAll(keepingCapacity: true)
        frequencies.removeAll(keepingCapacity: true)
        documents.append(contentsOf: scratch.documents[..<count])
        frequencies.append(contentsOf: scratch.frequencies[..<count])
      }
      base = documents[count - 1] &+ 1
      choose()
    } while count == 0
  }

  /// Room for a block.
  struct Scratch: Sendable {
    fileprivate var documents = [UInt32](zeros: blockLength)
    fileprivate var frequencies = [UInt32](zeros: blockLength)
  }

  /// Returns the length of the block.
  private static func decode(
    _ bytes: [UInt8], _ offset: Int, _ base: UInt32, _ count: Int, _ documents: inout [UInt32],
    _ frequencies: inout [UInt32]
  ) -> Int {
    let bytes = bytes.span
    let block = bytes.raw.extracting(offset...)
    do throws(BlockDamage) {
      let length = try DeltaBlock.decode(block, base: base, count: count, into: &documents)
      return try length
        + PatchedBlock.decode(
          block.extracting(length...), count: count, raisedBy: 1, into: &frequencies)
    } catch {
      preconditionFailure("a list that was just encoded: \(error)")
    }
  }

  /// Leaves out documents in languages that do not count, and weighs the others.
  private mutating func choose() {
    if wanted != DerivedTerms.anyLanguage {
      count = Self.choose(wanted, languages, count, &documents, &frequencies)
    }
    if weight != 1 { Self.weigh(weight, count, &frequencies) }
  }

  private static func choose(
    _ wanted: UInt64, _ languages: [UInt8], _ count: Int, _ documents: inout [UInt32],
    _ frequencies: inout [UInt32]
  ) -> Int {
    let languages = languages.span
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var chosen = 0
    for i in 0..<count {
      let (document, frequency) = (documents[i], frequencies[i])
      documents[chosen] = document
      frequencies[chosen] = frequency
      chosen &+= Int(wanted &>> UInt64(languages[Int(document)]) & 1)
    }
    return chosen
  }

  private static func weigh(_ weight: UInt32, _ count: Int, _ frequencies: inout [UInt32]) {
    var frequencies = frequencies.mutableSpan
    for i in 0..<count {
      frequencies[i] = UInt32(clamping: UInt64(frequencies[i]) &* UInt64(weight))
    }
  }
}

/// A list without positions as another space has it.
struct WholeList {
  let documentFrequency: UInt32
  let totalTermFrequency: UInt64
  /// The document of a list of one.
  let onlyDocument: UInt32
  /// Its blocks, and its trailer, if those are several; none of a list of one document.
  let bytes: ArraySlice<UInt8>
  /// Where among them the trailer begins; 0 if there is none.
  let trailer: Int
}
