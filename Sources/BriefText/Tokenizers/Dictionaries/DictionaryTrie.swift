// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A dictionary of ICU, read as it lies in ICU's data: a trie of words, each with a value. ICU looks the first
// unit of a word up by halving a branch, which for Chinese is one of thousands; here it is one step, for there
// is a table of them.

/// Words, each with a number.
struct DictionaryTrie<Unit: TrieUnit>: Sendable {
  private let units: [Unit]
  /// For each unit that words begin with, where the trie goes on, twice, and 1 more if a word ends there and
  /// none goes on; 0 for all others.
  private let first: [UInt32]

  /// A branch of more units is halved first.
  private static var linearLength: Int { 5 }

  /// `nil` if the units do not begin with a branch.
  init?(_ units: [Unit]) {
    guard let root = units.first, root < Unit.firstMatch else { return nil }
    self.units = units
    first = Self.children(of: root, units.span)
  }

  private static func children(of root: Unit, _ units: Span<Unit>) -> [UInt32] {
    var first = [UInt32](repeating: 0, count: Int(Unit.max) + 1)
    var branches = [root > 0 ? (place: 1, length: Int(root) + 1) : (2, Int(units[1]) + 1)]
    while var (place, length) = branches.popLast() {
      if length > linearLength {
        var next = place + 1
        let step = Unit.delta(units, &next)
        branches.append((next + step, length / 2))
        branches.append((next, length - length / 2))
        continue
      }
      while length > 0 {
        first[Int(units[place])] = follow(units, place + 1, isLast: length == 1)
        place += 1
        Unit.skipBranchValue(units, &place)
        length -= 1
      }
    }
    return first
  }

  /// Where a branch goes on behind one of its units, of which the value stands at `place`, as ``first`` has
  /// it: the last unit's node follows at once, for the others the value is how far away it is.
  @inline(__always)
  private static func follow(_ units: Span<Unit>, _ place: Int, isLast: Bool) -> UInt32 {
    if isLast { return UInt32(place) << 1 }
    if Unit.isFinal(units[place]) { return UInt32(place) << 1 | 1 }
    var end = place
    Unit.skipBranchValue(units, &end)
    return UInt32(end + Unit.value(units, place, isInBranch: true)) << 1
  }

  /// Where a branch goes on behind a unit, as ``first`` has it; 0 if it has none such.
  @inline(__always)
  private static func branch(
    _ units: Span<Unit>, _ start: Int, _ count: Int, _ unit: Unit
  ) -> UInt32 {
    var place = start
    var length = count
    if length == 0 {
      length = Int(units[place])
      place += 1
    }
    length += 1
    while length > linearLength {
      let isLess = unit < units[place]
      place += 1
      let step = Unit.delta(units, &place)
      if isLess { place += step }
      length = isLess ? length >> 1 : length - length >> 1
    }
    while length > 1 {
      if units[place] == unit { return follow(units, place + 1, isLast: false) }
      place += 1
      Unit.skipBranchValue(units, &place)
      length -= 1
    }
    return units[place] == unit ? follow(units, place + 1, isLast: true) : 0
  }

  /// Calls `found` with the length of each word of at most `limit` units that `text` has at `start`, the
  /// shortest first, and with where its value is (``value(at:)``). Returns how many units were looked at: one more than some word begins with,
  /// if there are more.
  @inline(__always)
  @discardableResult
  func forEachWord(
    in text: Span<Unit>, at start: Int, limit: Int, _ found: (_ length: Int, _ place: Int) -> Void
  ) -> Int {
    let units = units.span
    let entry = first[Int(text[start])]
    guard entry != 0 else { return 1 }
    let limit = min(limit, text.count - start)
    var place = Int(entry >> 1)
    var isFinal = entry & 1 == 1
    /// Units of a match that are still to come.
    var matching = 0
    var length = 1
    while !isFinal {
      var lead = units[place]
      let hasValue = matching == 0 && lead >= Unit.firstValue
      if hasValue {
        isFinal = Unit.isFinal(lead)
        if isFinal { break }
        found(length, place)
      }
      guard length < limit else { return length }
      let unit = text[start + length]
      if matching == 0 {
        if hasValue { lead = Unit.skipNodeValue(units, &place) }
        place += 1
        if lead < Unit.firstMatch {
          let next = Self.branch(units, place, Int(lead), unit)
          guard next != 0 else { return length + 1 }
          place = Int(next >> 1)
          isFinal = next & 1 == 1
          length += 1
          continue
        }
        matching = Int(lead - Unit.firstMatch) + 1
      }
      guard units[place] == unit else { return length + 1 }
      place += 1
      length += 1
      matching -= 1
    }
    found(length, place)
    return length
  }

  /// The value of a word that was found.
  @inline(__always)
  func value(at place: Int) -> Int { Unit.value(units.span, place, isInBranch: false) }
}
