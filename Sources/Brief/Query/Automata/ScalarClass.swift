// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What one place of a regular expression can read: a literal, `.`, `\d`, `[a-z_]`, `[^\s,]` …

/// A set of Unicode scalars: ranges and properties, or everything but these.
struct ScalarClass: Hashable, Sendable {
  /// A property of scalars that no list of ranges is kept for.
  struct Property: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      /// `\d`, `\p{Nd}`: decimal digits of any script.
      case digit
      /// `\w`: what words are made of: letters, marks, digits, connectors such as `_`.
      case word
      /// `\s`: white space.
      case space
      /// `\p{L}`, `\p{M}`, `\p{N}`, `\p{P}`, `\p{S}`, `\p{Z}`.
      case letter, mark, number, punctuation, symbol, separator
    }
    var kind: Kind
    var isNegated: Bool
  }

  /// Sorted, without overlaps.
  private var ranges: [ClosedRange<UInt32>]
  private var properties: [Property]
  private var isNegated: Bool

  init(
    ranges: [ClosedRange<UInt32>] = [], properties: [Property] = [], isNegated: Bool = false
  ) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound {
        let upper = max(last.upperBound, range.upperBound)
        self.ranges[self.ranges.count - 1] = last.lowerBound...upper
      } else {
        self.ranges.append(range)
      }
    }
    self.properties = properties
    self.isNegated = isNegated
  }

  init(_ scalar: Unicode.Scalar) { self.init(ranges: [scalar.value...scalar.value]) }

  /// Any scalar.
  static let anything = ScalarClass(isNegated: true)

  /// Whether there is surely no scalar in the class.
  var isEmpty: Bool { ranges.isEmpty && properties.isEmpty && !isNegated }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    lists(scalar) != isNegated
  }

  /// The least scalar of the class at or above `scalar`, `nil` if there is none; just `scalar`
  /// where properties are involved (see `TermAutomaton.liveScalar`).
  func first(from scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard properties.isEmpty else { return scalar }
    var index = firstRange(endingFrom: scalar.value)
    guard isNegated else {
      guard index < ranges.count else { return nil }
      return Unicode.Scalar(max(ranges[index].lowerBound, scalar.value))
    }
    var candidate = scalar
    while index < ranges.count, ranges[index].contains(candidate.value) {
      let last = Unicode.Scalar(ranges[index].upperBound)
      guard let next = last?.successor else { return nil }
      candidate = next
      index += 1
    }
    return candidate
  }

  /// The members below U+0080, a bit each.
  var asciiMembers: SIMD2<UInt64> {
    var members = SIMD2<UInt64>()
    for value in UInt8(0)..<0x80 where contains(Unicode.Scalar(value)) {
      members[Int(value >> 6)] |= 1 << UInt64(value & 63)
    }
    return members
  }

  private func lists(_ scalar: Unicode.Scalar) -> Bool {
    let index = firstRange(endingFrom: scalar.value)
    if index < ranges.count, ranges[index].lowerBound <= scalar.value { return true }
    return properties.contains { $0.holds(for: scalar) }
  }

  /// The index of the first range that does not end below `value`, by bisection.
  private func firstRange(endingFrom value: UInt32) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ScalarClass.Property {
  func holds(for scalar: Unicode.Scalar) -> Bool { isOfKind(scalar) != isNegated }

  private func isOfKind(_ scalar: Unicode.Scalar) -> Bool {
    if kind == .space { return scalar.properties.isWhitespace }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return kind == .letter || kind == .word
    case .nonspacingMark, .spacingMark, .enclosingMark: return kind == .mark || kind == .word
    case .decimalNumber: return kind == .digit || kind == .number || kind == .word
    case .letterNumber, .otherNumber: return kind == .number
    case .connectorPunctuation: return kind == .punctuation || kind == .word
    case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return kind == .punctuation
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: return kind == .symbol
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return kind == .separator
    default: return false
    }
  }
}
