// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a build did. Nothing is lost silently: read = indexed + unchanged + rejected, always.

/// The figures of a build.
package struct BuildReport: Sendable, Hashable {
  /// How a build ended.
  package enum End: Sendable, Hashable { case complete, interrupted, stopped(String) }

  /// Items read, whatever became of them.
  package var read = 0
  /// Briefs added, or replaced because they changed.
  package var indexed = 0
  package var unchanged = 0
  /// Briefs taken out because they are no longer in the sources.
  package var removed = 0
  /// Items that could not be read.
  package var rejected = 0
  /// Briefs in the index afterwards.
  package var documents = 0
  package var bytesRead = 0
  package var indexBytes = 0
  package var seconds = 0.0
  package var peakMemory = 0
  package var isDryRun = false
  package var end = End.complete

  package init() {}

  /// The summary that `--json` ends with.
  package var json: JSON {
    let end =
      switch end {
      case .complete: "complete"
      case .interrupted: "interrupted"
      case .stopped: "stopped"
      }
    return [
      "type": "summary", "version": 1, "read": .integer(read), "indexed": .integer(indexed),
      "unchanged": .integer(unchanged), "removed": .integer(removed),
      "rejected": .integer(rejected), "documents": .integer(documents),
      "bytes_read": .integer(bytesRead), "index_bytes": .integer(indexBytes),
      "seconds": .number((seconds * 1000).rounded() / 1000),
      "peak_memory_bytes": .integer(peakMemory), "dry_run": .bool(isDryRun), "end": .string(end),
    ]
  }

  /// The same for people: what was done, what there is, what it took.
  package func text(index: String) -> String {
    let would = isDryRun ? " (nothing was written)" : ""
    var text = "\(Quantity.count(read)) read = \(Quantity.count(indexed)) indexed"
    text += " + \(Quantity.count(unchanged)) unchanged + \(Quantity.count(rejected)) rejected"
    if removed > 0 { text += "; \(Quantity.count(removed)) removed" }
    text += would + "\n"
    if !isDryRun {
      text += "\(index): \(Quantity.count(documents, "brief")), \(Quantity.bytes(indexBytes))"
      if bytesRead >= 1_000_000 && indexed == documents {
        let ratio = Double(indexBytes) / Double(bytesRead)
        text += " (\(Quantity.fixed(ratio, digits: 2)) of what was read)"
      }
      text += "; "
    }
    let rate = seconds > 0 ? Double(read) / seconds : 0
    text += "\(Quantity.seconds(seconds)), \(Quantity.count(Int(rate))) a second"
    text += ", \(Quantity.bytes(peakMemory)) of memory\n"
    return text
  }
}
