// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Worked by hand from the definitions in Measures.swift.

import BriefCLI
import Testing

struct MeasuresTests {
  private static func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

  @Test func `a perfect list has the best of every measure`() {
    let measures = Measures(ranked: ["a", "b", "x"], grades: ["a": 2, "b": 1])
    #expect(measures.ndcg10 == 1)
    #expect(measures.averagePrecision == 1)
    #expect(measures.reciprocalRank == 1)
    #expect(measures.precision10 == 0.2)
    #expect(measures.recall100 == 1)
  }

  @Test func `an example worked by hand`() {
    // Ranks 2 and 4 are relevant with grades 1 and 3; a third relevant document is not retrieved.
    let measures = Measures(
      ranked: ["x", "a", "y", "b", "z"], grades: ["a": 1, "b": 3, "c": 2, "y": 0, "z": -1])
    // DCG = 1/log2(3) + 3/log2(5); ideal 3/log2(2) + 2/log2(3) + 1/log2(4)
    let dcg = 0.6309297535714575 + 3 * 0.43067655807339306
    let ideal = 3 + 2 * 0.6309297535714575 + 0.5
    #expect(Self.isNear(measures.ndcg10, dcg / ideal))
    #expect(Self.isNear(measures.averagePrecision, (1.0 / 2 + 2.0 / 4) / 3))
    #expect(measures.reciprocalRank == 0.5)
    #expect(measures.precision10 == 0.2)
    #expect(Self.isNear(measures.recall100, 2.0 / 3))
  }

  @Test func `what lies beyond the cut does not count`() {
    let ranked = (1...200).map { "d\($0)" }
    let measures = Measures(ranked: ranked, grades: ["d11": 1, "d101": 1])
    #expect(measures.ndcg10 == 0)
    #expect(measures.precision10 == 0)
    #expect(measures.recall100 == 0.5)
    #expect(Self.isNear(measures.reciprocalRank, 1.0 / 11))
    #expect(Self.isNear(measures.averagePrecision, (1.0 / 11 + 2.0 / 101) / 2))
  }

  @Test func `the best order of more than ten relevant documents is cut at ten too`() {
    let grades = Dictionary(uniqueKeysWithValues: (0..<20).map { ("d\($0)", 1) })
    let measures = Measures(ranked: (0..<10).map { "d\($0)" }, grades: grades)
    #expect(measures.ndcg10 == 1)
    #expect(measures.recall100 == 0.5)
  }

  @Test func `nothing retrieved and nothing relevant are zeros`() {
    #expect(Measures(ranked: [], grades: ["a": 1]) == Measures())
    #expect(Measures(ranked: ["a"], grades: ["a": 0]) == Measures())
  }

  @Test func `equal scores are ordered by document, descending`() {
    let order = Measures.order([("a", 1), ("c", 1), ("b", 2), ("B", 1), ("10", 1), ("9", 1)])
    #expect(order == ["b", "c", "a", "B", "9", "10"])
  }

  @Test func `a mean is that of each measure`() {
    let one = Measures(ranked: ["a"], grades: ["a": 1])
    #expect(Measures.mean([one, Measures()]).ndcg10 == 0.5)
    #expect(Measures.mean([]) == Measures())
  }

  @Test func `judgments are read with or without their second column`() throws {
    let judgments = try Judgments(
      parsing: "query\tcorpus\tscore\n1 0 a 2\n1\tb\t0\n\n2 0 c 0\n3 Q0 d -1\r\n")
    #expect(judgments.relevant(to: "1") == ["a": 2, "b": 0])
    #expect(judgments.relevant(to: "2") == nil)
    #expect(judgments.relevant(to: "3") == nil)
    #expect(judgments.relevant(to: "4") == nil)
  }

  @Test func `a line that is no judgment is named`() {
    #expect(throws: Judgments.Fault(line: 2, text: "1 0 a")) {
      try Judgments(parsing: "1 0 a 1\n1 0 a\n")
    }
  }

  @Test func `queries have ids or the numbers of their lines`() {
    let queries = BatchQueries.parse("\u{FEFF}7\tcentral bank\nantitrust\r\n\n\tlone\nx\ta\tb")
    #expect(
      queries == [
        BatchQuery(id: "7", text: "central bank"), BatchQuery(id: "2", text: "antitrust"),
        BatchQuery(id: "4", text: "lone"), BatchQuery(id: "x", text: "a\tb"),
      ])
  }
}
