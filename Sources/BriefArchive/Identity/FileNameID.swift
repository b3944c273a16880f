// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The id in a file's name. The name without extensions is cut at every character that is
// neither an ASCII letter nor a digit; then
//
//   1. a UUID (parts of 8, 4, 4, 4 and 12 hexadecimal digits, joined by hyphens), else
//   2. the last part of 12 to 64 hexadecimal digits, with a letter and a digit, else
//   3. the last part of 6 to 20 decimal digits that are no date (202403, 20240301, …)
//
// is the id, in lower case. Shorter numbers are ordinals, `000_…`, `2024/03/01.txt`, and
// would clash; a file with none of these is known by its path.

enum FileNameID {
  /// The id in `name`, a file's name without folders; `nil` if it has none.
  static func id(in name: some StringProtocol) -> String? {
    let stem = stem(of: name)
    let parts = stem.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    if let uuid = uuid(in: parts, of: stem) { return uuid }
    if let hexadecimal = parts.last(where: { isHexadecimalID($0) }) {
      return hexadecimal.lowercased()
    }
    return parts.last { isNumberID($0) }.map(String.init)
  }

  /// `name` without its extensions: `a.tar.gz` is `a`. A dot before a part that is longer
  /// than an extension or not letters and digits is part of the name.
  static func stem(of name: some StringProtocol) -> Substring {
    var stem = Substring(name)
    while let dot = stem.lastIndex(of: "."), dot > stem.startIndex {
      let suffix = stem[stem.index(after: dot)...]
      guard (1...5).contains(suffix.count),
        suffix.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }),
        suffix.contains(where: \.isLetter)
      else { break }
      stem = stem[..<dot]
    }
    return stem
  }

  private static func uuid(in parts: [Substring], of stem: Substring) -> String? {
    let lengths = [8, 4, 4, 4, 12]
    guard parts.count >= lengths.count else { return nil }
    for start in 0...(parts.count - lengths.count) {
      let group = parts[start..<(start + lengths.count)]
      guard zip(group, lengths).allSatisfy({ $0.utf8.count == $1 && isHexadecimal($0) }) else {
        continue
      }
      let text = stem[group[start].startIndex..<group[start + 4].endIndex]
      if text.utf8.count == 36, text.filter({ $0 == "-" }).count == 4 { return text.lowercased() }
    }
    return nil
  }

  private static func isHexadecimal(_ part: Substring) -> Bool {
    part.allSatisfy(\.isHexDigit)
  }

  private static func isHexadecimalID(_ part: Substring) -> Bool {
    (12...64).contains(part.utf8.count) && isHexadecimal(part) && part.contains(where: \.isLetter)
      && part.contains(where: \.isNumber)
  }

  private static func isNumberID(_ part: Substring) -> Bool {
    guard (6...20).contains(part.utf8.count), part.allSatisfy(\.isNumber) else { return false }
    return ![6, 8, 10, 12, 14].contains(part.utf8.count) || !beginsWithDate(part)
  }

  private static func beginsWithDate(_ digits: Substring) -> Bool {
    guard let year = Int(digits.prefix(4)), (1500...2199).contains(year),
      let month = Int(digits.dropFirst(4).prefix(2))
    else { return false }
    let day = digits.utf8.count >= 8 ? Int(digits.dropFirst(6).prefix(2)) : nil
    return CalendarDate(year: year, month: month, day: day) != nil
  }
}
