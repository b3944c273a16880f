// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every kernel, in every version this processor runs, against its plain twin: the same bits.

import BriefCodec
import BriefTestSupport
import Testing

struct BlockKernelsTests {
  @Test(arguments: 1...32) func `unpacking`(width: Int) {
    var random = SeededGenerator(seed: UInt64(width))
    for offset in 0..<5 {
      let bytes = MappedFile(
        copying: (0..<(offset + 32 * width)).map { _ in UInt8.random(in: 0...255, using: &random) })
      var plain = [UInt32](repeating: 1, count: 256)
      let addend = [0, 1, UInt32.max, random.value(width: 32)][offset % 4]
      BlockKernels.unpackPlain(
        bytes.bytes, at: offset, width: width, raisedBy: addend, into: &plain)
      for path in BlockKernels.Path.allCases {
        var values = [UInt32](repeating: 2, count: 256)
        BlockKernels.unpack(
          bytes.bytes, at: offset, width: width, raisedBy: addend, into: &values, path: path)
        #expect(values == plain, "seed \(width), raised by \(addend), \(path)")
      }
    }
  }

  @Test(arguments: 1...32) func `unpacking gaps`(width: Int) {
    var random = SeededGenerator(seed: UInt64(width))
    for base in [0, 1, 1 << 31, UInt32.max - 200, UInt32.max] {
      let bytes = MappedFile(
        copying: (0..<(32 * width)).map { _ in UInt8.random(in: 0...255, using: &random) })
      var plain = [UInt32](repeating: 1, count: 256)
      BlockKernels.unpackDeltasPlain(
        bytes.bytes, at: 0, width: width, base: base, into: &plain)
      for path in BlockKernels.Path.allCases {
        var values = [UInt32](repeating: 2, count: 256)
        BlockKernels.unpackDeltas(
          bytes.bytes, at: 0, width: width, base: base, into: &values, path: path)
        #expect(values == plain, "seed \(width), base \(base), \(path)")
      }
    }
  }

  @Test(arguments: 0...32) func `unpacking and summing tails`(width: Int) {
    var random = SeededGenerator(seed: UInt64(width))
    for count in 0...256 {
      // No byte more than is needed.
      let bytes = MappedFile(
        copying: (0..<(3 + (count * width + 7) / 8)).map { _ in
          UInt8.random(in: 0...255, using: &random)
        })
      var values = [UInt32](repeating: 1, count: 256)
      var plain = values
      let addend = [0, 1, UInt32.max, random.value(width: 32)][count % 4]
      BlockKernels.unpackTailPlain(
        bytes.bytes, at: 3, width: width, count: count, raisedBy: addend, into: &plain)
      for path in BlockKernels.Path.allCases {
        BlockKernels.unpackTail(
          bytes.bytes, at: 3, width: width, count: count, raisedBy: addend, into: &values,
          path: path)
        #expect(values[..<count] == plain[..<count], "seed \(width), \(count) values, \(path)")
        #expect(values[min(256, count + 7)...].allSatisfy { $0 == 1 })
      }
      let base = random.value(width: 32)
      BlockKernels.sumGaps(&values, count: count, base: base)
      BlockKernels.sumGapsPlain(&plain, count: count, base: base)
      #expect(values[..<count] == plain[..<count], "seed \(width), \(count) values")
    }
  }

  @Test(arguments: 1...32) func `packing`(width: Int) {
    var random = SeededGenerator(seed: UInt64(width))
    let values = (0..<256).map { _ in random.value(width: 32) }  // what does not fit is cut off
    var bytes = ByteWriter()
    var plain = ByteWriter()
    bytes.append(UInt8(1))
    plain.append(UInt8(1))
    BlockKernels.pack(values.span, width: width, into: &bytes)
    BlockKernels.packPlain(values.span, width: width, into: &plain)
    #expect(bytes.bytes == plain.bytes, "seed \(width)")
  }

  @Test(arguments: 0...64) func `bit sets`(wordCount: Int) {
    var random = SeededGenerator(seed: UInt64(wordCount))
    for density in [0, 1, 16, 40, 128, 256] {  // of 256; the denser ones overflow
      var words = [UInt64](repeating: 0, count: wordCount)
      for i in 0..<(wordCount * 64) where Int.random(in: 0..<256, using: &random) < density {
        words[i / 64] |= 1 << UInt64(i % 64)
      }
      var writer = ByteWriter()
      writer.append(UInt8(1))
      for word in words { writer.append(word) }
      let bytes = MappedFile(copying: writer.bytes)
      var plain = [UInt32](repeating: 1, count: 256)
      let count = BlockKernels.expandBitsPlain(
        bytes.bytes, at: 1, wordCount: wordCount, base: 77, into: &plain)
      for path in BlockKernels.Path.allCases {
        #expect(
          BlockKernels.popcount(words, count: wordCount, path: path)
            == BlockKernels.popcountPlain(words, count: wordCount))
        var values = [UInt32](repeating: 1, count: 256)
        let found = BlockKernels.expandBits(
          bytes.bytes, at: 1, wordCount: wordCount, base: 77, into: &values, path: path)
        if count <= 256 {
          #expect(found == count && values == plain, "seed \(wordCount), \(path)")
        } else {
          #expect(found > 256)
        }
      }
    }
  }

  @Test func `searching a block`() {
    var random = SeededGenerator(seed: 1)
    for count in 0...256 {
      var documents = (0..<256).map { _ in random.value(width: count % 33) }.sorted()
      if count == 256 { documents[255] = .max }
      let targets = [0, 1, 1 << 31, .max] + documents.flatMap { [$0, $0 &+ 1, $0 &- 1] }
      for target in targets {
        let from = Int.random(in: 0...count, using: &random)
        let plain = BlockKernels.firstAtOrAfterPlain(
          target, in: documents, from: from, count: count)
        for path in BlockKernels.Path.allCases {
          let found = BlockKernels.firstAtOrAfter(
            target, in: documents, from: from, count: count, path: path)
          #expect(found == plain, "\(target) from \(from) of \(count), \(path)")
        }
      }
      // In any order.
      let shuffled = Array(documents[..<count].shuffled(using: &random))
      for bound in targets.shuffled(using: &random).prefix(20) {
        for path in BlockKernels.Path.allCases {
          let found = BlockKernels.countBelow(bound, in: shuffled.span, path: path)
          #expect(found == shuffled.count { $0 < bound }, "\(bound), \(count), \(path)")
        }
      }
    }
  }

  @Test(arguments: UInt64(0)..<20) func `scoring`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let frequencies = (0..<256).map { _ in
      random.value(width: Int.random(in: 0...32, using: &random))
    }
    let norms = (0..<256).map { _ in UInt8.random(in: 0...255, using: &random) }
    let inverse = (0..<256).map { _ in Float.random(in: 0.001...4, using: &random) }
    let weight = Float.random(in: 0.01...30, using: &random)
    let rounding = seed % 2 == 0 ? Float(0) : 1.5 * 8
    for count in [0, 1, 7, 8, 9, 255, 256] {
      var plain = [Float](repeating: -1, count: 256)
      BlockKernels.scoreBM25Plain(
        frequencies: frequencies, norms: norms, count: count, inverseNorms: inverse,
        weight: weight, rounding: rounding, into: &plain)
      for path in BlockKernels.Path.allCases {
        var scores = [Float](repeating: -1, count: 256)
        BlockKernels.scoreBM25(
          frequencies: frequencies, norms: norms, count: count, inverseNorms: inverse,
          weight: weight, rounding: rounding, into: &scores, path: path)
        #expect(
          scores.map(\.bitPattern) == plain.map(\.bitPattern), "seed \(seed), \(count), \(path)")
      }
    }
  }

  @Test(arguments: UInt64(0)..<20) func `accumulating into a window`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let base: UInt32 = 1_000_000
    let documents = Set((0..<256).map { _ in base + random.value(width: 12) }).sorted()
    let scores = documents.map { _ in Float.random(in: 0...10, using: &random) }
    var window = (0..<4_096).map { _ in Float.random(in: 0...10, using: &random) }
    var marks = (0..<64).map { _ in random.next() }
    var (plainWindow, plainMarks) = (window, marks)
    BlockKernels.accumulate(
      documents, scores, documents.indices, base: base, into: &window, marks: &marks)
    BlockKernels.accumulatePlain(
      documents, scores, count: documents.count, base: base, into: &plainWindow,
      marks: &plainMarks)
    #expect(window.map(\.bitPattern) == plainWindow.map(\.bitPattern), "seed \(seed)")
    #expect(marks == plainMarks, "seed \(seed)")
  }

  @Test func `a document outside the window is a mistake`() async {
    await #expect(processExitsWith: .failure) {
      var window = [Float](repeating: 0, count: 64)
      var marks: [UInt64] = [0]
      BlockKernels.accumulate([164], [1], 0..<1, base: 100, into: &window, marks: &marks)
    }
  }

  @Test func `norms are looked up, and only where there are any`() {
    let norms = MappedFile(copying: (0..<1_000).map { UInt8($0 * 7 % 256) })
    let documents: [UInt32] = [0, 1, 17, 512, 999, 1_000, 0]
    for count in 0...documents.count {
      var (found, plain) = ([UInt8](repeating: 1, count: 7), [UInt8](repeating: 1, count: 7))
      let isFound = BlockKernels.gatherNorms(
        documents, count: count, norms: norms.bytes, into: &found)
      let isPlain = BlockKernels.gatherNormsPlain(
        documents, count: count, norms: norms.bytes, into: &plain)
      #expect(isFound == isPlain && isFound == (count < 6))
      #expect(found == plain)
    }
  }
}
