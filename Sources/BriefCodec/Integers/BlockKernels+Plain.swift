// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The plain twins of the kernels: the same results, bit for bit, said as simply as it can be said.
// They are what the kernels are tested against.

extension BlockKernels {
  package static func unpackPlain(
    _ bytes: RawSpan, at offset: Int, width: Int, raisedBy addend: UInt32 = 0,
    into values: inout [UInt32]
  ) {
    for i in 0..<blockLength {
      let lane = i % 8
      let bit = i / 8 * width
      let word = offset + 32 * (bit / 32) + 4 * lane
      var value = UInt64(bytes.uint32(at: word)) >> UInt64(bit % 32)
      if bit % 32 + width > 32 {
        value |= UInt64(bytes.uint32(at: word + 32)) << UInt64(32 - bit % 32)
      }
      values[i] = UInt32(truncatingIfNeeded: value & (1 << UInt64(width) - 1)) &+ addend
    }
  }

  package static func unpackDeltasPlain(
    _ bytes: RawSpan, at offset: Int, width: Int, base: UInt32, into documents: inout [UInt32]
  ) {
    unpackPlain(bytes, at: offset, width: width, into: &documents)
    sumGapsPlain(&documents, count: blockLength, base: base)
  }

  package static func unpackTailPlain(
    _ bytes: RawSpan, at offset: Int, width: Int, count: Int, raisedBy addend: UInt32 = 0,
    into values: inout [UInt32]
  ) {
    for i in 0..<count {
      values[i] = 0
      for b in 0..<width {
        let bit = offset * 8 + i * width + b
        values[i] |= UInt32(bytes.byte(at: bit / 8) >> UInt8(bit % 8) & 1) << UInt32(b)
      }
      values[i] &+= addend
    }
  }

  package static func sumGapsPlain(_ documents: inout [UInt32], count: Int, base: UInt32) {
    var next = base
    for i in 0..<count {
      documents[i] = next &+ documents[i]
      next = documents[i] &+ 1
    }
  }

  package static func packPlain(
    _ values: Span<UInt32>, width: Int, into bytes: inout ByteWriter
  ) {
    var words = [UInt32](repeating: 0, count: 8 * width)
    for i in 0..<blockLength {
      for b in 0..<width where values[i] >> UInt32(b) & 1 == 1 {
        let bit = i / 8 * width + b
        words[bit / 32 * 8 + i % 8] |= 1 << UInt32(bit % 32)
      }
    }
    for word in words { bytes.append(word) }
  }

  package static func expandBitsPlain(
    _ bytes: RawSpan, at offset: Int, wordCount: Int, base: UInt32, into documents: inout [UInt32]
  ) -> Int {
    var count = 0
    for i in 0..<(64 * wordCount) where bytes.byte(at: offset + i / 8) >> UInt8(i % 8) & 1 == 1 {
      if count < blockLength { documents[count] = base &+ UInt32(i) }
      count += 1
    }
    return count
  }

  package static func popcountPlain(_ words: [UInt64], count: Int) -> Int {
    words[..<count].reduce(0) { $0 + $1.nonzeroBitCount }
  }

  package static func firstAtOrAfterPlain(
    _ target: UInt32, in documents: [UInt32], from: Int, count: Int
  ) -> Int {
    documents[from..<count].firstIndex { $0 >= target } ?? count
  }

  package static func scoreBM25Plain(
    frequencies: [UInt32], norms: [UInt8], count: Int, inverseNorms: [Float], weight: Float,
    rounding: Float, into scores: inout [Float]
  ) {
    for i in 0..<count {
      let score = weight - weight / (1 + Float(frequencies[i]) * inverseNorms[Int(norms[i])])
      scores[i] = (score + rounding) - rounding
    }
  }

  package static func accumulatePlain(
    _ documents: [UInt32], _ scores: [Float], count: Int, base: UInt32, into window: inout [Float],
    marks: inout [UInt64]
  ) {
    for i in 0..<count {
      let slot = Int(documents[i] - base)
      window[slot] += scores[i]
      marks[slot / 64] |= 1 << UInt64(slot % 64)
    }
  }

  package static func gatherNormsPlain(
    _ documents: [UInt32], count: Int, norms all: RawSpan, into norms: inout [UInt8]
  ) -> Bool {
    for i in 0..<count {
      guard Int(documents[i]) < all.byteCount else { return false }
      norms[i] = all.byte(at: Int(documents[i]))
    }
    return true
  }
}
