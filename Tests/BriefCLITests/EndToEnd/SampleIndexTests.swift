// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The declared index in Indexes/briefs, built and judged: Indexes/briefs/expected.json says what comes
// of it. To record that anew after a change that is meant:
// BRIEF_RECORD_SNAPSHOTS=1 swift test --filter SampleIndexTests, and read the diff.

import BriefCLI
import Testing

struct SampleIndexTests {
  private static let sample = Path.normalized("\(#filePath)/../../../../Indexes/briefs")

  /// How far a measure may be from what is expected; room for another ICU, not for a worse ranking.
  private static let tolerance = 0.0005

  /// A member of an object written on one line or many.
  private static func number(_ name: String, in json: String) -> Double? {
    guard let start = json.firstRange(of: "\"\(name)\":")?.upperBound else { return nil }
    let digits = json[start...].drop { $0 == " " }.prefix { $0.isNumber || ".-e".contains($0) }
    return Double(digits)
  }

  @Test func `the sample index is as good as expected`() throws {
    let folder = try TemporaryFolder()
    func brief(_ arguments: String...) -> Run {
      Run.brief(
        list: arguments + ["--index", folder.path + "/briefs", "--json"], in: folder.path,
        terminal: nil, environment: [:])
    }
    let built = brief("rebuild", "--definition", Self.sample + "/index.yaml")
    #expect(built.status == .success, "\(built.out)")
    let stats = brief("stats").out
    let text = try #require(stats.firstRange(of: #"{"name":"text","#)).lowerBound
    let measured = brief(
      "eval", "--topics", Self.sample + "/topics.tsv", "--qrels", Self.sample + "/qrels.txt"
    ).out
    let found = try [
      ("documents", #require(Self.number("documents", in: stats))),
      ("terms", #require(Self.number("terms", in: String(stats[text...])))),
      ("queries", #require(Self.number("queries", in: measured))),
      ("ndcg_at_10", #require(Self.number("ndcg_at_10", in: measured))),
      ("ap", #require(Self.number("ap", in: measured))),
      ("recall_at_100", #require(Self.number("recall_at_100", in: measured))),
    ]

    let file = Self.sample + "/expected.json"
    if Process.environment("BRIEF_RECORD_SNAPSHOTS") == "1" {
      let members = found.map { name, value in
        value == value.rounded()
          ? "  \"\(name)\": \(Int(value))"
          : "  \"\(name)\": \((value * 10_000).rounded() / 10_000)"
      }
      let output = try Files.create(file)
      output.write("{\n\(members.joined(separator: ",\n"))\n}\n")
      output.flush()
    }
    let expected = String(decoding: try Files.read(file), as: UTF8.self)
    for (name, value) in found {
      let wanted = try #require(Self.number(name, in: expected), "\(name)")
      #expect(abs(value - wanted) <= Self.tolerance, "\(name)")
    }
  }
}
