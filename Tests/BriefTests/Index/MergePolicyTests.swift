// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which segments are merged: sizes in documents, and the run chosen.

import Brief
import BriefTestSupport
import Testing

@Suite struct MergePolicyTests {
  @Test(
    arguments: [
      ([], nil), ([1], nil), ([1, 1, 1], nil),
      ([1, 1, 1, 1], 0..<4), ([0, 3_999, 1, 2_000], 0..<4),
      ([1, 1, 1, 1, 1], 0..<4),
      ([4_000, 1, 1, 1], nil), ([4_000, 1, 1, 1, 1], 1..<5),
      ([4_000, 15_999, 5_000, 6_000, 1], 0..<4),
      ([16_000, 4_000, 4_000, 4_000], nil),
      ([1, 4_000, 1, 1, 1], nil),
      // Small ones between large ones are of their group.
      ([1, 4_000, 1, 4_000, 1, 1], 0..<4), ([4_000, 1, 1, 4_000, 1, 1, 1, 1], 4..<8),
      ([1, 1, 1, 16_000, 1, 1, 1], 0..<4), ([16_000, 1, 4_000, 1, 4_000, 1], 1..<5),
      ([16_000, 1, 4_000, 4_000, 1, 1, 1], nil),
      ([Int.max, Int.max, Int.max, Int.max], 0..<4),
    ] as [([Int], Range<Int>?)]) func `neighbours of like size are merged`(
      sizes: [Int], run: Range<Int>?
    )
  {
    #expect(MergePolicy(factor: 4).run(in: sizes) == run)
  }

  @Test(
    arguments: [
      ([100], [50], nil), ([100], [51], 0..<1), ([0], [1], 0..<1), ([0], [0], nil),
      ([100, 100], [0, 90], 1..<2), ([1, 1, 1, 1], [9, 9, 9, 9], 0..<4), ([], [], nil),
    ] as [([Int], [Int], Range<Int>?)])
  func `a segment of which a third is deleted is rewritten`(
    live: [Int], deleted: [Int], run: Range<Int>?
  ) {
    #expect(MergePolicy(factor: 4).run(live: live, deleted: deleted) == run)
  }

  @Test func `a factor below two is two`() {
    #expect(MergePolicy(factor: 0).factor == 2)
    #expect(MergePolicy(factor: -5).run(in: [1, 1]) == 0..<2)
  }

  @Test(arguments: [2, 3, 8], [5_000...5_000, 1...20_000, 1...500_000] as [ClosedRange<Int>])
  func `documents are rewritten a logarithmic number of times`(
    factor: Int, commits: ClosedRange<Int>
  ) {
    let policy = MergePolicy(factor: factor)
    var random = SeededGenerator(seed: UInt64(factor))
    var sizes: [Int] = []
    var (added, rewritten) = (0, 0)
    for _ in 0..<2_000 {
      // Every other commit is small, so that small and large ones stand side by side.
      let size = Bool.random(using: &random) ? 1 : Int.random(in: commits, using: &random)
      added += size
      sizes.append(size)
      while let run = policy.run(in: sizes) {
        #expect(run.count == factor)
        let merged = sizes[run].reduce(0, +)
        rewritten += merged
        sizes.replaceSubrange(run, with: [merged])
      }
      #expect(sizes.count < factor * 16)
    }
    // At most `factor` times a class, of which these sizes have fewer than log(size) + 2.
    var classes = 2
    var size = added / 1_000
    while size >= factor {
      classes += 1
      size /= factor
    }
    #expect(rewritten < added * factor * classes, "\(rewritten / added) times")
  }
}
