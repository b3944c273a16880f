// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Hits for other programs: one a line, tab-separated. What is counted beside them follows in lines
// that begin with `#`.

import Brief

struct TSVSearchOutput: SearchOutput {
  let out: Output
  var needsDocuments: Bool { true }

  func write(_ answer: SearchAnswer) {
    for hit in answer.results {
      let brief = StoredBrief(hit.document)
      var cells = answer.queryID.map { [$0] } ?? []
      cells += [hit.identifier, brief.date ?? "", Quantity.fixed(Double(hit.score), digits: 4)]
      cells += [brief.title, brief.source ?? ""]
      out.writeLine(cells.map(MarkedText.plain).joined(separator: "\t"))
    }
    for facet in answer.results.facets {
      for value in facet.values {
        out.writeLine("# facet\t\(facet.field)\t\(MarkedText.plain(value.value))\t\(value.count)")
      }
    }
    for bar in answer.results.histogram { out.writeLine("# histogram\t\(bar.start)\t\(bar.count)") }
  }
}
