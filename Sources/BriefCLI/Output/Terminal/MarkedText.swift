// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A text with marks, made fit for a line: whatever comes out of an archive may hold line ends, tabs
// or sequences that steer a terminal, and none of these may reach one.

/// A text of which some parts are marked, one reader's character at a time.
package struct MarkedText: Sendable, Hashable {
  /// A character and whether it is marked.
  package struct Piece: Sendable, Hashable {
    package var character: Character
    package var isMarked: Bool
  }

  package private(set) var pieces: [Piece] = []

  /// `text` with `marks` (UTF-8 byte ranges in it). Line ends, tabs and runs of spaces become one
  /// space, control characters disappear.
  package init(_ text: String, marks: [Range<Int>] = []) {
    var marks = marks.sorted { $0.lowerBound < $1.lowerBound }[...]
    var offset = 0
    pieces.reserveCapacity(text.utf8.count)
    for character in text {
      while let mark = marks.first, mark.upperBound <= offset { marks.removeFirst() }
      let end = offset + character.utf8.count
      let isMarked = marks.first.map { $0.lowerBound < end && offset < $0.upperBound } ?? false
      append(character, isMarked: isMarked)
      offset = end
    }
    if pieces.last?.character == " " { pieces.removeLast() }
  }

  private mutating func append(_ character: Character, isMarked: Bool) {
    if character.isWhitespace {
      guard let last = pieces.last, last.character != " " else { return }
      pieces.append(Piece(character: " ", isMarked: isMarked))
    } else if character.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }
    ) {
      let rest = String.UnicodeScalarView(
        character.unicodeScalars.filter { $0.properties.generalCategory != .control })
      for character in String(rest) {
        pieces.append(Piece(character: character, isMarked: isMarked))
      }
    } else {
      pieces.append(Piece(character: character, isMarked: isMarked))
    }
  }

  /// `text` without what may not stand in a line.
  package static func plain(_ text: String) -> String {
    let isClean = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    return isClean && !text.contains("  ") && !text.hasPrefix(" ") && !text.hasSuffix(" ")
      ? text : String(MarkedText(text).pieces.map(\.character))
  }
}
