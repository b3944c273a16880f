// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The oracle: answers by looking at every word of every text, as obviously as can be written. Words are
// runs of ASCII letters between single blanks, so that the engine's words are the same.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Texts, and what is found in them.
struct ScannedArchive {
  struct Brief {
    var id: String
    /// `title` and `text`, by words.
    var fields: [String: [String]]
    var topic: String
    var day: Int
  }

  /// What can be asked. A field of `nil` is all of them.
  indirect enum Question {
    case word(String, field: String?)
    case phrase([String], slop: Int, field: String?)
    case prefix(String, field: String?)
    case topic(String)
    case days(ClosedRange<Int>)
    case all([Question])
    case any([Question])
    case excluding(Question, Question)
    case restricted(Question, to: Question)
    case boost(Question, Double)
  }

  static let weights = ["title": 3, "text": 1]
  static let k1 = 1.2
  static let b = 0.75
  var briefs: [Brief] = []

  private func names(_ field: String?) -> [String] { field.map { [$0] } ?? ["title", "text"] }

  /// Whether a brief is found.
  func matches(_ brief: Brief, _ question: Question) -> Bool {
    switch question {
    case .word(let word, let field):
      names(field).contains { brief.fields[$0, default: []].contains(word) }
    case .prefix(let prefix, let field):
      names(field).contains { brief.fields[$0, default: []].contains { $0.hasPrefix(prefix) } }
    case .phrase(let words, let slop, let field):
      names(field).contains {
        !Self.places(of: words, in: brief.fields[$0] ?? [], slop: slop).isEmpty
      }
    case .topic(let topic): brief.topic == topic
    case .days(let days): days.contains(brief.day)
    case .all(let questions): questions.allSatisfy { matches(brief, $0) }
    case .any(let questions): questions.contains { matches(brief, $0) }
    case .excluding(let a, let b): matches(brief, a) && !matches(brief, b)
    case .restricted(let a, let condition): matches(brief, a) && matches(brief, condition)
    case .boost(let a, _): matches(brief, a)
    }
  }

  /// The score of a brief that is found, by the textbook; `nil` if the question has what the textbook
  /// has nothing to say of.
  func score(_ brief: Brief, _ question: Question, boost: Double = 1) -> Double? {
    switch question {
    case .word(let word, let field):
      return score(brief, field, boost * idf(field) { $0.contains(word) }) { words in
        words.count { $0 == word }
      }
    case .phrase(let words, 0, let field):
      let weight = words.reduce(0) { sum, word in sum + idf(field) { $0.contains(word) } }
      return score(brief, field, boost * weight) { Self.places(of: words, in: $0, slop: 0).count }
    case .phrase, .prefix: return nil
    case .topic, .days: return 0
    case .all(let questions), .any(let questions):
      var sum = 0.0
      for question in questions where matches(brief, question) {
        guard let score = score(brief, question, boost: boost) else { return nil }
        sum += score
      }
      return sum
    case .excluding(let a, _), .restricted(let a, _): return score(brief, a, boost: boost)
    case .boost(let a, let factor): return score(brief, a, boost: boost * factor)
    }
  }

  /// BM25, over several fields BM25F.
  private func score(
    _ brief: Brief, _ field: String?, _ weight: Double, _ count: ([String]) -> Int
  ) -> Double {
    func sum(_ brief: Brief, _ value: ([String]) -> Int) -> Double {
      names(field).reduce(0) { sum, name in
        let factor = field == nil ? Self.weights[name] ?? 1 : 1
        return sum + Double(factor * value(brief.fields[name] ?? []))
      }
    }
    let frequency = sum(brief, count)
    guard frequency > 0 else { return 0 }
    let having = briefs.filter { sum($0, \.count) > 0 }
    let average = having.reduce(0) { $0 + sum($1, \.count) } / Double(having.count)
    let length = sum(brief, \.count)
    return weight * frequency / (frequency + Self.k1 * (1 - Self.b + Self.b * length / average))
  }

  private func idf(_ field: String?, _ has: ([String]) -> Bool) -> Double {
    let having = briefs.filter { brief in
      names(field).contains { !brief.fields[$0, default: []].isEmpty }
    }
    let n = Double(
      having.count { brief in names(field).contains { has(brief.fields[$0] ?? []) } })
    return log1p((Double(having.count) - n + 0.5) / (n + 0.5))
  }

  /// Where the words of a phrase stand, each used once, within the slop: a list of indices a place.
  private static func places(of phrase: [String], in words: [String], slop: Int) -> [[Int]] {
    func places(_ chosen: [Int]) -> [[Int]] {
      guard chosen.count < phrase.count else {
        let shifts = chosen.enumerated().map { $1 - $0 }
        let spread = (shifts.max() ?? 0) - (shifts.min() ?? 0)
        return spread <= slop && Set(chosen).count == chosen.count ? [chosen] : []
      }
      return words.indices.filter { words[$0] == phrase[chosen.count] }.flatMap {
        places(chosen + [$0])
      }
    }
    return places([])
  }

  /// What of a field is marked, in bytes of its words joined by blanks; `nil` if the smallest places of
  /// sloppy phrases would have to be told from others.
  func marks(_ brief: Brief, _ question: Question, field name: String) -> Set<Range<Int>>? {
    let words = brief.fields[name] ?? []
    var starts: [Int] = []
    var end = 0
    for word in words {
      starts.append(end)
      end += word.utf8.count + 1
    }
    func range(_ first: Int, _ last: Int) -> Range<Int> {
      starts[first]..<(starts[last] + words[last].utf8.count)
    }
    var ranges: [Range<Int>] = []
    func collect(_ question: Question) -> Bool {
      switch question {
      case .word(let word, let field):
        guard names(field).contains(name) else { return true }
        ranges += words.indices.filter { words[$0] == word }.map { range($0, $0) }
      case .prefix(let prefix, let field):
        guard names(field).contains(name) else { return true }
        ranges += words.indices.filter { words[$0].hasPrefix(prefix) }.map { range($0, $0) }
      case .phrase(let phrase, let slop, let field):
        guard slop == 0 else { return false }
        guard names(field).contains(name) else { return true }
        ranges += Self.places(of: phrase, in: words, slop: 0).map { range($0[0], $0[$0.count - 1]) }
      case .topic, .days: break
      case .all(let questions), .any(let questions): return questions.allSatisfy(collect)
      case .restricted(let a, let condition): return collect(a) && collect(condition)
      case .excluding(let a, _), .boost(let a, _): return collect(a)
      }
      return true
    }
    guard collect(question) else { return nil }
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return Set(merged)
  }
}
