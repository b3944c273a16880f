// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stems of all words of a field in a segment: each word is stemmed once for each language of the documents it is
// in, some thousands of words at a time, on any thread.

import BriefCodec
import BriefText

/// Stems of words, one after the other.
struct ImpliedStems: Sendable {
  var stems = TermList()
  /// For each stem, the rank of its word, and the languages in which it is that word's, a bit each.
  var ranks: [UInt32] = []
  var languages: [UInt64] = []

  fileprivate mutating func append(
    _ bytes: Span<UInt8>, _ range: Range<Int>, rank: Int, languages: UInt64
  ) {
    stems.append(bytes, range)
    ranks.append(UInt32(rank))
    self.languages.append(languages)
  }
}

/// Finds the stems of the words of a field.
struct StemFinder: Sendable {
  let words: RunLists
  /// The field's index in the schema.
  let field: Int
  let languages: DocumentLanguages
  let inverters: InverterPool

  /// Words that are stemmed in one go.
  private static let stretchLength = 1 << 13

  /// Begins to find the stems of all words, in the order of ranks.
  func start(_ workers: WorkerThreads) -> [Work<Result<ImpliedStems, ICUError>>] {
    stride(from: 0, to: words.count, by: Self.stretchLength).map { start in
      workers.start {
        Result { () throws(ICUError) in
          try find(start..<min(start + Self.stretchLength, words.count))
        }
      }
    }
  }

  private func find(_ ranks: Range<Int>) throws(ICUError) -> ImpliedStems {
    let masks = languages.codes.count > 1 ? ranks.map { languages(ofRank: $0) } : []
    var found = ImpliedStems()
    // By word: its first stem, and the languages in which it is the word's.
    var first = [Range<Int>](repeating: 0..<0, count: ranks.count)
    var firstLanguages = [UInt64](repeating: 0, count: ranks.count)
    var firstBytes: [UInt8] = []
    for (language, code) in languages.codes.enumerated() {
      let bit = UInt64(1) << UInt64(language)
      let wanted =
        masks.isEmpty ? Array(ranks) : ranks.filter { masks[$0 - ranks.lowerBound] & bit != 0 }
      let stems = try inverters.impliedStems(of: terms(wanted), field: field, language: code)
      let bytes = stems.bytes.span
      for (index, rank) in wanted.enumerated() where !stems.range(index).isEmpty {
        let (word, range) = (rank - ranks.lowerBound, stems.range(index))
        if firstLanguages[word] == 0 {
          first[word] = firstBytes.count..<(firstBytes.count + range.count)
          firstBytes.append(contentsOf: stems.bytes[range])
          firstLanguages[word] = bit
        } else if firstBytes[first[word]] == stems.bytes[range] {
          firstLanguages[word] |= bit
        } else {
          found.append(bytes, range, rank: rank, languages: bit)
        }
      }
    }
    let bytes = firstBytes.span
    for rank in ranks {
      let word = rank - ranks.lowerBound
      guard firstLanguages[word] != 0 else { continue }
      let isAny = masks.isEmpty || firstLanguages[word] == masks[word]
      found.append(
        bytes, first[word], rank: rank,
        languages: isAny ? DerivedTerms.anyLanguage : firstLanguages[word])
    }
    return found
  }

  private func terms(_ ranks: [Int]) -> TermList {
    var list = TermList()
    let bytes = words.terms.bytes.span
    for rank in ranks { list.append(bytes, words.terms.range(words.order[rank])) }
    return list
  }

  /// The languages of the documents a word is in, a bit each.
  private func languages(ofRank rank: Int) -> UInt64 {
    var mask: UInt64 = 0
    for place in words.places[words.places(ofRank: rank)] {
      mask |= Self.languages(of: place, words.runs[Int(place.batch)].postings, languages.numbers)
    }
    return mask
  }

  private static func languages(
    of place: RunLists.Place, _ postings: [UInt8], _ languages: [UInt8]
  ) -> UInt64 {
    let (bytes, languages) = (postings.span, languages.span)
    var mask: UInt64 = 0
    var run = RunEntries(place, from: Int(place.start), hasPositions: true)
    while let (document, _) = run.next(bytes) { mask |= 1 << UInt64(languages[Int(document)]) }
    return mask
  }
}

/// The languages of the documents of a segment in one field.
struct DocumentLanguages: Sendable {
  /// The codes of the languages met.
  private(set) var codes: [String] = []
  /// By document, the place of its language in ``codes``; any where there is no text.
  private(set) var numbers: [UInt8] = []

  /// Adds the documents of the next batch.
  mutating func append(_ notes: StemNotes) {
    var known = [UInt8?](repeating: nil, count: 256)
    known[Int(StemNotes.noLanguage)] = 0
    for language in notes.languages {
      if let number = known[Int(language)] {
        numbers.append(number)
        continue
      }
      let number = UInt8(place(of: notes.codes[Int(language)]))
      known[Int(language)] = number
      numbers.append(number)
    }
  }

  private mutating func place(of code: String) -> Int {
    if let known = codes.firstIndex(of: code) { return known }
    // A source has a bit for each.
    precondition(codes.count < TextAnalyzer.languageLimit && codes.count < 64, "languages")
    codes.append(code)
    return codes.count - 1
  }
}
