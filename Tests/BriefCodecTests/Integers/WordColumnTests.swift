// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Word columns against what was noted in them, read one document at a time, on every path.

import BriefCodec
import BriefTestSupport
import Testing

@Suite struct WordColumnTests {
  /// Postings of a word, with what they are of each document.
  private struct Sample {
    let documentCount: Int
    let inverseNorms: [Float]
    let norms: [UInt8]
    let weight: Float = 1
    let rounding: Float = 1
    var frequencies: [Int: UInt32] = [:]
    var scores: [Int: Float] = [:]
    var best: Float = 0
    var column: WordColumn

    init(_ random: inout SeededGenerator, documentCount: Int) {
      self.documentCount = documentCount
      inverseNorms = (0..<256).map { 1 / (0.3 + Float($0) / 40) }
      norms = random.bytes(documentCount)
      column = WordColumn(documentCount: documentCount)
      let share = Int.random(in: 1...10, using: &random)
      var documents: [UInt32] = []
      for document in 0..<documentCount where Int.random(in: 0..<10, using: &random) < share {
        documents.append(UInt32(document))
        frequencies[document] = UInt32.random(in: 1...20, using: &random)
      }
      // Noted in parts, as blocks of a list are.
      for start in stride(from: 0, to: documents.count, by: 256) {
        let part = Array(documents[start..<min(start + 256, documents.count)])
        for document in part.map(Int.init) {
          scores[document] = score(frequencies[document] ?? 0, of: document)
          best = max(best, scores[document] ?? 0)
        }
      }
      for start in stride(from: 0, to: documents.count, by: 256) {
        let part = Array(documents[start..<min(start + 256, documents.count)])
        let isInside = column.note(
          part, frequencies: part.map { frequencies[Int($0)] ?? 0 },
          scores: part.map { scores[Int($0)] ?? 0 }, count: part.count, best: best)
        #expect(isInside)
      }
    }

    func score(_ frequency: UInt32, of document: Int) -> Float {
      let score = weight - weight / (1 + Float(frequency) * inverseNorms[Int(norms[document])])
      return (score + rounding) - rounding
    }
  }

  private static let sizes = [1, 31, 32, 33, 63, 64, 65, 127, 128, 200, 4_097, 5_000]

  @Test(arguments: sizes) func `levels bound the scores, closely`(documentCount: Int) {
    var random = SeededGenerator(seed: UInt64(documentCount))
    let sample = Sample(&random, documentCount: documentCount)
    for document in 0..<documentCount {
      let level = sample.column.level(of: UInt32(document))
      guard let score = sample.scores[document] else {
        #expect(level == 0)
        continue
      }
      let step = sample.best / 15
      #expect((1...15).contains(level))
      #expect(Float(level) * step >= score - 1e-6)
      #expect(Float(level - 1) * step <= score + 1e-6)
    }
  }

  @Test(arguments: sizes) func `levels and members of a window`(documentCount: Int) {
    var random = SeededGenerator(seed: UInt64(documentCount) + 100)
    for _ in 0..<10 {
      let sample = Sample(&random, documentCount: documentCount)
      var worth = WordColumn.Worth(best: sample.best, allowance: 0.001)
      worth.setUnit(sample.best / Float.random(in: 1...400, using: &random))
      let first = Int.random(in: 0...(documentCount / 64), using: &random) * 64
      let count = Int.random(in: 0...4_160, using: &random)
      let before = random.bytes(4_160)
      var plain = before
      sample.column.addLevelsPlain(from: first, count, worth: worth, to: &plain)
      for path in BlockKernels.Path.allCases {
        var bounds = before
        sample.column.addLevels(from: first, count, worth: worth, to: &bounds, path: path)
        #expect(bounds == plain, "from \(first), \(count), \(path)")
      }
      let words = (0..<65).map { _ in UInt64.random(in: 0...(.max), using: &random) }
      var plainWords = words
      sample.column.markPlain(from: first, count, in: &plainWords)
      for path in BlockKernels.Path.allCases {
        var marked = words
        sample.column.mark(from: first, count, in: &marked, path: path)
        #expect(marked == plainWords, "from \(first), \(count), \(path)")
      }
    }
  }

  @Test func `a unit is never more than levels are worth`() {
    var worth = WordColumn.Worth(best: 3, allowance: 0.25)
    for unit: Float in [0.001, 0.01, 0.1, 1] {
      worth.setUnit(unit)
      var column = WordColumn(documentCount: 64)
      let documents = (0..<15).map { UInt32($0) }
      let scores = (1...15).map { Float($0) / 5 }
      let ones = [UInt32](repeating: 1, count: 15)
      _ = column.note(documents, frequencies: ones, scores: scores, count: 15, best: 3)
      var bounds = [UInt8](repeating: 0, count: 64)
      column.addLevels(from: 0, 64, worth: worth, to: &bounds)
      for i in 0..<15 {
        #expect(bounds[i] == 255 || Float(bounds[i]) * unit >= scores[i] + 0.25 - 1e-5, "\(unit)")
      }
      #expect(bounds[15...].allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: sizes) func `documents of a batch`(documentCount: Int) {
    var random = SeededGenerator(seed: UInt64(documentCount) + 200)
    let sample = Sample(&random, documentCount: documentCount)
    for (document, frequency) in sample.frequencies {
      #expect(sample.column.frequency(of: UInt32(document)) == Int(min(frequency, 15)))
    }
    let batch = (0..<UInt32(documentCount)).filter { _ in Bool.random(using: &random) }
    let worth = WordColumn.Worth(best: sample.best, allowance: 0.001)
    var rests = batch.map { _ in Float(2) }
    var plainRests = rests
    sample.column.addLevels(of: batch, batch.count, worth: worth, to: &rests)
    sample.column.addLevelsPlain(of: batch, batch.count, worth: worth, to: &plainRests)
    #expect(rests == plainRests)

    var scores = batch.map { _ in Float(3) }
    var plainScores = scores
    var unknown = [UInt32](repeating: 0, count: batch.count)
    let norms = MappedFile(copying: sample.norms)
    let count = sample.column.addScores(
      of: batch, batch.count, norms: norms.bytes, inverseNorms: sample.inverseNorms,
      weight: sample.weight, rounding: sample.rounding, worth: worth, rests: &rests, to: &scores,
      unknown: &unknown)
    let plainUnknown = sample.column.addScoresPlain(
      of: batch, batch.count, norms: norms.bytes, inverseNorms: sample.inverseNorms,
      weight: sample.weight, rounding: sample.rounding, worth: worth, rests: &plainRests,
      to: &plainScores)
    #expect(rests == plainRests && scores == plainScores)
    #expect(Array(unknown[..<count]) == plainUnknown)
    for (i, document) in batch.enumerated() where !plainUnknown.contains(UInt32(i)) {
      #expect(scores[i] == 3 + (sample.scores[Int(document)] ?? 0), "document \(document)")
    }

    var (kept, keptScores) = (batch, batch.map { Float($0) })
    let n = sample.column.keep(&kept, &keptScores, count: batch.count)
    #expect(Array(kept[..<n]) == batch.filter { sample.frequencies[Int($0)] != nil })
    #expect(Array(keptScores[..<n]) == kept[..<n].map { Float($0) })
  }

  @Test func `a document beyond the end is refused`() {
    var column = WordColumn(documentCount: 64)
    let isInside = column.note([64], frequencies: [1], scores: [1], count: 1, best: 1)
    #expect(!isInside)
  }

  @Test(arguments: UInt64(0)..<20) func `what reaches the floor with its bound`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let length = Int.random(in: 0...200, using: &random)
    let window = (0..<200).map { _ in Float(Int.random(in: 0...64, using: &random)) / 8 }
    let bounds = random.bytes(200)
    for floor: Float in [0, 4, 12, 17, 100] {
      let expected = (0..<length).filter { window[$0] + Float(bounds[$0]) * 0.05 >= floor }
      for path in BlockKernels.Path.allCases {
        var (documents, scores) = ([UInt32](repeating: 0, count: 200), window)
        let n = BlockKernels.collect(
          window, bounds: bounds, length: length, unit: 0.05, base: 1_000, floor: floor,
          into: &documents, &scores, path: path)
        #expect(documents[..<n].map { Int($0) - 1_000 } == expected, "seed \(seed), \(path)")
        #expect(Array(scores[..<n]) == expected.map { window[$0] })
      }
      var documents = (0..<UInt32(200)).map { $0 * 3 }
      var (scores, rests) = (window, bounds.map { Float($0) * 0.05 })
      let n = BlockKernels.select(
        &documents, &scores, rests: &rests, count: length, floor: floor)
      let chosen = documents[..<n].map { Int($0) / 3 }
      #expect(chosen == expected, "seed \(seed)")
      #expect(Array(scores[..<n]) == expected.map { window[$0] })
      #expect(Array(rests[..<n]) == expected.map { Float(bounds[$0]) * 0.05 })
    }
  }
}
