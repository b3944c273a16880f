// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a list says its best documents reach, against all its documents.

import Brief
import BriefTestSupport
import Testing

@Suite struct ReachedImpactsTests {
  @Test(arguments: UInt64(0)..<12)
  func `as many documents as said have what is said, and nothing better is left unsaid`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let count = [1_023, 1_024, 2_000, 5_000][Int(seed % 4)]
    let norms = seed % 3 == 0 ? UInt8(7)...7 : 3...60
    var reached = ReachedImpacts()
    var documents: [Impact] = []
    for _ in 0..<count {
      let rare = Int.random(in: 0..<20, using: &random) == 0
      let document = Impact(
        frequency: UInt32.random(in: 1...(rare ? 200 : 5), using: &random),
        norm: UInt8.random(in: norms, using: &random))
      documents.append(document)
      reached.add(document.frequency, document.norm)
    }
    func having(_ impact: Impact) -> Int {
      documents.count { $0.frequency >= impact.frequency && $0.norm <= impact.norm }
    }
    let impacts = reached.impacts()
    #expect(impacts.count == (count < 1_024 ? 0 : 3))
    for (wanted, impacts) in zip([10, 100, 1_000], impacts) {
      #expect(!impacts.isEmpty)
      for impact in impacts { #expect(having(impact) >= wanted, "seed \(seed), \(impact)") }
      #expect(impacts == Impact.frontier(impacts.reversed()).sorted { $0.norm < $1.norm })
      for frequency: UInt32 in [1, 2, 3, 4, 5, 6, 20, 63] {
        for norm in stride(from: norms.lowerBound, through: norms.upperBound, by: 4)
        where having(Impact(frequency: frequency, norm: norm)) >= wanted {
          #expect(
            impacts.contains { $0.frequency >= frequency && $0.norm <= norm },
            "seed \(seed): \(frequency) times at \(norm) is reached by \(wanted) documents")
        }
      }
    }
    reached.removeAll()
    #expect(reached.impacts().isEmpty)
  }
}
