// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stems of all words of a field in a segment: each word is stemmed once for each language of the documents it is
// in, some thousands of words at a time, on any thread. Mostly several languages leave a word the same stem.

import BriefCodec
import BriefText

/// Stems of words, one after the other.
struct ImpliedStems: Sendable {
  var stems = TermList()
  /// For each stem, the rank of its word, and the languages in which it is that word's, a bit each.
  var ranks: [UInt32] = []
  var languages: [UInt64] = []

  /// Stems of words of one language, none where they are empty.
  fileprivate init(all found: TermList, _ ranks: Range<Int>) {
    let bytes = found.bytes.span
    if found.hasNoEmpty {
      (stems, self.ranks) = (found, ranks.map { UInt32($0) })
      languages = [UInt64](repeating: DerivedTerms.anyLanguage, count: ranks.count)
      return
    }
    for (index, rank) in ranks.enumerated() where !found.range(index).isEmpty {
      append(bytes, found.range(index), rank: rank, languages: DerivedTerms.anyLanguage)
    }
  }

  /// Those of each word among all, where `masks` has the languages of the words.
  fileprivate init(
    _ all: TermList, _ ofWord: [[(stem: Int, languages: UInt64)]], _ ranks: Range<Int>,
    _ masks: [UInt64]
  ) {
    let bytes = all.bytes.span
    for (word, rank) in ranks.enumerated() {
      for (stem, languages) in ofWord[word] {
        append(
          bytes, all.range(stem), rank: rank,
          languages: languages == masks[word] ? DerivedTerms.anyLanguage : languages)
      }
    }
  }

  private mutating func append(
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
    if languages.codes.count == 1 {
      return ImpliedStems(all: try stems(of: Array(ranks), languages.codes[0]), ranks)
    }
    let masks = ranks.map { languages.ofWords[Int(words.order[$0])] }
    // The stems of all languages, one after the other, and for each word which are its own.
    var all = TermList()
    var ofWord = [[(stem: Int, languages: UInt64)]](repeating: [], count: ranks.count)
    for (language, code) in languages.codes.enumerated() {
      let bit = UInt64(1) << UInt64(language)
      let wanted = ranks.filter { masks[$0 - ranks.lowerBound] & bit != 0 }
      let stems = try stems(of: wanted, code)
      for (index, rank) in wanted.enumerated() where !stems.range(index).isEmpty {
        let word = rank - ranks.lowerBound
        let bytes = stems.bytes[stems.range(index)]
        if let same = ofWord[word].firstIndex(where: { all.bytes[all.range($0.stem)] == bytes }) {
          ofWord[word][same].languages |= bit
        } else {
          ofWord[word].append((all.count, bit))
          let source = stems.bytes.span
          all.append(source, stems.range(index))
        }
      }
    }
    return ImpliedStems(all, ofWord, ranks, masks)
  }

  /// The stems of words in a language.
  private func stems(of ranks: [Int], _ language: String) throws(ICUError) -> TermList {
    try inverters.impliedStems(
      in: words.terms.bytes.span, at: ranks.map { words.termRange(ofRank: $0) }, field: field,
      language: language)
  }
}
