// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The query as the lexer reads it: scalars by number, and where each of them stands in UTF-8.

/// A query as an array of scalars that know their byte offsets.
struct QueryText {
  let scalars: [Unicode.Scalar]
  /// The byte at which each scalar begins; one more for the end.
  let offsets: [Int]

  init(_ text: Substring) {
    var scalars: [Unicode.Scalar] = []
    var offsets: [Int] = []
    scalars.reserveCapacity(text.utf8.count)
    offsets.reserveCapacity(text.utf8.count + 1)
    var offset = 0
    for scalar in text.unicodeScalars {
      scalars.append(scalar)
      offsets.append(offset)
      offset += UTF8.width(scalar)
    }
    offsets.append(offset)
    self.scalars = scalars
    self.offsets = offsets
  }

  var count: Int { scalars.count }

  /// The bytes of the scalars in `range`.
  func bytes(_ range: Range<Int>) -> Range<Int> {
    offsets[range.lowerBound]..<offsets[range.upperBound]
  }

  /// The scalars in `range` as they were typed.
  func slice(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  /// What to put in the place of `range` when it is left out: nothing, or a blank if its
  /// neighbours would grow together.
  func gap(_ range: Range<Int>) -> String {
    guard range.lowerBound > 0, range.upperBound < count,
      !scalars[range.upperBound].isBlank
    else { return "" }
    let before = range.lowerBound - 1
    guard scalars[before].isBlank else { return " " }
    return before > 0 && scalars[before - 1] == "\\" ? " " : ""
  }

  /// The same for a range of bytes, which must be on scalar boundaries.
  func gap(bytes: Range<Int>) -> String {
    gap(index(ofByte: bytes.lowerBound)..<index(ofByte: bytes.upperBound))
  }

  private func index(ofByte offset: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
