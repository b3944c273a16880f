// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The smallest spans of a text that hold a word of every place of a phrase, no word used twice.
//
// Every place has one word chosen, at first its first; the earliest of them moves on until there is
// none to move to. The choices stand in a heap, and how many of them are one and the same word is kept
// as they move: of n words with p positions together, all spans take O(p log n), however near the words.

/// Walks the spans of a phrase in one document.
struct PhraseSpans {
  private let slots: [PhraseSlot]
  /// Which of its positions each place has chosen.
  private var indices: [Int]
  /// Places, a binary heap: the one chosen first stands at the top, of equals the phrase's earlier.
  private var heap: [Int]
  /// The last of the chosen positions: as choices only move on, so does it.
  private var last = Int32.min
  /// How often a word is chosen, by its position in the text, and how many choices are not the first
  /// of their word.
  private var uses: [Int32: Int] = [:]
  private var repeated = 0
  /// Whether words are counted: few are sooner compared, each with each.
  private let isCounting: Bool
  private var isDone = false

  private static let comparable = 6

  /// - Precondition: every slot has a position.
  init(_ slots: [PhraseSlot]) {
    self.slots = slots
    indices = [Int](repeating: 0, count: slots.count)
    heap = Array(slots.indices)
    isCounting = slots.count > Self.comparable
    for slot in slots.indices { choose(slot) }
    for root in heap.indices.reversed() { sink(root) }
  }

  /// How much further apart the words of the next span stand than in the phrase, if that is `slop` at
  /// most; `nil` at the end.
  mutating func next(within slop: Int32) -> Int32? {
    while !isDone {
      let first = heap[0]
      let width = last - position(first)
      let next = indices[first] + 1
      let hasNext = next < slots[first].positions.count
      // A span that stays whole without its first word is not smallest.
      let isSmallest = !hasNext || slots[first].positions[next] > last
      let isSpan = isSmallest && width <= slop && usesWordsOnce
      if hasNext {
        release(first)
        indices[first] = next
        choose(first)
        sink(0)
      } else {
        isDone = true
      }
      if isSpan { return width }
    }
    return nil
  }

  private func position(_ slot: Int) -> Int32 { slots[slot].positions[indices[slot]] }

  private var usesWordsOnce: Bool {
    guard !isCounting else { return repeated == 0 }
    for a in slots.indices.dropFirst() {
      for b in 0..<a
      where position(a) + slots[a].offset == position(b) + slots[b].offset {
        return false
      }
    }
    return true
  }

  private mutating func choose(_ slot: Int) {
    let position = position(slot)
    last = max(last, position)
    guard isCounting else { return }
    let count = uses[position + slots[slot].offset, default: 0]
    uses[position + slots[slot].offset] = count + 1
    if count > 0 { repeated += 1 }
  }

  private mutating func release(_ slot: Int) {
    guard isCounting else { return }
    let word = position(slot) + slots[slot].offset
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
      root = least
    }
  }
}
