// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Words that follow each other with a single mark and no space between, and the forms that
// span several of them:
//
//     hyphens      2...6 words     multi-agent → multiagent; of digits 2025-01-31
//     & signs      2...6 words     AT&T → at&t, att
//     slashes and colons           of digits only: 2025/01/31, 12:30
//     thin spaces                  thousands: 10 000 → 10000
//     nothing                      CO₂ → co2, and words torn apart by a zero-width space
//     @            an address      desk@example.org, with its dots, hyphens and plus signs

/// A chain of adjacent words. Reusable scratch.
struct Compound {
  enum Connector { case hyphen, ampersand, at, slash, colon, dot, plus, thinSpace, nothing }

  enum Style {
    /// The words alone.
    case joined
    /// The words with what connects them.
    case kept
  }

  /// A form over the words `first...last`.
  struct Spanning {
    var first: Int
    var last: Int
    var style: Style
  }

  private(set) var words: [Range<Int>] = []
  private(set) var connectors: [Connector] = []
  private(set) var spanning: [Spanning] = []
  private var areDigits: [Bool] = []
  private var isCovered: [Bool] = []

  private static let maximumWords = 6
  private static let maximumAddressWords = 16

  /// Gathers the chain that begins with `word`.
  mutating func gather(
    _ text: Span<UInt8>, from word: Range<Int>, _ properties: CharacterProperties,
    _ segmenter: inout WordSegmenter
  ) {
    words.removeAll(keepingCapacity: true)
    connectors.removeAll(keepingCapacity: true)
    areDigits.removeAll(keepingCapacity: true)
    spanning.removeAll(keepingCapacity: true)
    append(word, text, &segmenter.characters)
    var last = properties
    while let (connector, next) = connector(text, last, &segmenter.characters) {
      let segment = segmenter.segment(of: text, at: next)
      guard segment.properties.has(.word), !segment.properties.has([.ideographic, .complex])
      else { break }
      connectors.append(connector)
      append(next..<segment.end, text, &segmenter.characters)
      last = segment.properties
    }
    guard !connectors.isEmpty else { return }
    findAddresses()
    findRuns()
    spanning.sort { ($0.first, $0.last) < ($1.first, $1.last) }
  }

  private mutating func append(
    _ word: Range<Int>, _ text: Span<UInt8>, _ characters: inout CharacterTable
  ) {
    words.append(word)
    var i = word.lowerBound
    while i < word.upperBound {
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      guard characters[scalar].has(.digit) else { break }
      i += length
    }
    areDigits.append(i == word.upperBound)
  }

  /// What connects the last word with one that follows, and where that begins.
  private func connector(
    _ text: Span<UInt8>, _ last: CharacterProperties, _ characters: inout CharacterTable
  ) -> (Connector, next: Int)? {
    guard let end = words.last?.upperBound, end < text.count else { return nil }
    let (scalar, length) = UTF8Decoder.scalar(in: text, at: end)
    if let connector = Self.connector(scalar) {
      guard end + length < text.count else { return nil }
      let next = characters[UTF8Decoder.scalar(in: text, at: end + length).value]
      guard next.has(.word), !next.has([.ideographic, .complex, .attached]) else { return nil }
      if connector == .thinSpace {
        guard areDigits[areDigits.count - 1], next.has(.digit) else { return nil }
      }
      return (connector, end + length)
    }
    let next = characters[scalar]
    guard next.has(.word), !next.has([.ideographic, .complex, .attached]),
      next.has(.otherNumber) || last.has(.otherNumber)
    else { return nil }
    return (.nothing, end)
  }

  private static func connector(_ scalar: UInt32) -> Connector? {
    switch scalar {
    case 0x2D, 0x2010, 0x2011, 0xFE63, 0xFF0D: .hyphen
    case 0x26, 0xFF06: .ampersand
    case 0x40, 0xFF20: .at
    case 0x2F, 0xFF0F: .slash
    case 0x3A, 0xFF1A: .colon
    case 0x2E, 0xFF0E: .dot
    case 0x2B: .plus
    case 0x200B: .nothing
    case 0xA0, 0x2007, 0x2009, 0x202F: .thinSpace
    default: nil
    }
  }

  /// Addresses take what is around an @ as far as it may belong to one.
  private mutating func findAddresses() {
    isCovered.removeAll(keepingCapacity: true)
    isCovered.append(contentsOf: repeatElement(false, count: connectors.count))
    func belongs(_ connector: Connector) -> Bool {
      connector == .dot || connector == .hyphen || connector == .plus
    }
    for index in connectors.indices where connectors[index] == .at {
      var first = index
      while first > 0, belongs(connectors[first - 1]), index - first < Self.maximumAddressWords {
        first -= 1
      }
      var last = index
      while last + 1 < connectors.count, belongs(connectors[last + 1]),
        last - index < Self.maximumAddressWords
      {
        last += 1
      }
      guard last - first + 2 <= Self.maximumAddressWords else { continue }
      spanning.append(Spanning(first: first, last: last + 1, style: .kept))
      for covered in first...last { isCovered[covered] = true }
    }
  }

  private mutating func findRuns() {
    var first = 0
    while first < connectors.count {
      let connector = connectors[first]
      guard !isCovered[first] else {
        first += 1
        continue
      }
      var last = first + 1
      while last < connectors.count, connectors[last] == connector, !isCovered[last] { last += 1 }
      if last - first < Self.maximumWords {
        add(first, last, connector)
      }
      first = last
    }
  }

  private mutating func add(_ first: Int, _ last: Int, _ connector: Connector) {
    let hasDigitsOnly = areDigits[first...last].allSatisfy { $0 }
    func span(_ style: Style) { spanning.append(Spanning(first: first, last: last, style: style)) }
    switch connector {
    case .hyphen: span(hasDigitsOnly ? .kept : .joined)
    case .ampersand:
      span(.kept)
      span(.joined)
    case .slash, .colon: if hasDigitsOnly { span(.kept) }
    case .thinSpace: if areThousands(first...last) { span(.joined) }
    case .nothing: span(.joined)
    case .at, .dot, .plus: break
    }
  }

  /// Whether words of ASCII digits are the groups of one number.
  private func areThousands(_ indices: ClosedRange<Int>) -> Bool {
    areDigits[indices].allSatisfy { $0 } && words[indices.lowerBound].count <= 3
      && words[indices].dropFirst().allSatisfy { $0.count == 3 }
  }

  /// The character that stands for a connector in a term.
  static func character(_ connector: Connector) -> UInt8? {
    switch connector {
    case .hyphen: UInt8(ascii: "-")
    case .ampersand: UInt8(ascii: "&")
    case .at: UInt8(ascii: "@")
    case .slash: UInt8(ascii: "/")
    case .colon: UInt8(ascii: ":")
    case .dot: UInt8(ascii: ".")
    case .plus: UInt8(ascii: "+")
    case .thinSpace, .nothing: nil
    }
  }
}
