// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every pair of frequent words has a number, its bytes; triples have those behind. A triple's is found by
// its two pairs, in one step each: where the triples of the first begin, and the place of the second among
// the pairs that begin with the word the first ends with.

/// The numbers of pairs and triples of frequent words.
struct TripleNumbers {
  /// By a pair's number: the first triple that begins with it, and its own place among those that a triple
  /// ends with; ``none`` if there are no such triples.
  private(set) var starts = [Int32](repeating: none, count: pairCount)
  private(set) var places = [Int32](repeating: none, count: pairCount)
  /// The words of each triple, a byte each.
  private var words: [UInt32] = []

  static let pairCount = 1 << 16
  static let none: Int32 = -1

  init(_ frequent: FrequentPairs) {
    var followers = [[UInt8]](repeating: [], count: 256)
    for pair in frequent.pairs {
      let first = Int(pair >> 8)
      places[Int(pair)] = Int32(followers[first].count)
      followers[first].append(UInt8(pair & 0xff))
    }
    for pair in frequent.pairs {
      starts[Int(pair)] = Int32(Self.pairCount + words.count)
      for third in followers[Int(pair & 0xff)] { words.append(UInt32(pair) << 8 | UInt32(third)) }
    }
  }

  /// How many triples there are.
  var count: Int { words.count }

  /// The number of a triple that is kept.
  func number(_ first: Int, _ second: Int, _ third: Int) -> Int? {
    let (start, place) = (starts[first << 8 | second], places[second << 8 | third])
    return start >= 0 && place >= 0 ? Int(start + place) : nil
  }

  /// The bytes of the pair or triple with a number.
  func term(_ number: Int) -> [UInt8] {
    guard number >= Self.pairCount else { return [UInt8(number >> 8), UInt8(number & 0xff)] }
    let words = words[number - Self.pairCount]
    return [UInt8(words >> 16), UInt8(words >> 8 & 0xff), UInt8(words & 0xff)]
  }
}
