// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The smallest spans of a text that hold a word of every place of a phrase, no word used twice.
//
// Every place has one word chosen, at first its first; the earliest of them moves on until there is
// none to move to. Places that ask for the same word take its occurrences in the order of the phrase:
// exchanging two of them never makes a span wider, and so the choices are at any moment the earliest
// there can be, whose span is the smallest that begins where they begin. The choices stand in a heap,
// and how many of them are one and the same word (of places whose words are the same in part) is kept
// as they move: of n words with p positions together, all spans take O(p log n), however near the words.

import BriefCodec

/// Walks the spans of a phrase in one text.
struct PhraseSpans {
  /// Where the words of each place stand, minus its offset.
  private let positions: [[Int32]]
  private let offsets: [Int32]
  /// Of each place the next one that asks for the same word, or -1; empty if there is none.
  private let followers: [Int]
  /// Which of its positions each place has chosen.
  private var indices: [Int]
  /// Places, a binary heap: the one chosen first stands at the top, of equals the phrase's earlier.
  private var heap: [Int]
  /// Where in the heap each place stands; empty without followers, as then only the top moves.
  private var heapPlaces: [Int]
  /// The last of the chosen positions: as choices only move on, so does it.
  private var last = Int32.min
  /// How often a word is chosen, by its position in the text, and how many choices are not the first
  /// of their word.
  private var uses: [Int32: Int] = [:]
  private var repeated = 0
  /// Whether words are counted: few are sooner compared, each with each.
  private let isCounting: Bool
  private var isDone = false
  /// The positions of the span last returned, if they are kept.
  private(set) var chosen: [Int] = []

  private static let comparable = 6

  /// - Parameters:
  ///   - positions: of each place, where its words stand, minus the place's offset, ascending.
  ///   - offsets: the places, ascending.
  /// - Precondition: every place has a position.
  init(_ positions: [[Int32]], offsets: [Int32]) {
    self.positions = positions
    self.offsets = offsets
    followers = Self.followers(positions, offsets)
    indices = [Int](zeros: positions.count)
    heap = Array(positions.indices)
    heapPlaces = followers.isEmpty ? [] : heap
    isCounting = positions.count > Self.comparable
    for slot in positions.indices { choose(slot) }
    for slot in followers.indices where !isDone { pushFollower(of: slot) }
    for root in heap.indices.reversed() { sink(root) }
  }

  private static func followers(_ positions: [[Int32]], _ offsets: [Int32]) -> [Int] {
    func isSame(_ a: Int, _ b: Int) -> Bool {
      let shift = offsets[b] - offsets[a]
      return positions[a][0] == positions[b][0] + shift
        && positions[a].count == positions[b].count
        && zip(positions[a], positions[b]).allSatisfy { $0 == $1 + shift }
    }
    var followers: [Int] = []
    func note(_ follower: Int, of slot: Int) {
      if followers.isEmpty { followers = [Int](repeating: -1, count: positions.count) }
      followers[slot] = follower
    }
    guard positions.count > comparable else {
      for slot in positions.indices.dropFirst() {
        if let other = (0..<slot).last(where: { isSame($0, slot) }) { note(slot, of: other) }
      }
      return followers
    }
    // The last places of each word, by its first occurrence.
    var last: [Int32: [Int]] = [:]
    for slot in positions.indices {
      var known = last.removeValue(forKey: positions[slot][0] + offsets[slot]) ?? []
      if let same = known.firstIndex(where: { isSame($0, slot) }) {
        note(slot, of: known[same])
        known[same] = slot
      } else {
        known.append(slot)
      }
      last[positions[slot][0] + offsets[slot]] = known
    }
    return followers
  }

  /// How much further apart the words of the next span stand than in the phrase, if that is `slop` at
  /// most; `nil` at the end. With `keepsChoices`, ``chosen`` then says which words they are.
  mutating func next(within slop: Int32, keepsChoices: Bool = false) -> Int32? {
    while !isDone {
      let first = heap[0]
      let end = last
      let width = end - position(first)
      let isSpan = width <= slop && usesWordsOnce
      if isSpan, keepsChoices { chosen = indices }
      if indices[first] + 1 < positions[first].count {
        move(first)
        if !followers.isEmpty { pushFollower(of: first) }
      } else {
        isDone = true
      }
      // A span that stays whole without its first word is not smallest.
      if isSpan, isDone || last > end { return width }
    }
    return nil
  }

  private func position(_ slot: Int) -> Int32 { positions[slot][indices[slot]] }
  private func word(_ slot: Int) -> Int32 { position(slot) + offsets[slot] }

  private var usesWordsOnce: Bool {
    guard !isCounting else { return repeated == 0 }
    for a in positions.indices.dropFirst() {
      for b in 0..<a where word(a) == word(b) { return false }
    }
    return true
  }

  /// Moves the places that ask for the same word as `slot` behind it; ends the walk if they cannot.
  private mutating func pushFollower(of slot: Int) {
    var slot = slot
    while !isDone, followers[slot] >= 0 {
      let follower = followers[slot]
      guard word(follower) <= word(slot) else { return }
      while !isDone, word(follower) <= word(slot) {
        if indices[follower] + 1 < positions[follower].count {
          move(follower)
        } else {
          isDone = true
        }
      }
      slot = follower
    }
  }

  private mutating func move(_ slot: Int) {
    release(slot)
    indices[slot] += 1
    choose(slot)
    sink(heapPlaces.isEmpty ? 0 : heapPlaces[slot])
  }

  private mutating func choose(_ slot: Int) {
    last = max(last, position(slot))
    guard isCounting else { return }
    let count = uses[word(slot), default: 0]
    uses[word(slot)] = count + 1
    if count > 0 { repeated += 1 }
  }

  private mutating func release(_ slot: Int) {
    guard isCounting else { return }
    let word = word(slot)
    guard let count = uses[word] else { return }
    uses[word] = count > 1 ? count - 1 : nil
    if count > 1 { repeated -= 1 }
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    let (pa, pb) = (position(a), position(b))
    return pa != pb ? pa < pb : a < b
  }

  private mutating func sink(_ root: Int) {
    var root = root
    while true {
      var least = root
      for child in (2 * root + 1)...(2 * root + 2) where child < heap.count {
        if precedes(heap[child], heap[least]) { least = child }
      }
      guard least != root else { return }
      heap.swapAt(root, least)
      if !heapPlaces.isEmpty {
        heapPlaces[heap[root]] = root
        heapPlaces[heap[least]] = least
      }
      root = least
    }
  }
}
