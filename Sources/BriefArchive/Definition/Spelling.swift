// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The word somebody meant: the nearest by Damerau's distance (insertions, deletions,
// replacements and swaps of neighbours), if it is near enough.

enum Spelling {
  /// The nearest of `words`, at most a third of its letters and never more than two away.
  static func nearest(to word: String, among words: [String]) -> String? {
    let typed = Array(word.lowercased().prefix(40))
    let ranked = words.map { (word: $0, distance: distance(typed, Array($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, min(2, best.word.count / 3)) ? best.word : nil
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 1..<(a.count + 1) {
      var row = [i]
      for j in 1..<(b.count + 1) {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, rows[i - 2][j - 2] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
