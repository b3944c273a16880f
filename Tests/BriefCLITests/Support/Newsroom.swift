// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A small archive to index: five briefs in three languages as records, and a page.

import BriefCLI

/// A temporary folder with an archive of briefs in `news`.
final class Newsroom {
  let folder: TemporaryFolder
  var path: String { folder.path }
  /// How two folders are exchanged in one step.
  var exchange: (String, String) throws -> Bool = Files.exchange

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.records, to: "news/records.jsonl")
    try folder.write(Self.page, to: "news/2024-03-05_5d1f0c93ab427e68.txt")
  }

  /// Runs `brief` in this folder.
  func brief(_ arguments: String..., terminal: TerminalSize? = nil) -> Run {
    Run.brief(
      list: arguments, in: path, terminal: terminal, environment: [:], exchange: exchange)
  }

  static let records = """
    {"id":"a1","title":"Harbour merger meets antitrust doubts","deck":"Two ports want to be one.","body":["The antitrust office asked both harbours for their contracts.","A ruling is due in May."],"date":"2024-01-10","lang":"en","category":"business","url":"https://example.org/a1","publication":"Coast Ledger","author":"Ada Quill"}
    {"id":"a2","title":"Bread prices fall","body":"Bakers pass on cheaper flour.","date":"2024-02-01","lang":"en","category":"food"}
    {"id":"z1","title":"反垄断机构调查港口合并","body":"反垄断机构要求两个港口提交合同。","date":"2024-01-11","lang":"zh","category":"business"}
    {"id":"d1","title":"Hafenfusion wird geprüft","body":"Die Behörde prüft die Verträge der Häfen.","date":"2024-01","lang":"de"}
    {"id":"n1","title":"Undated note on antitrust","body":"Nothing more is known.","lang":"en"}

    """

  static let page = """
    Night Trains Return to the Coast Line

    Sleeper services resume after nine years.

    A platform at dusk.

    Key Takeaways

      • 1Trains run from June.
      • 2A berth costs 60 crowns.

    Editor's
    Desk

    Strategic Analysis

    Rail firms bet on travellers who dislike airports.

    Coast Ledger Editorial
    Strategic Insight
    Coast Ledger

    The first sleeper leaves Saltmouth on 1 June.

    Antitrust lawyers see no reason to object.

    Share Article

    Related Articles

    📰
    No related articles found

    """
}

extension Run {
  /// The output without what differs from run to run: times, sizes, and the folder's name.
  func steady(_ folder: String) -> Run {
    func clean(_ text: String) -> String {
      text
        .replacing(/"(took_us|seconds|peak_memory_bytes|index_bytes|bytes)":[0-9.e+-]+/) {
          "\"\($0.output.1)\":0"
        }
        .replacing(/in [0-9.]+ m?s\b/, with: "in 0 ms")
        .replacing(folder, with: "/archive")
        .replacing(Path.name(of: folder), with: "archive")
    }
    return Run(status: status, out: clean(out), err: clean(err))
  }
}
