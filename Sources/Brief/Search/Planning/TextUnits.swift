// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The words of a query's text as units that can be required or preferred one by one. The text is
// analysed exactly as documents are, once for each language of the index, so that whichever form a
// reader types meets the form a document has.
//
//     word      one position: its stems in all languages; for scripts without stems the word itself
//     compound  `multi-agent`: the joined form, or all of its parts
//     symbol    `C++`, `AT&T`, `desk@example.org`: the whole form if any document has it, else parts
//     run       characters of an unspaced script: dictionary words and overlapping pairs

package import BriefText

/// A term of a query and the kind of space it is looked up in.
package struct UnitTerm: Hashable, Sendable {
  package let bytes: [UInt8]
  package let kind: TermSpace.Kind
}

/// A unit of a query's text.
package struct TextUnit: Sendable {
  /// As typed.
  package let typed: String
  package let shape: Shape

  package enum Shape: Sendable {
    case word([UnitTerm])
    case compound(joined: [UnitTerm], parts: [[UnitTerm]])
    case symbol(whole: [UnitTerm], parts: [[UnitTerm]])
    case run(words: [UnitTerm], pairs: [UnitTerm], rest: UnitTerm?)
  }
}

/// Cuts a query's text into units and phrase places.
package struct TextUnits {
  private let session: TextAnalyzer
  private let languages: [String]

  /// `languages` are those of the documents searched.
  package init(session: TextAnalyzer, languages: [String]) {
    self.session = session
    self.languages = languages
  }

  /// A token of the text, with its stems in all languages.
  private struct Piece {
    var term: [UInt8]
    var form: TokenForm
    var position: Int
    var length: Int
    var range: Range<Int>
    var stems: [[UInt8]] = []

    init(_ tokens: borrowing TokenBuffer, _ index: Int) {
      term = tokens.term(index)
      form = tokens.forms[index]
      position = Int(tokens.positions[index])
      length = Int(tokens.positionLengths[index])
      range = Int(tokens.sourceStarts[index])..<Int(tokens.sourceEnds[index])
    }

    /// Symbols make a form more particular than its parts.
    var isSymbol: Bool {
      form == .variant
        && term.contains { byte in
          switch byte {
          case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "'"), 0x80...:
            false
          default: true
          }
        }
    }

    var unitTerms: [UnitTerm] {
      stems.isEmpty
        ? [UnitTerm(bytes: term, kind: .words)]
        : stems.map { UnitTerm(bytes: $0, kind: .stems) }
    }

    var isKorean: Bool {
      String(decoding: term, as: UTF8.self).unicodeScalars.contains {
        (0xAC00...0xD7A3).contains($0.value)
      }
    }

    /// A single character of an unspaced script: a search for it means every word it begins.
    var isUnspacedCharacter: Bool {
      isUnspaced && length == 1 && String(decoding: term, as: UTF8.self).unicodeScalars.count == 1
    }

    /// A word that stands for itself, at one position.
    var isPlainWord: Bool { form == .word && length == 1 && !isUnspaced && !isSymbol }

    /// Han, Kana or Hangul: characters are positions, pairs of them are terms, nothing has a stem.
    var isUnspaced: Bool {
      // Their characters take three bytes or more.
      guard stems.isEmpty, let first = term.first, first >= 0xE0,
        let scalar = String(decoding: term, as: UTF8.self).unicodeScalars.first
      else { return false }
      return scalar.isOfUnspacedScript
    }
  }

  /// The units of a text, in order.
  package func units(of text: String) throws(ICUError) -> [TextUnit] {
    let pieces = try pieces(of: text)
    // One word, as most clauses are: there is nothing to put together.
    if pieces.count == 1, pieces[0].isPlainWord {
      let range = pieces[0].range
      let isAll = range.count == text.utf8.count
      let typed =
        isAll ? text : String(text.utf8.dropFirst(range.lowerBound).prefix(range.count)) ?? text
      return [TextUnit(typed: typed, shape: .word(word(pieces)))]
    }
    let utf8 = Array(text.utf8)
    return clusters(pieces).compactMap { cluster in
      let range =
        (cluster.map(\.range.lowerBound).min() ?? 0)..<(cluster.map(\.range.upperBound).max() ?? 0)
      guard let shape = shape(of: cluster) else { return nil }
      return TextUnit(typed: String(decoding: utf8[range], as: UTF8.self), shape: shape)
    }
  }

  /// The places of a phrase: for each, its distance from the first and the words that may stand
  /// there. `prefix` marks a lone character whose continuations count as well.
  package func places(
    of text: String
  ) throws(ICUError) -> [(offset: Int, words: [[UInt8]], prefix: [UInt8]?)] {
    var places: [(offset: Int, words: [[UInt8]], prefix: [UInt8]?)] = []
    let pieces = try pieces(of: text)
    if pieces.allSatisfy(\.isPlainWord),
      zip(pieces, pieces.dropFirst()).allSatisfy({ $0.position < $1.position })
    {
      return pieces.map { ($0.position - pieces[0].position, [$0.term], nil) }
    }
    let clusters = clusters(pieces)
    let start = clusters.first?.first?.position ?? 0
    for cluster in clusters {
      let isRun = cluster.allSatisfy(\.isUnspaced)
      let positions = Set(cluster.map(\.position)).sorted()
      for position in positions {
        let here = cluster.filter { $0.position == position }
        if isRun,
          let pair = here.first(where: { $0.form == .variant && $0.length == 2 })
            ?? here.first(where: { $0.length == 2 })
        {
          places.append((position - start, [pair.term], nil))
        } else if isRun, positions.count > 1 {
          continue  // the last character of a run is the second of its last pair
        } else if isRun, let single = here.first(where: { $0.length == 1 }) {
          let prefix = single.isUnspacedCharacter ? single.term : nil
          places.append((position - start, [single.term], prefix))
        } else if let symbol = here.first(where: { $0.isSymbol && $0.length == 1 }) {
          places.append((position - start, [symbol.term], nil))
        } else if let word = here.first(where: { $0.form == .word }) {
          places.append((position - start, [word.term], nil))
        }
      }
    }
    return places
  }

  private func pieces(of text: String) throws(ICUError) -> [Piece] {
    var pieces: [Piece] = []
    var places: [PieceKey: Int] = [:]
    for language in languages {
      try session.withTokens(of: text, language: language) { tokens in
        if languages.count == 1, Self.areWords(tokens) {
          pieces.reserveCapacity(tokens.count)
          for i in 0..<tokens.count { pieces.append(Piece(tokens, i)) }
        } else {
          Self.add(tokens, to: &pieces, &places)
        }
      }
    }
    guard !places.isEmpty else { return pieces }
    return pieces.sorted { ($0.position, $0.form.rawValue) < ($1.position, $1.form.rawValue) }
  }

  /// Whether all tokens are words, each at a position of its own: there is nothing to be told apart.
  private static func areWords(_ tokens: borrowing TokenBuffer) -> Bool {
    for i in 0..<tokens.count {
      guard tokens.forms[i] == .word, i == 0 || tokens.positions[i] > tokens.positions[i - 1] else {
        return false
      }
    }
    return true
  }

  /// Adds the tokens that a language makes of the text, those that are new.
  private static func add(
    _ tokens: borrowing TokenBuffer, to pieces: inout [Piece], _ places: inout [PieceKey: Int]
  ) {
    // The words and variants of this language that have not had their stem: stems stand in the order of
    // their owners, at the same place.
    var awaiting: [Int] = []
    for i in 0..<tokens.count {
      let piece = Piece(tokens, i)
      if piece.form == .stem {
        let place = awaiting.firstIndex {
          pieces[$0].position == piece.position && pieces[$0].range == piece.range
            && pieces[$0].length == piece.length
        }
        guard let place else { continue }
        let owner = awaiting.remove(at: place)
        if !pieces[owner].stems.contains(piece.term) { pieces[owner].stems.append(piece.term) }
        continue
      }
      if let first = awaiting.first, pieces[first].position < piece.position {
        awaiting.removeAll(keepingCapacity: true)
      }
      let key = PieceKey(
        bytes: piece.term, position: piece.position, length: piece.length,
        start: piece.range.lowerBound)
      if let known = places[key] {
        awaiting.append(known)
      } else {
        awaiting.append(pieces.count)
        places[key] = pieces.count
        pieces.append(piece)
      }
    }
  }

  private struct PieceKey: Hashable {
    let bytes: [UInt8]
    let position: Int
    let length: Int
    let start: Int
  }

  /// Pieces that overlap in position belong together.
  private func clusters(_ pieces: [Piece]) -> [[Piece]] {
    var clusters: [[Piece]] = []
    var end = Int.min
    for piece in pieces {
      if piece.position >= end { clusters.append([]) }
      clusters[clusters.count - 1].append(piece)
      end = max(end, piece.position + piece.length)
    }
    return clusters
  }

  private func shape(of cluster: [Piece]) -> TextUnit.Shape? {
    guard let first = cluster.first else { return nil }
    let end = cluster.map { $0.position + $0.length }.max() ?? first.position
    let span = end - first.position
    let parts = Set(cluster.map(\.position)).sorted().map { position in
      word(cluster.filter { $0.position == position && $0.length == 1 })
    }.filter { !$0.isEmpty }
    if let symbol = cluster.first(where: { $0.isSymbol && $0.length == span }) {
      return .symbol(whole: [UnitTerm(bytes: symbol.term, kind: .words)], parts: parts)
    }
    if cluster.allSatisfy(\.isUnspaced), span > 1 || first.isUnspacedCharacter {
      return run(cluster)
    }
    if span == 1 { return .word(word(cluster)) }
    let joined = cluster.filter { $0.length == span }.flatMap(\.unitTerms)
    return joined.isEmpty && parts.count == 1
      ? .word(parts[0]) : .compound(joined: joined, parts: parts)
  }

  private func run(_ cluster: [Piece]) -> TextUnit.Shape {
    func terms(_ pieces: [Piece]) -> [UnitTerm] {
      pieces.map { UnitTerm(bytes: $0.term, kind: .words) }
    }
    let pairs = cluster.filter { $0.length == 2 }
    // A longer dictionary word would only repeat what its pairs say; a Korean word, which stands between
    // spaces, says more.
    let words = cluster.filter {
      $0.form == .word && ($0.length == 1 || $0.length > 2 && $0.isKorean)
    }
    let rest = cluster.count == 1 && cluster[0].length == 1 ? terms(cluster)[0] : nil
    return .run(words: terms(words), pairs: terms(pairs), rest: rest)
  }

  /// The terms of the pieces at one position that stand for the whole word there: parts of a dotted
  /// word are left to those who type them, the part after an apostrophe is not.
  private func word(_ pieces: [Piece]) -> [UnitTerm] {
    if pieces.count == 1 { return pieces[0].unitTerms }
    guard let whole = pieces.first(where: { $0.form == .word }) ?? pieces.first else { return [] }
    let hasApostrophe = whole.term.contains(UInt8(ascii: "'"))
    var terms: [UnitTerm] = []
    for piece in pieces where piece.range == whole.range || hasApostrophe {
      for term in piece.unitTerms where !terms.contains(term) { terms.append(term) }
    }
    return terms
  }
}

extension Unicode.Scalar {
  /// Whether this is a character of Han, Kana or Hangul, as far as terms begin with it.
  var isOfUnspacedScript: Bool {
    switch value {
    case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
