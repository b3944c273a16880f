// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Ranges in brackets, directly after a field:
//
//     range = ( "[" | "{" ) bound "TO" bound ( "]" | "}" )
//     bound = "*" | quoted | characters but blanks, brackets and parentheses
//
// A bracket that is missing, a missing TO between two values, a missing value, or one value alone
// are read for what they must mean. Anything else in brackets is a word.

extension Lexer {
  private struct Item {
    var text: String
    var range: Range<Int>
    var isQuoted: Bool
  }

  mutating func lexRange() -> Bool {
    let start = index
    let lowerIsIn = peek(start)?.sign == "["
    var items: [Item] = []
    var end = start + 1
    while items.count < 3, let item = readItem(from: end) {
      items.append(item)
      end = item.range.upperBound
    }
    let itemsEnd = end
    while let scalar = peek(end), scalar.isBlank { end += 1 }
    let closing = peek(end).flatMap { $0 == "]" || $0 == "}" ? $0 : nil }
    let found = ends(items, isClosed: closing != nil)
    if closing == nil || found == nil {
      openRanges.append(source.offsets[start + 1]...source.offsets[end])
    }
    guard let (lower, upper, isRegular) = found else { return false }
    let bounds = RangeBounds(
      lower: bound(lower, inclusive: lowerIsIn), upper: bound(upper, inclusive: closing != "}"))
    index = closing == nil ? itemsEnd : end + 1
    let range = start..<index
    if (closing == nil && !isCut) || !isRegular {
      report(.irregularRange, range, suggestion: bounds.printed)
    }
    appendOperand(.range(bounds, SourceText(bounds.words, at: source.bytes(range))), range)
    lexSuffixes()
    return true
  }

  /// Which items are the two ends, and whether that is plain from how they were written.
  private func ends(
    _ items: [Item], isClosed: Bool
  ) -> (lower: Item?, upper: Item?, isRegular: Bool)? {
    func isTo(_ place: Int) -> Bool {
      place < items.count && !items[place].isQuoted
        && (items[place].text == "TO" || items[place].text == "to")
    }
    if isTo(1) { return (items[0], items.count > 2 ? items[2] : nil, items.count > 2) }
    guard isClosed, items.count < 3 else { return nil }
    if isTo(0) { return (nil, items.count > 1 ? items[1] : nil, false) }
    return (items.first, items.last, false)
  }

  private func bound(_ item: Item?, inclusive: Bool) -> RangeBounds.Bound? {
    guard let item, !item.text.isEmpty, item.isQuoted || item.text != "*" else { return nil }
    return RangeBounds.Bound(item.text, at: source.bytes(item.range), inclusive: inclusive)
  }

  /// The next value in the brackets; nil if there is none.
  private mutating func readItem(from start: Int) -> Item? {
    var start = start
    while let scalar = peek(start), scalar.isBlank { start += 1 }
    if let opening = peek(start), Quotation.isOfTheMixedKind(opening) {
      if let item = readQuotedItem(from: start) { return item }
    }
    var text = String.UnicodeScalarView()
    var end = start
    while !isBoundary(end), let scalar = peek(end), scalar != "]", scalar != "}" {
      end += 1
      if scalar == "\\", let escaped = peek(end), !escaped.isWordCharacter {
        text.append(escaped)
        end += 1
      } else {
        if scalar == "\\", end == source.count { ending = "\\" }
        text.append(scalar)
      }
    }
    guard end > start else { return nil }
    return Item(text: String(text), range: start..<end, isQuoted: false)
  }

  private mutating func readQuotedItem(from start: Int) -> Item? {
    var text = String.UnicodeScalarView()
    var end = start + 1
    while let scalar = peek(end) {
      end += 1
      if Quotation.isOfTheMixedKind(scalar) {
        return Item(text: String(text), range: start..<end, isQuoted: true)
      }
      if scalar == "\\", let escaped = peek(end), !escaped.isWordCharacter {
        text.append(escaped)
        end += 1
      } else {
        text.append(scalar)
      }
    }
    return nil
  }
}
