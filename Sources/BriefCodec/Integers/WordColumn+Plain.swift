// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The plain twins of what kernels do with columns: a document at a time, bit for bit the same.

extension WordColumn {
  /// The level of a document of the segment.
  package func level(of document: UInt32) -> Int { Self.nibble(levels, document) }

  /// How often a document has the word, as far as it is known.
  package func frequency(of document: UInt32) -> Int { Self.nibble(frequencies, document) }

  private static func nibble(_ pairs: [UInt8], _ document: UInt32) -> Int {
    let (chunk, place) = (Int(document) / chunkLength, Int(document) % chunkLength)
    return Int(pairs[chunk * 32 + place % 32] >> UInt8(place / 32 * 4) & 15)
  }

  package func addLevelsPlain(
    from first: Int, _ count: Int, worth: Worth, to bounds: inout [UInt8]
  ) {
    let end = (count + Self.chunkLength - 1) / Self.chunkLength * Self.chunkLength
    for i in 0..<min(end, max(0, levels.count * 2 - first)) {
      let sum = Int(bounds[i]) + Int(worth.units[level(of: UInt32(first + i))])
      bounds[i] = UInt8(min(sum, 255))
    }
  }

  package func addLevelsPlain(
    of documents: [UInt32], _ count: Int, worth: Worth, to rests: inout [Float]
  ) {
    for i in 0..<count { rests[i] += worth.steps[level(of: documents[i])] }
  }

  package func markPlain(from first: Int, _ count: Int, in words: inout [UInt64]) {
    let end = (count + Self.chunkLength - 1) / Self.chunkLength * Self.chunkLength
    for i in 0..<min(end, max(0, levels.count * 2 - first))
    where level(of: UInt32(first + i)) > 0 {
      words[i / 64] |= 1 << UInt64(i % 64)
    }
  }

  package func addScoresPlain(
    of documents: [UInt32], _ count: Int, norms: RawSpan, inverseNorms: [Float], weight: Float,
    rounding: Float, worth: Worth, rests: inout [Float], to scores: inout [Float]
  ) -> [UInt32] {
    var unknown: [UInt32] = []
    for i in 0..<count {
      rests[i] -= worth.steps[level(of: documents[i])]
      let frequency = frequency(of: documents[i])
      guard frequency < Self.unknownFrequency else {
        unknown.append(UInt32(i))
        continue
      }
      guard frequency > 0 else { continue }
      let inverseNorm = inverseNorms[Int(norms.byte(at: Int(documents[i])))]
      let score = weight - weight / (1 + Float(frequency) * inverseNorm)
      scores[i] += (score + rounding) - rounding
    }
    return unknown
  }
}
