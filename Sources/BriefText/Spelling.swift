// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Did you mean …? Compares words by the fewest insertions, deletions, replacements and swaps of
// neighbours that lead from one to the other (restricted Damerau-Levenshtein distance).

/// Finds words that were probably meant.
public enum Spelling {
  /// The candidate nearest to `word`, if it is near enough for its length: one edit up to 4
  /// characters, two up to 8, three beyond. Case does not count. The first of equals wins.
  public static func nearest(to word: String, in candidates: [String]) -> String? {
    let limit = word.count <= 4 ? 1 : word.count <= 8 ? 2 : 3
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(word.lowercased(), candidate.lowercased(), limit: limit)
      guard distance <= limit, distance < best?.distance ?? .max else { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// The distance in characters, or `limit + 1` if it is larger than `limit`. The time grows with the
  /// product of the lengths; words of lengths further apart than the limit take none.
  public static func distance(_ first: String, _ second: String, limit: Int) -> Int {
    // Of a word that goes on for pages no more than shows that it is too long.
    let a = Array(first.prefix(second.utf8.count + limit + 1))
    let b = Array(second.prefix(first.utf8.count + limit + 1))
    guard abs(a.count - b.count) <= limit else { return limit + 1 }
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        row.append(cost)
      }
      guard row.contains(where: { $0 <= limit }) else { return limit + 1 }
      beforePrevious = previous
      previous = row
    }
    return min(previous[b.count], limit + 1)
  }
}
