// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The documents of pairs and triples of frequent words while they are found: a document at a time, each
// adding an entry to as many of them as it has. The entries of one are bytes, as runs have them
// (`SpaceRuns.swift`), in a chain of slices of one arena; slices double, so that neither a pair of one
// document nor one of all wastes much (the byte pools of Lucene's indexing chain work so). Nothing is
// sorted: a build of 100,000 documents of `speed-en` takes 14 % less time than with pairs sorted a stretch
// of documents at a time.
//
//     SLICE  bytes of entries · 4 bytes: the offset of the next slice; in the last one its size class

import BriefCodec

/// Entries of documents, by pair and triple.
struct PairStreams {
  /// Behind the pairs, by the bytes of their words, are the triples.
  private let triples: TripleNumbers
  /// How often each of them stands in the current document, and which do: the first `foundCount` of `found`, which
  /// has room for all.
  private var counts: [UInt32]
  private var found: [UInt32]
  private var foundCount = 0
  /// The pairs of the current document, as they come: the slot of the second word in the high half.
  private var pairs: [UInt64] = []
  private var states: [State]
  private var arena: [UInt8] = []
  private var used = 0
  private var documentCount = 0

  private static let linkSize = 4
  private static let smallestSlice = 16
  private static let largestClass: UInt8 = 4

  private struct State {
    /// Where the first slice begins, and the next byte goes; `limit` is where the slice's link stands.
    var first: UInt32 = 0
    var next: UInt32 = 0
    var limit: UInt32 = 0
    /// One more than the last document, from the first on; 0 before there is any.
    var last: UInt32 = 0
  }

  init(_ triples: TripleNumbers) {
    self.triples = triples
    let count = TripleNumbers.pairCount + triples.count
    counts = [UInt32](repeating: 0, count: count)
    found = [UInt32](repeating: 0, count: count + 1)
    states = [State](repeating: State(), count: count)
  }

  /// The bytes that entries take.
  var memoryUse: Int { used }

  /// Counts the neighbours among a document's slots: `slots[i]` is one more than the word there, 0 where
  /// there is none. `first` are the words that a pair or triple may begin with.
  mutating func add(slots: [UInt16], _ range: Range<Int>, first: Range<Int>) {
    if pairs.count < range.count { pairs = [UInt64](repeating: 0, count: range.count) }
    let count = Self.findPairs(slots, range, &pairs)
    Self.count(pairs, count, first, triples, &counts, &found, &foundCount)
  }

  /// Finds the slots that have a word and another before it; returns how many. Without branches, since nobody
  /// can foresee where a word is: counting neighbours is 2.5 % of a build, and was 4.2 (`speed-en`, 2026-11-29).
  private static func findPairs(
    _ slots: [UInt16], _ range: Range<Int>, _ pairs: inout [UInt64]
  ) -> Int {
    let slots = slots.span.extracting(range)
    var pairs = pairs.mutableSpan
    var count = 0
    var word: UInt16 = 0
    for i in slots.indices {
      let next = slots[i]
      pairs[count] = UInt64(i) << 32 | UInt64((word &- 1) << 8 | (next &- 1) & 0xff)
      count &+= (word > 0 ? 1 : 0) & (next > 0 ? 1 : 0)
      word = next
    }
    return count
  }

  /// Counts pairs, and the triples that neighbours of them are. One that was met before is written behind those
  /// found, and not counted among them.
  private static func count(
    _ pairs: [UInt64], _ count: Int, _ first: Range<Int>, _ triples: TripleNumbers,
    _ counts: inout [UInt32], _ found: inout [UInt32], _ foundCount: inout Int
  ) {
    let pairs = pairs.span
    let (starts, places) = (triples.starts.span, triples.places.span)
    var counts = counts.mutableSpan
    var found = found.mutableSpan
    var end = foundCount
    var start = TripleNumbers.none
    var follower: UInt64 = 0  // the slot behind the last pair
    for i in 0..<count {
      let pair = Int(pairs[i] & 0xffff)
      let slot = pairs[i] >> 32
      let place = places[pair]
      let begun = slot == follower ? start : TripleNumbers.none
      follower = slot &+ 1
      start = TripleNumbers.none
      if first.contains(pair >> 8) {
        found[end] = UInt32(truncatingIfNeeded: pair)
        end &+= counts[pair] == 0 ? 1 : 0
        counts[pair] &+= 1
        start = starts[pair]
      }
      if begun >= 0, place >= 0 {
        let triple = Int(begun &+ place)
        found[end] = UInt32(truncatingIfNeeded: triple)
        end &+= counts[triple] == 0 ? 1 : 0
        counts[triple] &+= 1
      }
    }
    foundCount = end
  }

  /// Counts a pair in the current document.
  mutating func add(_ first: Int, _ second: Int) { add(first << 8 | second) }

  /// Counts a triple in the current document, if it is kept.
  mutating func add(_ first: Int, _ second: Int, _ third: Int) {
    if let number = triples.number(first, second, third) { add(number) }
  }

  private mutating func add(_ stream: Int) {
    if counts[stream] == 0 {
      found[foundCount] = UInt32(stream)
      foundCount += 1
    }
    counts[stream] += 1
  }

  /// Ends the current document, which is number `document` from the first on.
  mutating func endDocument(_ document: Int) {
    guard foundCount > 0 else { return }
    documentCount += 1
    // Each stream may need another slice; the arena does not grow while they are written.
    let room = foundCount * Self.size(ofClass: Self.largestClass)
    if used + room > arena.count {
      arena.append(contentsOf: repeatElement(0, count: max(room, arena.count / 2)))
    }
    Self.write(UInt32(document), found, foundCount, &counts, &states, &arena, &used)
    foundCount = 0
  }

  /// Ends the current document, of which nothing is kept but which pairs it has: `counts` has how many
  /// documents have each.
  mutating func endDocument(countingIn documentCounts: inout [UInt32]) {
    for stream in found[..<foundCount] {
      documentCounts[Int(stream)] += 1
      counts[Int(stream)] = 0
    }
    foundCount = 0
  }

  private static func write(
    _ document: UInt32, _ found: [UInt32], _ foundCount: Int, _ counts: inout [UInt32],
    _ states: inout [State], _ arena: inout [UInt8], _ used: inout Int
  ) {
    let found = found.span
    var counts = counts.mutableSpan
    var states = states.mutableSpan
    var arena = arena.mutableSpan
    for i in 0..<foundCount {
      let stream = Int(found[i])
      let frequency = counts[stream]
      counts[stream] = 0
      var state = states[stream]
      let head = UInt64(document &+ 1 &- state.last) << 1
      put(frequency == 1 ? head | 1 : head, &state, &arena, &used)
      if frequency != 1 { put(UInt64(frequency), &state, &arena, &used) }
      state.last = document &+ 1
      states[stream] = state
    }
  }

  /// Writes a varint.
  @inline(__always)
  private static func put(
    _ value: UInt64, _ state: inout State, _ arena: inout MutableSpan<UInt8>, _ used: inout Int
  ) {
    var rest = value
    while true {
      if state.next == state.limit { extend(&state, &arena, &used) }
      let byte = UInt8(truncatingIfNeeded: rest)
      rest >>= 7
      arena[Int(state.next)] = rest == 0 ? byte : byte | 0x80
      state.next &+= 1
      if rest == 0 { return }
    }
  }

  /// Another slice for a stream's entries.
  @inline(never)
  private static func extend(
    _ state: inout State, _ arena: inout MutableSpan<UInt8>, _ used: inout Int
  ) {
    let start = UInt32(used)
    var sizeClass: UInt8 = 0
    if state.limit == 0 {
      state.first = start
    } else {
      sizeClass = min(arena[Int(state.limit)] + 1, largestClass)
      for i in 0..<linkSize {
        arena[Int(state.limit) + i] = UInt8(truncatingIfNeeded: start >> UInt32(8 * i))
      }
    }
    used += size(ofClass: sizeClass)
    state.next = start
    state.limit = UInt32(used - linkSize)
    arena[Int(state.limit)] = sizeClass
  }

  private static func size(ofClass sizeClass: UInt8) -> Int { smallestSlice << Int(sizeClass) }

  // MARK: - Runs

  /// The runs of all pairs and triples; the next document is number 0 again.
  mutating func finish() -> SpaceRuns {
    var runs = SpaceRuns(
      terms: TermTable(), postings: [], ends: [], documentCount: documentCount)
    runs.postings.reserveCapacity(used)
    for stream in states.indices where states[stream].limit > 0 {
      _ = runs.terms.number(of: triples.term(stream))
      Self.copy(states[stream], arena, to: &runs.postings)
      runs.ends.append(UInt32(runs.postings.count))
      states[stream] = State()
    }
    used = 0
    documentCount = 0
    return runs
  }

  /// Puts a stream's slices one after the other.
  private static func copy(_ state: State, _ arena: [UInt8], to bytes: inout [UInt8]) {
    var start = Int(state.first)
    var sizeClass: UInt8 = 0
    while true {
      let limit = start + size(ofClass: sizeClass) - linkSize
      guard limit != state.limit else { break }
      bytes.append(contentsOf: arena[start..<limit])
      start = 0
      for i in 0..<linkSize { start |= Int(arena[limit + i]) << (8 * i) }
      sizeClass = min(sizeClass + 1, largestClass)
    }
    bytes.append(contentsOf: arena[start..<Int(state.next)])
  }
}
