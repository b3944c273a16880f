// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The index of the game: title and text are one text field, words neither stemmed nor given other
// forms, BM25 with the constants that are Lucene's default, one segment. The game asks for no texts: they
// are stored only if that is asked for.

import Brief
import Measurement

/// Builds the index of the game.
enum GameIndex {
  static let field = "text"

  private static func schema(stores: Bool) throws -> Schema {
    try Schema(
      [.identifier("id"), .text(field, analyzer: .standard, stored: stores)],
      ranking: Schema.Ranking(k1: 1.2, b: 0.75))
  }

  /// Builds an index of the documents on the standard input and prints the figures.
  static func build(
    at path: String, _ options: WriteOptions, seals: Bool, stores: Bool
  ) throws {
    let start = SuspendingClock.now
    let index = try SearchIndex.create(at: path, schema: schema(stores: stores))
    var added = start
    let count = try index.write(options: options) { writer in
      var corpus = JSONLines()
      var count = 0
      while let document = try corpus.nextDocument() {
        let text = document.title.isEmpty ? document.text : document.title + " " + document.text
        try writer.add(["id": .text(document.id), "text": .text(text)])
        count += 1
      }
      added = .now
      if seals { try writer.seal() } else { try writer.merge() }
      return count
    }
    let end = SuspendingClock.now
    let fields: [(String, String)] = [
      ("engine", "\"brief\""), ("docs", "\(count)"), ("threads", "\(options.threads)"),
      ("seconds", seconds(end - start)), ("add_seconds", seconds(added - start)),
      ("finish_seconds", seconds(end - added)),
      ("cpu_seconds", decimal(ProcessUse.cpuSeconds)), ("peak_rss_kb", "\(ProcessUse.peakMemory)"),
      ("index_bytes", "\(Folder(path).byteCount)"),
    ]
    let members = fields.map { "\"\($0.0)\": \($0.1)" }
    FileOutput.answer("{" + members.joined(separator: ", ") + "}")
  }

  private static func seconds(_ duration: Duration) -> String {
    decimal(Double(Stopwatch.nanoseconds(duration)) / 1e9)
  }

  private static func decimal(_ seconds: Double) -> String {
    "\((seconds * 1_000).rounded() / 1_000)"
  }
}
