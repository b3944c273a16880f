// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Text → tokens: megabytes a second of CPU time of each analyzer on texts of several languages, and
// of ICU's word iterator alone over the same bytes, which only finds where words begin and end. The
// ways take turns, round by round.

import Brief
import BriefText
import CPlainICU
import Measurement

/// Analysing, without building anything of it.
enum AnalysisSubject {
  /// So much of a text is enough.
  private static let byteLimit = 16_000_000

  /// Documents of one kind.
  private struct Corpus {
    let name: String
    var documents: [(text: [UInt8], language: String?)] = []
    var byteCount = 0

    init(name: String, path: String) throws {
      self.name = name
      var lines = try JSONLines(path: path)
      while byteCount < AnalysisSubject.byteLimit {
        var (text, language): (String, String?) = ("", nil)
        let isThere = try lines.nextObject { name, value in
          if name == "text" { text = value }
          if name == "lang" { language = value }
        }
        guard isThere else { break }
        documents.append((Array(text.utf8), language))
        byteCount += text.utf8.count
      }
    }
  }

  private static let ways: [(name: String, analyzer: Analyzer?)] = [
    ("ICU's words alone", nil),
    ("words, folded", .standard),
    (
      "and stems",
      Analyzer(foldsDiacritics: false, emitsVariants: false, stems: true, pairsCharacters: false)
    ),
    ("all forms, no stems", Analyzer(stems: false)),
    ("all forms and stems", .brief),
  ]

  static func measure(_ bench: inout Workbench) throws {
    let corpora = try bench.texts.split(separator: ",").map { item in
      let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw MeasurementError.usage("--texts NAME=FILE,…") }
      return try Corpus(name: parts[0], path: parts[1])
    }
    guard !corpora.isEmpty else { return }
    var table = Table("analysis, MB/s of a core", corpora.map { .init($0.name) })
    var rows = [[Double?]](repeating: [], count: ways.count)
    for corpus in corpora {
      for (way, speed) in try speeds(corpus, rounds: bench.rounds).enumerated() {
        rows[way].append(speed)
      }
    }
    for (way, row) in rows.enumerated() { table.append(ways[way].name, row) }
    bench.report(table)
  }

  /// The megabytes a second of CPU time of each way, in the best of the rounds.
  private static func speeds(_ corpus: Corpus, rounds: Int) throws -> [Double] {
    let sessions = try ways.map { try $0.analyzer.map { try TextAnalyzer($0) } }
    var times = [[Double]](repeating: [], count: ways.count)
    for round in 0...rounds {
      for way in ways.indices {
        let start = ProcessUse.cpuSeconds
        if let session = sessions[way] { try analyze(corpus, session) } else { try cut(corpus) }
        // The first fills caches.
        if round > 0 { times[way].append(ProcessUse.cpuSeconds - start) }
      }
    }
    return times.map { Double(corpus.byteCount) / 1e6 / Samples($0).quantile(0) }
  }

  private static func analyze(_ corpus: Corpus, _ session: TextAnalyzer) throws {
    var tokens = TokenBuffer()
    for document in corpus.documents {
      tokens.removeAll()
      _ = try session.analyze(document.text.span, language: document.language, into: &tokens)
    }
  }

  private static func cut(_ corpus: Corpus) throws {
    // SAFETY: the iterator is closed here only, and each text outlives the call that reads it.
    guard let words = unsafe plainicu_open() else {
      throw MeasurementError.usage("ICU's data are missing.")
    }
    defer { unsafe plainicu_close(words) }
    for document in corpus.documents {
      let count = unsafe document.text.withUnsafeBufferPointer { text in
        unsafe plainicu_count(words, text.baseAddress, Int64(text.count))
      }
      guard count >= 0 else { throw MeasurementError.usage("ICU failed.") }
    }
  }
}
