// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents in the order of their values, beside the values themselves. Of n documents the one at place p
// is kept as its distance from p, plus n, so that documents in order all have the same.

extension PackedArray {
  /// The document at a place of an order of documents, which is this array; below `limit`, whatever the
  /// file says, or an error.
  @inline(__always)
  package func document(at place: Int, below limit: Int) throws(CorruptionError) -> Int {
    try document(try get(place), at: place, below: limit)
  }

  @inline(__always)
  private func document(
    _ distance: UInt64, at place: Int, below limit: Int
  ) throws(CorruptionError) -> Int {
    let (document, overflows) = distance.subtractingReportingOverflow(UInt64(count - place))
    guard !overflows, document < UInt64(limit) else {
      throw CorruptionError(
        file: file.name, offset: start, reason: "document in the order of a column",
        expected: UInt64(limit), found: document)
    }
    return Int(document)
  }

  /// Sets the bits of the documents at some places of an order of documents, which is this array. There is
  /// a bit for every document.
  package func mark(
    _ places: Range<Int>, in marks: inout [UInt64], below limit: Int
  ) throws(CorruptionError) {
    guard places.lowerBound >= 0, places.upperBound <= count else {
      throw beyondEnd(places.upperBound)
    }
    if width > 0 { try file.verify(bytes(places)) }
    let all = file.bytes
    var marks = marks.mutableSpan
    for place in places {
      let distance = width == 0 ? least : value(all, place)
      let document = try document(distance, at: place, below: limit)
      marks[document / 64] |= 1 << UInt64(document % 64)
    }
  }

  /// The first of some places of an order of documents, which is this array, whose document's value is at
  /// least `bound`; their end if there is none. Looks at as many documents as the number of places has
  /// binary digits.
  package func firstPlace(
    in places: Range<Int>, of values: PackedArray, atLeast bound: UInt64
  ) throws(CorruptionError) -> Int {
    var (low, high) = (places.lowerBound, places.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      let value = try values.get(document(at: middle, below: values.count))
      if value >= bound { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
