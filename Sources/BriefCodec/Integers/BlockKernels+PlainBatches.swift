// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The plain twins of the kernels for batches and windows.

extension BlockKernels {
  package static func selectReachingPlain(
    _ floor: Float, of documents: [UInt32], _ scores: [Float], _ source: Range<Int>
  ) -> (documents: [UInt32], scores: [Float]) {
    let kept = source.filter { scores[$0] >= floor }
    return (kept.map { documents[$0] }, kept.map { scores[$0] })
  }

  package static func selectMembersPlain(
    of words: [UInt64], _ documents: [UInt32], _ scores: [Float], count: Int
  ) -> (documents: [UInt32], scores: [Float]) {
    let kept = (0..<count).filter { i in
      let document = Int(documents[i])
      return document / 64 < words.count && words[document / 64] >> UInt64(document % 64) & 1 == 1
    }
    return (kept.map { documents[$0] }, kept.map { scores[$0] })
  }

  package static func matchPlain(
    _ candidates: [UInt32], _ range: Range<Int>, with documents: [UInt32], count: Int
  ) -> (matched: [UInt32], places: [UInt32]) {
    var matched: [UInt32] = []
    var places: [UInt32] = []
    for i in range {
      guard let place = documents[..<count].firstIndex(of: candidates[i]) else { continue }
      matched.append(UInt32(i - range.lowerBound))
      places.append(UInt32(place))
    }
    return (matched, places)
  }

  package static func addMatchesPlain(
    _ candidates: [UInt32], _ range: Range<Int>, matched: [UInt32], places: [UInt32], count: Int,
    frequencies: [UInt32], norms: RawSpan, inverseNorms: [Float], weight: Float, rounding: Float,
    to scores: inout [Float]
  ) -> Bool {
    for i in 0..<count {
      let candidate = range.lowerBound + Int(matched[i])
      guard Int(candidates[candidate]) < norms.byteCount else { return false }
      let norm = Int(norms.byte(at: Int(candidates[candidate])))
      let score =
        weight - weight / (1 + Float(frequencies[Int(places[i])]) * inverseNorms[norm])
      scores[candidate] += (score + rounding) - rounding
    }
    return true
  }

  package static func collectPlain(
    _ window: inout [Float], marks: inout [UInt64], base: UInt32, floor: Float
  ) -> (documents: [UInt32], scores: [Float]) {
    var found: (documents: [UInt32], scores: [Float]) = ([], [])
    for slot in 0..<(marks.count * 64) where marks[slot / 64] >> UInt64(slot % 64) & 1 == 1 {
      if window[slot] >= floor {
        found.documents.append(base + UInt32(slot))
        found.scores.append(window[slot])
      }
      window[slot] = 0
    }
    for i in marks.indices { marks[i] = 0 }
    return found
  }

  package static func markPlain(
    _ documents: [UInt32], _ range: Range<Int>, base: UInt32, in marks: inout [UInt64]
  ) -> Bool {
    for document in documents[range] {
      guard document >= base, Int(document - base) < marks.count * 64 else { return false }
      marks[Int(document - base) / 64] |= 1 << UInt64((document - base) % 64)
    }
    return true
  }

  package static func bestImpactPlain(_ impacts: [(UInt32, UInt8)], inverseNorms: [Float]) -> Float
  {
    impacts.map { Float($0.0) * inverseNorms[Int($0.1)] }.max() ?? 0
  }
}
