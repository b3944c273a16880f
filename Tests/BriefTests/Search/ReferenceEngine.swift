// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The oracle: finds and scores by looking at every word of every document, as slowly and as obviously
// as can be written. Words are runs of letters, lower-cased, without stems: tests that compare with it
// use the `standard` analyzer, where the engine's words are the same.

import Brief

/// A collection held as lists of words.
struct ReferenceEngine {
  var documents: [(id: String, words: [String])] = []

  /// What can be asked of it.
  indirect enum Question {
    case word(String)
    case phrase([String], slop: Int)
    case prefix(String)
    case all([Question])
    case any([Question])
    case excluding(Question, Question)
  }

  /// The documents that match, by identifier.
  func matches(_ question: Question) -> Set<String> {
    Set(documents.filter { matches($0.words, question) }.map(\.id))
  }

  private func matches(_ words: [String], _ question: Question) -> Bool {
    switch question {
    case .word(let word): words.contains(word)
    case .prefix(let prefix): words.contains { $0.hasPrefix(prefix) }
    case .phrase(let phrase, let slop): spans(words, phrase, slop: slop) > 0
    case .all(let questions): questions.allSatisfy { matches(words, $0) }
    case .any(let questions): questions.contains { matches(words, $0) }
    case .excluding(let a, let b): matches(words, a) && !matches(words, b)
    }
  }

  /// The number of ways to place the phrase's words, each once, within the slop.
  private func spans(_ words: [String], _ phrase: [String], slop: Int) -> Int {
    let places = phrase.map { word in words.indices.filter { words[$0] == word } }
    func count(_ index: Int, _ chosen: [Int]) -> Int {
      guard index < phrase.count else {
        let adjusted = chosen.enumerated().map { $1 - $0 }
        let spread = (adjusted.max() ?? 0) - (adjusted.min() ?? 0)
        return Set(chosen).count == chosen.count && spread <= slop ? 1 : 0
      }
      return places[index].reduce(0) { $0 + count(index + 1, chosen + [$1]) }
    }
    return count(0, [])
  }

  /// BM25 by its textbook form in double precision, with exact lengths.
  func score(_ word: String, in id: String, k1: Double, b: Double) -> Double? {
    guard let document = documents.first(where: { $0.id == id }) else { return nil }
    let frequency = Double(document.words.count { $0 == word })
    guard frequency > 0 else { return nil }
    let count = Double(documents.count)
    let having = Double(documents.count { $0.words.contains(word) })
    let average = Double(documents.reduce(0) { $0 + $1.words.count }) / count
    let idf = log1p((count - having + 0.5) / (having + 0.5))
    let length = Double(document.words.count)
    return idf * frequency / (frequency + k1 * (1 - b + b * length / average))
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
