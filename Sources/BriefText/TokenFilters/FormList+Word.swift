// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The variants of a single word, by what stands inside:
//
//     apostrophes     without them; for a possessive its owner; after an elided article the noun
//     middle dots     without them
//     numbers         thousands without separators; the parts of longer ones (31.01.2025)
//     dots            single letters joined (U.S.); otherwise the parts (example.org)
//     underscores     the parts
//     humps           the parts of two letters and more (OpenAI)

extension FormList {
  /// Adds the variants of `word`, which `scan` has looked into.
  mutating func addVariants(_ text: Span<UInt8>, of word: Range<Int>, _ scan: WordScan) {
    if scan.separators.isEmpty {
      addParts(text, of: word, cutAt: scan.humps)
    } else if scan.isNumeric {
      addNumber(text, of: word, scan.separators)
    } else if scan.separators.contains(where: { $0.mark == .apostrophe || $0.mark == .middleDot }) {
      addWithoutMarks(text, of: word, scan.separators)
      addElided(text, of: word, scan.separators)
    } else {
      addDotted(text, of: word, scan.separators)
    }
  }

  /// Writes `word` as it is joined with others: without apostrophes and possessive ending.
  mutating func writeBase(_ text: Span<UInt8>, of word: Range<Int>, _ scan: WordScan) {
    var start = word.lowerBound
    for separator in scan.separators
    where separator.mark == .apostrophe || separator.mark == .middleDot {
      write(text, start..<separator.range.lowerBound)
      start = separator.range.upperBound
    }
    if Self.isPossessive(text, word, scan.separators) { return }
    write(text, start..<word.upperBound)
  }

  /// Whether the word ends in an apostrophe and a lone s.
  private static func isPossessive(
    _ text: Span<UInt8>, _ word: Range<Int>, _ separators: [WordScan.Separator]
  ) -> Bool {
    guard let last = separators.last, last.mark == .apostrophe,
      last.range.lowerBound > word.lowerBound, last.range.upperBound + 1 == word.upperBound
    else { return false }
    return text[last.range.upperBound] | 0x20 == UInt8(ascii: "s")
  }

  private mutating func addWithoutMarks(
    _ text: Span<UInt8>, of word: Range<Int>, _ separators: [WordScan.Separator]
  ) {
    var start = word.lowerBound
    var end = word.upperBound
    if let last = separators.last, Self.isPossessive(text, word, separators) {
      end = last.range.lowerBound
    }
    for separator in separators where separator.range.lowerBound < end {
      guard separator.mark == .apostrophe || separator.mark == .middleDot else { continue }
      write(text, start..<separator.range.lowerBound)
      start = separator.range.upperBound
    }
    write(text, start..<max(start, end))
    finish(source: word.lowerBound..<end)
  }

  private mutating func addElided(
    _ text: Span<UInt8>, of word: Range<Int>, _ separators: [WordScan.Separator]
  ) {
    guard let first = separators.first, first.mark == .apostrophe,
      first.range.lowerBound - word.lowerBound <= 7
    else { return }
    var prefix = ""
    for i in word.lowerBound..<first.range.lowerBound {
      guard text[i] < 0x80 else { return }
      prefix.unicodeScalars.append(Unicode.Scalar(text[i] | 0x20))
    }
    guard Self.elided.contains(prefix), first.range.upperBound < word.upperBound else { return }
    var end = word.upperBound
    if let last = separators.last, Self.isPossessive(text, word, separators) {
      end = last.range.lowerBound
    }
    guard first.range.upperBound < end else { return }
    add(text, first.range.upperBound..<end)
  }

  /// What stands before an apostrophe in place of a whole word: French, Italian, Catalan.
  private static let elided: Set<String> = [
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu",
    "un", "all", "dall", "dell", "nell", "sull", "coll", "quell", "quest", "bell", "sant", "gl",
  ]

  private mutating func addNumber(
    _ text: Span<UInt8>, of word: Range<Int>, _ separators: [WordScan.Separator]
  ) {
    if let decimal = Self.decimalMark(text, word, separators) {
      var start = word.lowerBound
      for separator in separators[..<decimal] {
        write(text, start..<separator.range.lowerBound)
        start = separator.range.upperBound
      }
      write(text, start..<word.upperBound)
      finish(source: word)
    } else if separators.count > 1 || separators[0].mark == .other {
      addParts(text, of: word, separators, minimumLength: 1)
    }
  }

  /// If separators group the number by thousands, the index of the one that does not but
  /// begins the fraction, or their count.
  private static func decimalMark(
    _ text: Span<UInt8>, _ word: Range<Int>, _ separators: [WordScan.Separator]
  ) -> Int? {
    func digits(before index: Int) -> Int {
      let start = index == 0 ? word.lowerBound : separators[index - 1].range.upperBound
      let end = index < separators.count ? separators[index].range.lowerBound : word.upperBound
      // All digits of a number have the same length: one byte, or two to four in other scripts.
      return (end - start) / UTF8Decoder.scalar(in: text, at: word.lowerBound).length
    }
    guard text[word.lowerBound] != UInt8(ascii: "0"), (1...3).contains(digits(before: 0)) else {
      return nil
    }
    let group = separators[0].mark
    guard group == .comma || group == .dot || group == .apostrophe else { return nil }
    for (index, separator) in separators.enumerated() {
      if separator.mark != group {
        let isLast = index == separators.count - 1
        return index > 0 && isLast && separator.mark != .other ? index : nil
      }
      guard digits(before: index + 1) == 3 else { return nil }
    }
    return separators.count
  }

  private mutating func addDotted(
    _ text: Span<UInt8>, of word: Range<Int>, _ separators: [WordScan.Separator]
  ) {
    if separators.allSatisfy({ $0.mark == .dot }), Self.areInitials(text, word, separators) {
      var start = word.lowerBound
      for separator in separators {
        write(text, start..<separator.range.lowerBound)
        start = separator.range.upperBound
      }
      write(text, start..<word.upperBound)
      finish(source: word)
    } else {
      addParts(text, of: word, separators, minimumLength: 1)
    }
  }

  /// Whether every part is a single character.
  private static func areInitials(
    _ text: Span<UInt8>, _ word: Range<Int>, _ separators: [WordScan.Separator]
  ) -> Bool {
    var start = word.lowerBound
    for index in 0...separators.count {
      let end = index < separators.count ? separators[index].range.lowerBound : word.upperBound
      guard start < end, UTF8Decoder.scalar(in: text, at: start).length == end - start else {
        return false
      }
      if index < separators.count { start = separators[index].range.upperBound }
    }
    return true
  }

  private mutating func addParts(
    _ text: Span<UInt8>, of word: Range<Int>, _ separators: [WordScan.Separator],
    minimumLength: Int
  ) {
    var start = word.lowerBound
    for separator in separators {
      addPart(text, start..<separator.range.lowerBound, minimumLength)
      start = separator.range.upperBound
    }
    addPart(text, start..<word.upperBound, minimumLength)
  }

  private mutating func addParts(_ text: Span<UInt8>, of word: Range<Int>, cutAt cuts: [Int]) {
    guard !cuts.isEmpty else { return }
    var start = word.lowerBound
    for cut in cuts {
      addPart(text, start..<cut, 2)
      start = cut
    }
    addPart(text, start..<word.upperBound, 2)
  }

  private mutating func addPart(_ text: Span<UInt8>, _ part: Range<Int>, _ minimumLength: Int) {
    guard part.count >= minimumLength else { return }
    add(text, part)
  }
}
