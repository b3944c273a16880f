// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief stats`: what an index is made of.
struct StatsCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Show what an index is made of: briefs, fields, segments, bytes.")

  @OptionGroup var index: IndexOptions
  @OptionGroup var output: OutputOptions

  func run(on console: Console) throws -> ExitStatus {
    let located = try index.locate(on: console)
    let opened = try OpenIndex(located)
    let statistics = opened.searcher.statistics()
    let metadata = try opened.index.metadata()
    let isCurrent = try opened.index.isCurrent()
    if output.json {
      console.write(json(statistics, located, metadata, isCurrent: isCurrent))
    } else {
      let terminal = output.terminal(of: console)
      output.show(
        text(statistics, located, metadata, isCurrent: isCurrent, terminal), on: console)
    }
    return .success
  }

  private func json(
    _ statistics: IndexStatistics, _ index: LocatedIndex, _ metadata: [String: String],
    isCurrent: Bool
  ) -> JSON {
    [
      "type": "stats", "version": 1, "index": .string(index.name), "path": .string(index.path),
      "documents": .integer(statistics.documentCount),
      "deleted": .integer(statistics.deletedCount), "bytes": .integer(statistics.byteCount),
      "commits": .integer(statistics.generation), "current": .bool(isCurrent),
      "segments": .array(
        statistics.segments.map {
          [
            "name": .string($0.name), "documents": .integer($0.documentCount),
            "deleted": .integer($0.deletedCount), "bytes": .integer($0.byteCount),
          ]
        }),
      "fields": .array(
        statistics.fields.map {
          [
            "name": .string($0.name), "documents": .integer($0.documentCount),
            "terms": .integer($0.termCount), "tokens": .integer($0.tokenCount),
          ]
        }),
      "files": .array(
        statistics.bytes.map { ["part": .string($0.part), "bytes": .integer($0.byteCount)] }),
      "metadata": .object(
        metadata.sorted { $0.key < $1.key }.map {
          JSON.Member(key: $0.key, value: .string($0.value))
        }),
    ]
  }

  private func text(
    _ statistics: IndexStatistics, _ index: LocatedIndex, _ metadata: [String: String],
    isCurrent: Bool, _ terminal: Terminal
  ) -> String {
    func heading(_ text: String) -> String { "\n" + terminal.styled(text, .strong) + "\n" }
    let documents = statistics.documentCount
    let each = documents > 0 ? statistics.byteCount / documents : 0
    var text = "\(terminal.styled(index.name, .title)) (\(index.path))\n"
    text += "\(Quantity.count(documents, "brief")), \(Quantity.bytes(statistics.byteCount))"
    text += " (\(Quantity.bytes(each)) each), \(Quantity.count(statistics.generation, "commit"))\n"
    if statistics.deletedCount > 0 {
      text += "\(Quantity.count(statistics.deletedCount)) deleted and not yet merged away\n"
    }
    if !isCurrent { text += "built with another analyzer or ICU version: brief rebuild\n" }
    text += heading("fields") + fields(statistics) + heading("segments") + segments(statistics)
    text += heading("files") + files(statistics)
    var remembered = Table(.left, .left)
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      remembered.add(MarkedText.plain(key), MarkedText.plain(value))
    }
    return remembered.isEmpty
      ? text : text + heading("made from") + remembered.rendered(indent: "  ")
  }

  private func fields(_ statistics: IndexStatistics) -> String {
    var table = Table(.left, .right, .right, .right)
    table.add("name", "briefs", "terms", "tokens")
    for field in statistics.fields {
      table.add(
        field.name, Quantity.count(field.documentCount), Quantity.count(field.termCount),
        Quantity.count(field.tokenCount))
    }
    return table.rendered(indent: "  ")
  }

  private func segments(_ statistics: IndexStatistics) -> String {
    var table = Table(.left, .right, .right, .right)
    table.add("name", "briefs", "deleted", "bytes")
    for segment in statistics.segments {
      table.add(
        segment.name, Quantity.count(segment.documentCount), Quantity.count(segment.deletedCount),
        Quantity.bytes(segment.byteCount))
    }
    return table.rendered(indent: "  ")
  }

  private func files(_ statistics: IndexStatistics) -> String {
    var table = Table(.left, .right)
    for size in statistics.bytes where size.byteCount > 0 {
      table.add(size.part, Quantity.bytes(size.byteCount))
    }
    return table.rendered(indent: "  ")
  }
}
