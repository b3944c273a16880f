// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Making an index: documents a second, memory, bytes. Reading the corpus is part of it and is measured
// alone in the first row.

import Brief
import Measurement

/// Building and merging.
enum BuildSubject {
  static func measure(_ bench: inout Workbench) throws {
    var table = Table(
      "build",
      [
        .init("seconds", decimals: 2), .init("CPU s", decimals: 2), .init("docs/s", decimals: 0),
        .init("text MB/s"), .init("peak MiB", decimals: 0), .init("index MB"),
        .init("% of text"),
      ])
    var (documents, bytes) = (0, 0)
    func row(_ name: String, at path: String?, _ body: () throws -> Void) throws {
      ProcessUse.forgetPeakMemory()
      let cpu = ProcessUse.cpuSeconds
      let seconds = Double(try Stopwatch.time(body).nanoseconds) / 1e9
      let size = path.map { Double(Folder($0).byteCount) }
      table.append(
        name,
        [
          seconds, ProcessUse.cpuSeconds - cpu, Double(documents) / seconds,
          Double(bytes) / 1e6 / seconds, Double(ProcessUse.peakMemory) / 1_024,
          size.map { $0 / 1e6 }, size.map { 100 * $0 / Double(max(1, bytes)) },
        ])
    }
    try row("corpus read", at: nil) {
      try bench.forEachDocument { document in
        documents += 1
        bytes += document.byteCount
      }
    }
    for shape in [IndexShape.single, .brief] {
      let path = bench.path("built-\(shape)")
      try row("\(shape): added and committed", at: path) { try bench.build(shape, at: path) }
      try row("\(shape): in ten commits", at: path) {
        try bench.build(shape, at: path, commits: 10)
      }
      try row("\(shape): ten segments merged", at: path) {
        try SearchIndex.open(at: path).write { writer in try writer.merge() }
      }
      Folder(path).remove()
    }
    bench.report(table)
  }
}
