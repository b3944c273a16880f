// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Breaking a text into lines that fit: after spaces and hyphens, and between wide characters, as
// Chinese and Japanese are set (but closing punctuation does not begin a line and opening
// punctuation does not end one). A word longer than a line is cut where the line ends.

extension MarkedText {
  /// The text in lines of at most `width` cells (at least 2), without the spaces at their ends.
  ///
  /// Linear in the length of the text.
  package func lines(width: Int) -> [[Piece]] {
    let width = max(width, 2)
    var lines: [[Piece]] = []
    var line: [Piece] = []
    var cells = 0
    /// Where the line may end: the number of pieces before the break.
    var lastBreak = 0
    for (index, piece) in pieces.enumerated() {
      let size = DisplayWidth.of(piece.character)
      // Twice, if what is left after the break is still too long with a wide character.
      while cells + size > width, piece.character != " ", !line.isEmpty {
        let cut = lastBreak > 0 ? lastBreak : line.count
        lines.append(Self.trimmed(line[..<cut]))
        line = Array(line[cut...].drop { $0.character == " " })
        cells = line.reduce(0) { $0 + DisplayWidth.of($1.character) }
        lastBreak = 0
      }
      if line.isEmpty && piece.character == " " && !lines.isEmpty { continue }
      line.append(piece)
      cells += size
      let next = index + 1 < pieces.count ? pieces[index + 1].character : nil
      if let next, Self.mayBreak(after: piece.character, before: next) { lastBreak = line.count }
    }
    if !line.isEmpty { lines.append(Self.trimmed(line[...])) }
    return lines
  }

  private static func trimmed(_ line: ArraySlice<Piece>) -> [Piece] {
    var line = line
    while line.last?.character == " " { line.removeLast() }
    return Array(line)
  }

  private static func mayBreak(after character: Character, before next: Character) -> Bool {
    if character == " " { return next != " " }
    if character == "-" || character == "–" || character == "—" { return next.isLetter }
    guard DisplayWidth.of(character) == 2 || DisplayWidth.of(next) == 2 else { return false }
    return !closing.contains(next) && !opening.contains(character) && next != " "
  }

  private static let closing: Set<Character> = [
    "、", "。", "，", "．", "：", "；", "！", "？", "）", "」", "』", "】", "》", "〉", "”", "’", "％",
    "ー", "々", "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ",
    "ャ", "ュ", "ョ", ",", ".", ":", ";", "!", "?", ")", "]", "}", "%",
  ]
  private static let opening: Set<Character> = [
    "（", "「", "『", "【", "《", "〈", "“", "‘", "(", "[", "{",
  ]

  /// The beginning of `text` that fits in `width` cells, with `…` in the last if any is left out.
  package static func truncated(_ text: String, width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    guard width > 1 else { return width == 1 ? "…" : "" }
    var result = ""
    var cells = 0
    for character in text {
      let size = DisplayWidth.of(character)
      guard cells + size <= width - 1 else { break }
      result.append(character)
      cells += size
    }
    return result + "…"
  }
}
