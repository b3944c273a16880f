// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The kernels for batches and windows against their plain twins, on every path, bit for bit.

import BriefCodec
import BriefTestSupport
import Testing

@Suite struct BatchKernelsTests {
  private func documents(
    _ random: inout SeededGenerator, _ count: Int, below limit: UInt32
  ) -> [UInt32] {
    precondition(count <= limit)
    var set = Set<UInt32>()
    while set.count < count { set.insert(UInt32.random(in: 0..<limit, using: &random)) }
    return set.sorted()
  }

  private func scores(_ random: inout SeededGenerator, _ count: Int) -> [Float] {
    (0..<count).map { _ in Float(Int.random(in: 0...40, using: &random)) / 8 }
  }

  @Test(arguments: UInt64(0)..<30) func `documents that reach the floor`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let documents = documents(&random, 200, below: 10_000)
    let scores = scores(&random, 200)
    let start = Int.random(in: 0...100, using: &random)
    let source = start..<Int.random(in: start...200, using: &random)
    for floor: Float in [-1, 0, 2.5, 5, 6, .infinity] {
      let plain = BlockKernels.selectReachingPlain(floor, of: documents, scores, source)
      for path in BlockKernels.Path.allCases {
        var (kept, keptScores) = (
          [UInt32](repeating: 0, count: 256), [Float](repeating: 0, count: 256)
        )
        let n = BlockKernels.selectReaching(
          floor, of: documents, scores, source, into: &kept, &keptScores, at: 7, path: path)
        #expect(
          Array(kept[7..<(7 + n)]) == plain.documents, "seed \(seed), floor \(floor), \(path)")
        #expect(Array(keptScores[7..<(7 + n)]) == plain.scores)
        var (moved, movedScores) = (documents, scores)
        let target = Int.random(in: 0...source.lowerBound, using: &random)
        let m = BlockKernels.selectReaching(
          floor, &moved, &movedScores, source, to: target, path: path)
        #expect(Array(moved[target..<(target + m)]) == plain.documents, "seed \(seed), in place")
        #expect(Array(movedScores[target..<(target + m)]) == plain.scores)
      }
    }
  }

  /// Documents as damaged lists may have them, too: in no order, and beyond the set.
  @Test(arguments: UInt64(0)..<40) func `documents that are in a set`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let wordCount = Int.random(in: 0...40, using: &random)
    let words = (0..<wordCount).map { _ in
      switch Int.random(in: 0..<4, using: &random) {
      case 0: UInt64.min
      case 1: UInt64.max
      default: UInt64.random(in: .min ... .max, using: &random)
      }
    }
    let beyond: [UInt32] = [
      UInt32(wordCount * 64), UInt32(wordCount * 64 + 63), 1 << 31 - 1, 1 << 31, .max - 1, .max,
    ]
    let isDamaged = seed % 4 == 3
    let documents =
      isDamaged || wordCount == 0
      ? (0..<200).map { _ in
        Bool.random(using: &random)
          ? beyond[Int.random(in: 0..<beyond.count, using: &random)]
          : UInt32.random(in: 0...UInt32(wordCount * 64), using: &random)
      }
      : documents(&random, min(200, wordCount * 64), below: UInt32(wordCount * 64))
    let scores = scores(&random, documents.count)
    for count in [0, 1, 7, 8, 9, 63, documents.count] where count <= documents.count {
      let plain = BlockKernels.selectMembersPlain(of: words, documents, scores, count: count)
      for path in BlockKernels.Path.allCases {
        var (moved, movedScores) = (documents, scores)
        let n = BlockKernels.selectMembers(
          of: words, &moved, &movedScores, count: count, path: path)
        #expect(Array(moved[..<n]) == plain.documents, "seed \(seed), \(count), \(path)")
        #expect(Array(movedScores[..<n]) == plain.scores)
        #expect(moved[count...] == documents[count...], "nothing behind them is touched")
      }
    }
  }

  @Test(arguments: UInt64(0)..<60) func `documents of a batch that are in a block`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let limit: UInt32 = [260, 600, 2_000, 100_000][Int(seed % 4)]
    let count = Int.random(in: 1...256, using: &random)
    let block = documents(&random, count, below: limit) + [UInt32](repeating: 7, count: 256 - count)
    let candidates = documents(&random, Int.random(in: 1...200, using: &random), below: limit)
    let start = Int.random(in: 0..<candidates.count, using: &random)
    let range = start..<candidates.count
    let plain = BlockKernels.matchPlain(candidates, range, with: block, count: count)
    var words = [UInt64](repeating: 0, count: 40)
    let base = block[0]
    let isDense = block[count - 1] - base < 40 * 64
    if isDense {
      for document in block[..<count] {
        words[Int(document - base) / 64] |= 1 << UInt64((document - base) % 64)
      }
    }
    var bytes = ByteWriter()
    for word in words { bytes.append(word) }
    let bits = MappedFile(copying: bytes.bytes)
    for path in BlockKernels.Path.allCases {
      var (matched, places) = (
        [UInt32](repeating: 0, count: 256), [UInt32](repeating: 0, count: 256)
      )
      let n = BlockKernels.match(
        candidates, range, with: block, count: count, matched: &matched, places: &places,
        path: path)
      #expect(Array(matched[..<n]) == plain.matched, "seed \(seed), \(path)")
      #expect(Array(places[..<n]) == plain.places, "seed \(seed), \(path)")
      guard isDense else { continue }
      let m = BlockKernels.match(
        candidates, range, withBits: bits.bytes, base: base, matched: &matched, places: &places,
        path: path)
      #expect(Array(matched[..<m]) == plain.matched, "seed \(seed), bits, \(path)")
      #expect(Array(places[..<m]) == plain.places, "seed \(seed), bits, \(path)")
    }
  }

  @Test(arguments: UInt64(0)..<20) func `scores of matches`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let candidates = documents(&random, 50, below: 1_000)
    let all = MappedFile(copying: (0..<900).map { _ in UInt8.random(in: 0...255, using: &random) })
    let inverse = (0..<256).map { _ in Float.random(in: 0.001...4, using: &random) }
    let frequencies = (0..<256).map { _ in UInt32.random(in: 1...50, using: &random) }
    let range = 5..<50
    let matched = (0..<45).filter { _ in Bool.random(using: &random) }.map { UInt32($0) }
    let places = matched.map { _ in UInt32.random(in: 0..<256, using: &random) }
    var fast = scores(&random, 50)
    var plain = fast
    let isFast = BlockKernels.addMatches(
      candidates, range, matched: matched, places: places, count: matched.count,
      frequencies: frequencies, norms: all.bytes, inverseNorms: inverse, weight: 3, rounding: 48,
      to: &fast)
    let isPlain = BlockKernels.addMatchesPlain(
      candidates, range, matched: matched, places: places, count: matched.count,
      frequencies: frequencies, norms: all.bytes, inverseNorms: inverse, weight: 3, rounding: 48,
      to: &plain)
    #expect(isFast == isPlain, "seed \(seed)")
    #expect(fast.map(\.bitPattern) == plain.map(\.bitPattern), "seed \(seed)")
  }

  @Test(arguments: UInt64(0)..<20) func `a window is collected and emptied`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for floor: Float in [0, 2, 100] {
      var window = [Float](repeating: 0, count: 512)
      var marks = [UInt64](repeating: 0, count: 8)
      for slot in documents(&random, Int(seed) * 20, below: 512) {
        window[Int(slot)] = Float(slot % 9)
        marks[Int(slot) / 64] |= 1 << UInt64(slot % 64)
      }
      var (plainWindow, plainMarks) = (window, marks)
      let plain = BlockKernels.collectPlain(
        &plainWindow, marks: &plainMarks, base: 1_000, floor: floor)
      for path in BlockKernels.Path.allCases {
        var (w, m) = (window, marks)
        var (found, sums) = ([UInt32](repeating: 0, count: 512), [Float](repeating: 0, count: 512))
        let n = BlockKernels.collect(
          &w, marks: &m, base: 1_000, floor: floor, into: &found, &sums, path: path)
        #expect(Array(found[..<n]) == plain.documents, "seed \(seed), floor \(floor), \(path)")
        #expect(Array(sums[..<n]) == plain.scores)
        #expect(w == plainWindow && m == plainMarks)
      }
    }
  }

  @Test(arguments: UInt64(0)..<30) func `documents and words are marked`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let base: UInt32 = 64 * 5
    // Now and then one lies outside.
    let limit: UInt32 = seed % 3 == 0 ? 1_100 : 1_000
    let documents = documents(&random, 60, below: limit).map { base + $0 }
    var marks = [UInt64](repeating: 0, count: 16)
    var plain = marks
    let isInside = BlockKernels.mark(documents, documents.indices, base: base, in: &marks)
    #expect(
      isInside == BlockKernels.markPlain(documents, documents.indices, base: base, in: &plain))
    #expect(marks == plain, "seed \(seed)")

    let words = (0..<3).map { _ in random.next() & random.next() }
    let start = Int.random(in: 0..<(16 * 64), using: &random)
    let set = (0..<192).filter { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      .map { base + UInt32(start + $0) }
    var (byWord, byBit) = ([UInt64](repeating: 0, count: 16), [UInt64](repeating: 0, count: 16))
    let fits = BlockKernels.mark(words: words, count: 3, at: start, in: &byWord)
    let fitsPlain = BlockKernels.markPlain(set, set.indices, base: base, in: &byBit)
    #expect(fits == fitsPlain, "seed \(seed), start \(start)")
    if fits { #expect(byWord == byBit, "seed \(seed), start \(start)") }
  }

  @Test(arguments: UInt64(0)..<20) func `the best impact`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let inverse = (0..<256).map { _ in Float.random(in: 0.001...4, using: &random) }
    let impacts = (0..<Int(seed)).map { _ in
      (
        UInt32.random(in: 0...(UInt32.max >> UInt32(seed)), using: &random),
        UInt8.random(in: 0...255, using: &random)
      )
    }
    var bytes = ByteWriter()
    for (frequency, norm) in impacts {
      bytes.appendVarint(UInt64(frequency))
      bytes.append(norm)
    }
    let file = MappedFile(copying: bytes.bytes)
    let plain = BlockKernels.bestImpactPlain(impacts, inverseNorms: inverse)
    #expect(BlockKernels.bestImpact(file.bytes, inverseNorms: inverse) == plain, "seed \(seed)")
    if !impacts.isEmpty {
      let cut = file.bytes.extracting(0..<(file.bytes.byteCount - 1))
      #expect(BlockKernels.bestImpact(cut, inverseNorms: inverse) == nil, "a pair cut short")
    }
    let endless = MappedFile(copying: [UInt8](repeating: 0xFF, count: 12))
    #expect(BlockKernels.bestImpact(endless.bytes, inverseNorms: inverse) == nil)
  }

  @Test(arguments: UInt64(0)..<30) func `values add up`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = (0..<256).map { _ in
      UInt32.random(in: 0...(seed % 2 == 0 ? 5 : .max), using: &random)
    }
    for count in [0, 1, 7, 8, 9, 255, 256, Int.random(in: 0...256, using: &random)] {
      var plain = [UInt32](repeating: 9, count: 260)
      let bits = BlockKernels.prefixSumsPlain(values, count: count, into: &plain)
      for path in BlockKernels.Path.allCases {
        var fast = [UInt32](repeating: 9, count: 260)
        let found = BlockKernels.prefixSums(values, count: count, into: &fast, path: path)
        #expect(fast == plain && found == bits, "seed \(seed), \(count) values, \(path)")
      }
    }
  }
}
