// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stems of a field follow from its words, nearly always (AnalysisChain+Implied). While documents come
// in, an occurrence of a stem is the number of its word; at the end of the batch each word is stemmed
// once, all together, and the numbers are exchanged. As tokens of their own, stems took 12 ns each to be
// made and 12 to be looked up again; so they take 2, and some 100 for each word of a batch, of which
// there are ten times fewer.

import BriefText

/// Derives the stems of one field in a batch.
struct StemDerivation {
  /// Marks tokens whose number is a stem's already.
  private static let isStem: UInt64 = 1 << 31
  private static let unknown = UInt32.max - 1
  /// There is no stem: the number that an empty term has.
  private static let none = UInt32.max

  /// The languages of the texts, and behind which token each ends.
  private var texts: [(language: UInt8, end: Int)] = []
  /// For each language, what the words of the batch have for stems, by their numbers.
  private var numbers: [[UInt32]] = []
  private var needed: [Int] = []
  private var terms = TermList()
  private var stems = TermList()

  /// Adds the stems of a text: of the tokens of words from `first` on, which are those in `buffer`.
  mutating func add(
    _ words: [UInt64], from first: Int, _ buffer: borrowing TokenBuffer, language: UInt8,
    to space: inout SpaceInverter
  ) {
    let added = words.span.extracting(first..<words.count)
    if buffer.count == added.count {
      // At least one: see `ChunkCache.insert`.
      space.tokens.append(addingCapacity: max(1, added.count)) { room in
        for i in added.indices { room.append(added[i] & 0xffff_ffff_0000_0000 | 1) }
      }
    } else {
      Self.add(added, buffer, &space.table, &space.tokens)
    }
    if let last = texts.last, last.language == language { texts.removeLast() }
    texts.append((language, space.tokens.count))
  }

  /// Adds words of which some have stems that stand in the buffer.
  private static func add(
    _ words: Span<UInt64>, _ buffer: borrowing TokenBuffer, _ table: inout TermTable,
    _ tokens: inout [UInt64]
  ) {
    let bytes = buffer.bytes.span
    let ends = buffer.termEnds.span
    let forms = buffer.forms.span
    let positions = buffer.positions.span
    // Backwards: stems come last at a position, and if there are any, none is implied.
    tokens.append(addingCapacity: max(1, forms.count)) { room in
      var written: Int32 = -1
      var word = words.count
      for i in forms.indices.reversed() {
        if forms[i] == .stem {
          written = positions[i]
          let start = i == 0 ? 0 : Int(ends[i &- 1])
          guard start < Int(ends[i]) else { continue }
          room.append(UInt64(table.number(of: bytes, start..<Int(ends[i]))) << 32 | isStem | 1)
        } else {
          word &-= 1
          if positions[i] != written { room.append(words[word] & 0xffff_ffff_0000_0000 | 1) }
        }
      }
    }
  }

  /// Puts stems in the place of the words of the batch that imply them. `session` has analysed them.
  mutating func finish(
    _ words: SpaceInverter, _ session: TextAnalyzer, _ space: inout SpaceInverter
  ) throws(ICUError) {
    try findStems(words.table, session, &space)
    var document = 0
    var place = 0
    var end = 0
    for text in texts {
      let numbers = numbers[Int(text.language)]
      while place < text.end {
        while Int(space.documentEnds[document]) <= place {
          // Where it ends now; where it ended is not needed again.
          space.documentEnds[document] = UInt32(end)
          document += 1
        }
        let next = min(text.end, Int(space.documentEnds[document]))
        end = Self.settle(place..<next, to: end, numbers, &space.tokens)
        place = next
      }
    }
    while document < space.documentEnds.count {
      space.documentEnds[document] = UInt32(end)
      document += 1
    }
    space.tokens.removeLast(space.tokens.count - end)
    texts.removeAll(keepingCapacity: true)
    for language in numbers.indices { numbers[language].removeAll(keepingCapacity: true) }
  }

  /// Finds the stems of all words that need one, language by language.
  private mutating func findStems(
    _ words: TermTable, _ session: TextAnalyzer, _ space: inout SpaceInverter
  ) throws(ICUError) {
    for language in Set(texts.map(\.language)).sorted() {
      while numbers.count <= Int(language) { numbers.append([]) }
      var found = [UInt32](repeating: Self.unknown, count: words.count)
      var start = 0
      for text in texts {
        if text.language == language {
          note(space.tokens.span.extracting(start..<text.end), words, &found)
        }
        start = text.end
      }
      try session.findImpliedStems(of: terms, language: language, &stems)
      let new = space.table.numbers(of: stems.bytes.span, ends: stems.ends.span)
      for (index, word) in needed.enumerated() { found[word] = new[index] }
      numbers[Int(language)] = found
      needed.removeAll(keepingCapacity: true)
      terms.removeAll()
    }
  }

  private mutating func note(
    _ tokens: Span<UInt64>, _ words: TermTable, _ found: inout [UInt32]
  ) {
    var found = found.mutableSpan
    let bytes = words.bytes.span
    for i in tokens.indices where tokens[i] & Self.isStem == 0 {
      let word = Int(tokens[i] >> 32)
      guard found[word] == Self.unknown else { continue }
      found[word] = Self.none
      needed.append(word)
      terms.append(bytes, words.range(UInt32(truncatingIfNeeded: word)))
    }
  }

  /// Exchanges words for stems, leaves out those that have none, and returns where they end.
  private static func settle(
    _ range: Range<Int>, to start: Int, _ numbers: [UInt32], _ tokens: inout [UInt64]
  ) -> Int {
    let numbers = numbers.span
    var tokens = tokens.mutableSpan
    var end = start
    for i in range {
      let token = tokens[i]
      if token & isStem == 0 {
        let number = numbers[Int(token >> 32)]
        tokens[end] = UInt64(number) << 32 | 1
        end &+= number == none ? 0 : 1
      } else {
        tokens[end] = token ^ isStem
        end &+= 1
      }
    }
    return end
  }
}
