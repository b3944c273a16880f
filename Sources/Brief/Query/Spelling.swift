// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Did you mean": the nearest of a few known names.

package enum Spelling {
  /// The name fewest edits away, if it is at most two (one for names of up to four letters).
  package static func nearest(_ word: String, among names: [String]) -> String? {
    let word = word.lowercased()
    let limit = word.count <= 4 ? 1 : 2
    let scored = names.map { (name: $0, edits: edits(word, $0.lowercased())) }
    return scored.filter { $0.edits <= limit }.min { $0.edits < $1.edits }?.name
  }

  /// The edit distance of two short words (insertions, deletions, replacements, swaps).
  private static func edits(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var least = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, before[j - 1] + 1)
        }
        row.append(least)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
