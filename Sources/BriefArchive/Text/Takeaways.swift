// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The bullets under “Key Takeaways”. Saved as text, the number of a bullet is glued to its
// words: the third of them, `• 32024 exports rose`, says “2024 exports rose”.
//
// A list counts as numbered if at least half of its bullets begin with their own ordinal;
// then each that does loses it. So `• 2024 exports rose`, second in a list without numbers,
// is left alone, and so is a rest that no number could begin: `024 exports`. A bullet that
// says nothing, or nothing but its ordinal, counts as one and is left out.

enum Takeaways {
  /// The bullets of a block of lines; a line without bullet goes on with the one before.
  /// Empty if the block is no list. `count` bullets came before.
  static func bullets(in lines: [String], after count: Int) -> [String] {
    var bullets: [String] = []
    for line in lines {
      if let text = withoutBullet(line) {
        bullets.append(text)
      } else if isBare(line) {
        bullets.append("")
      } else if isGlued(line, ordinal: count + bullets.count + 1) {
        bullets.append(line)
      } else if !bullets.isEmpty {
        bullets[bullets.count - 1] += " " + line
      } else {
        return []
      }
    }
    return bullets
  }

  /// The line after its bullet, or `nil` if it has none.
  static func withoutBullet(_ line: String) -> String? {
    guard let mark = line.unicodeScalars.first, "•‣◦▪▫●○·∙⁃*–-".unicodeScalars.contains(mark) else {
      return nil
    }
    let text = Paragraphs.trimmed(
      line.unicodeScalars.dropFirst().reduce(into: "") { $0.unicodeScalars.append($1) })
    return text.isEmpty ? nil : text
  }

  /// Whether the line is a bullet of which nothing is said. A dash or star alone is a rule or
  /// an ornament.
  static func isBare(_ line: String) -> Bool { line == "•" }

  /// The bullets that say something, without their ordinals if they are numbered.
  static func withoutOrdinals(_ bullets: [String]) -> [String] {
    let rests = bullets.enumerated().map { index, bullet in
      bullet == String(index + 1) ? "" : rest(of: bullet, after: index + 1)
    }
    let said = zip(bullets, rests).filter { !$0.0.isEmpty }
    let numbered = said.count { $0.1 != nil }
    guard numbered * 2 >= said.count else { return said.map(\.0) }
    return said.compactMap { bullet, rest in rest == "" ? nil : rest ?? bullet }
  }

  private static func isGlued(_ line: String, ordinal: Int) -> Bool {
    rest(of: line, after: ordinal) != nil
  }

  /// What follows the ordinal at the beginning of `bullet`; `nil` if it does not begin with
  /// it, or nothing or no word or number follows.
  private static func rest(of bullet: String, after ordinal: Int) -> String? {
    let number = String(ordinal)
    guard bullet.utf8.starts(with: number.utf8) else { return nil }
    var rest = bullet.unicodeScalars.dropFirst(number.utf8.count)
    if let first = rest.first, ".):".unicodeScalars.contains(first) {
      // “1. Text”; but “1.5 million” has no ordinal.
      guard let second = rest.dropFirst().first, second.properties.isWhitespace else { return nil }
      rest = rest.dropFirst()
    }
    let text = Paragraphs.trimmed(rest.reduce(into: "") { $0.unicodeScalars.append($1) })
    let scalars = text.unicodeScalars
    guard let first = scalars.first else { return nil }
    let second = scalars.dropFirst().first
    if first == "0", let second, ("0"..."9").contains(second) { return nil }
    return text
  }
}
