// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What stems, and a combined field beside, cost when texts of several languages are indexed: analysing
// and inverting them, and the commit that writes them, one thread, by CPU time. Title and text are
// fields; the documents are read before. The indexes stay in the work folder.

import Brief
import Measurement

/// Building with and without stems.
enum StemSubject {
  /// So much of a text is enough.
  private static let byteLimit = 48_000_000

  /// What is done with a text.
  private enum Shape: String, CaseIterable {
    case words
    case stems
    case combinedWords = "combined, words"
    case combined = "combined, stems"

    func schema() throws -> Schema {
      let hasStems = self == .stems || self == .combined
      let analyzer = Analyzer(stems: hasStems)
      var fields: [Field] = [
        .identifier("id"), .keyword("lang"), .text("title", analyzer: analyzer),
        .text("text", analyzer: analyzer),
      ]
      if self == .combined || self == .combinedWords {
        fields.append(
          .combined("all", of: [.init("title", weight: 2), .init("text", weight: 1)]))
      }
      return try Schema(fields, languageField: "lang")
    }
  }

  static func measure(_ bench: inout Workbench) throws {
    for item in bench.texts.split(separator: ",") {
      let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw MeasurementError.usage("--texts NAME=FILE,…") }
      var table = Table(
        "building, \(parts[0])",
        [
          .init("adding, CPU s", decimals: 3), .init("MB/s"), .init("docs/s", decimals: 0),
          .init("× words", decimals: 2), .init("commit, CPU s", decimals: 3),
          .init("whole, × words", decimals: 2),
        ])
      let (documents, byteCount) = try documents(parts[1])
      var best = [(adding: Double, commit: Double)](
        repeating: (.infinity, .infinity), count: Shape.allCases.count)
      for _ in 0..<bench.rounds {
        for (index, shape) in Shape.allCases.enumerated() {
          let path = bench.path("\(parts[0])-\(index)")
          let times = try build(documents, shape, at: path)
          best[index].adding = min(best[index].adding, times.adding)
          best[index].commit = min(best[index].commit, times.commit)
        }
      }
      let whole = best.map { $0.adding + $0.commit }
      for (index, shape) in Shape.allCases.enumerated() {
        let adding = best[index].adding
        table.append(
          shape.rawValue,
          [
            adding, Double(byteCount) / 1e6 / adding, Double(documents.count) / adding,
            adding / best[0].adding, best[index].commit, whole[index] / whole[0],
          ])
      }
      bench.report(table)
    }
  }

  private static func build(
    _ documents: [Document], _ shape: Shape, at path: String
  ) throws -> (adding: Double, commit: Double) {
    Folder(path).remove()
    let index = try SearchIndex.create(at: path, schema: shape.schema())
    var times = (adding: 0.0, commit: 0.0)
    try index.write(options: WriteOptions(memoryBudget: 1 << 30)) { writer in
      let start = ProcessUse.cpuSeconds
      for document in documents { try writer.add(document) }
      let end = ProcessUse.cpuSeconds
      try writer.commit()
      times = (end - start, ProcessUse.cpuSeconds - end)
    }
    return times
  }

  private static func documents(_ path: String) throws -> ([Document], byteCount: Int) {
    var lines = try JSONLines(path: path)
    var documents: [Document] = []
    var byteCount = 0
    while byteCount < byteLimit {
      var (title, text, language) = ("", "", "")
      let isThere = try lines.nextObject { name, value in
        if name == "title" { title = value }
        if name == "text" { text = value }
        if name == "lang" { language = value }
      }
      guard isThere else { break }
      byteCount += title.utf8.count + text.utf8.count
      var document: Document = [
        "id": .text("\(documents.count)"), "title": .text(title), "text": .text(text),
      ]
      if !language.isEmpty { document["lang"] = .text(language) }
      documents.append(document)
    }
    return (documents, byteCount)
  }
}
