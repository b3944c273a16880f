// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stems follow from words and the documents' languages, the terms of a combined field from those of its parts. So
// neither are gathered while documents come in: when the segment is written, each of their lists is the sum of lists
// that were. What that saves is in DECISIONS 36.

import BriefText

/// The terms of a space that follows from others, and which lists each is the sum of.
struct DerivedTerms: Sendable {
  private(set) var terms = TermTable()
  private(set) var sources: [Source] = []
  private(set) var inputs: [Input] = []

  /// Lists that were gathered.
  struct Input: Sendable {
    let lists: GatheredLists
    /// How often each occurrence counts.
    var weight: UInt32 = 1
    /// Whether occurrences are taken off instead.
    var isWithheld = false
    /// The language of each document, where it makes a difference.
    var languages: [UInt8] = []
  }

  /// A list that is part of a sum.
  struct Source: Sendable {
    /// Documents in languages whose bits are not set do not count.
    let languages: UInt64
    /// The number of the term that it is part of.
    let term: UInt32
    /// Its own term among those of the input.
    let rank: UInt32
    let input: UInt32
  }

  /// All languages.
  static let anyLanguage = UInt64.max

  /// The words of a space as they are.
  init(_ words: RunLists, space: Int) {
    terms = words.terms
    inputs = [Input(lists: .space(space))]
    addAll(of: words, input: 0, words.ranks.indices.map { UInt32($0) })
  }

  /// The stems of a field: those that words imply, and those that stand for themselves (`explicit`).
  ///
  /// - Parameters:
  ///   - inputs: words, explicit stems, and words that are withheld.
  ///   - stems: of words, and the languages in which they are theirs.
  init(
    _ inputs: [Input], words: RunLists, explicit: RunLists, withheld: RunLists?,
    stems: [ImpliedStems]
  ) {
    self.inputs = inputs
    // By a word's rank, the one it has among the withheld.
    var withheldRanks: [UInt32] = []
    if let withheld, withheld.count > 0 {
      withheldRanks = [UInt32](repeating: .max, count: words.count)
      for rank in 0..<withheld.count {
        guard let number = words.terms.find(withheld.term(ofRank: rank)) else { continue }
        withheldRanks[Int(words.ranks[Int(number)])] = UInt32(rank)
      }
    }
    for found in stems {
      let numbers = terms.numbers(of: found.stems.bytes.span, ends: found.stems.ends.span)
      for (index, number) in numbers.enumerated() {
        let (rank, languages) = (found.ranks[index], found.languages[index])
        sources.append(Source(languages: languages, term: number, rank: rank, input: 0))
        // What is taken off follows what it is taken off from.
        guard !withheldRanks.isEmpty, withheldRanks[Int(rank)] != .max else { continue }
        sources.append(
          Source(languages: languages, term: number, rank: withheldRanks[Int(rank)], input: 2))
      }
    }
    addAll(
      of: explicit, input: 1,
      terms.numbers(of: explicit.terms.bytes.span, ends: explicit.terms.ends.span))
  }

  /// The terms of several spaces as one, each occurrence as often as its part weighs.
  init(combining parts: [(terms: DerivedTerms, weight: UInt32)]) {
    // The numbers of the largest stay as they are.
    for part in parts.sorted(by: { $0.terms.terms.count > $1.terms.terms.count }) {
      let first = UInt32(inputs.count)
      for var input in part.terms.inputs {
        input.weight *= part.weight
        inputs.append(input)
      }
      guard first > 0 else {
        (terms, sources) = (part.terms.terms, part.terms.sources)
        continue
      }
      let numbers = terms.numbers(
        of: part.terms.terms.bytes.span, ends: part.terms.terms.ends.span)
      sources.reserveCapacity(sources.count + part.terms.sources.count)
      for source in part.terms.sources {
        sources.append(
          Source(
            languages: source.languages, term: numbers[Int(source.term)], rank: source.rank,
            input: first + source.input))
      }
    }
  }

  /// Adds all terms of an input, whose numbers there have these here.
  private mutating func addAll(of lists: RunLists, input: UInt32, _ numbers: [UInt32]) {
    sources.reserveCapacity(sources.count + numbers.count)
    for (number, rank) in zip(numbers, lists.ranks) {
      sources.append(
        Source(languages: Self.anyLanguage, term: number, rank: rank, input: input))
    }
  }

  /// The same in the order of terms.
  func arranged() -> ArrangedSources {
    let (order, ranks) = terms.ranked()
    var starts = [UInt32](repeating: 0, count: order.count + 1)
    for source in sources { starts[Int(ranks[Int(source.term)]) + 1] += 1 }
    for i in order.indices { starts[i + 1] += starts[i] }
    var next = starts
    var sorted = sources
    for source in sources {
      let rank = Int(ranks[Int(source.term)])
      sorted[Int(next[rank])] = source
      next[rank] += 1
    }
    return ArrangedSources(order: order, starts: starts, sources: sorted)
  }
}

/// Lists that were gathered while documents came in.
enum GatheredLists: Hashable, Sendable {
  /// Those of a space: of its words, or of stems that stand for themselves.
  case space(Int)
  /// Words of a field whose stems stand for themselves.
  case withheld(field: Int)
}

/// The sources of a derived space in the order of its terms.
struct ArrangedSources: Sendable {
  /// The numbers of all terms in the order of their bytes.
  let order: [UInt32]
  /// By rank, where a term's sources begin.
  let starts: [UInt32]
  let sources: [DerivedTerms.Source]
}

/// A space that follows from others, ready to be encoded.
struct DerivedLists: Sendable {
  let terms: TermTable
  let arranged: ArrangedSources
  let inputs: [Input]

  /// What sources name.
  struct Input: Sendable {
    let lists: KeptLists
    let weight: UInt32
    let isWithheld: Bool
    let languages: [UInt8]
    /// Whether what trailers say of scores holds here as well: documents have the same norms.
    let boundsHold: Bool
  }

  /// The number of terms; some may be in no document.
  var count: Int { arranged.order.count }

  /// The sources of all terms, by rank.
  var sources: [DerivedTerms.Source] { arranged.sources }

  /// The place of a term's bytes among those of ``terms``.
  func termRange(ofRank rank: Int) -> Range<Int> { terms.range(arranged.order[rank]) }

  /// The sources of a term.
  func sources(ofRank rank: Int) -> Range<Int> {
    Int(arranged.starts[rank])..<Int(arranged.starts[rank + 1])
  }
}
