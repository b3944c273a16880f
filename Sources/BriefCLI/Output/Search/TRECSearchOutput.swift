// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A run in the format that evaluators of the Text Retrieval Conference read. Its columns are
// separated by spaces, so none may be within one.

import Brief

struct TRECSearchOutput: SearchOutput {
  let out: Output
  var needsDocuments: Bool { false }

  func write(_ answer: SearchAnswer) {
    let queryID = Self.cell(answer.queryID ?? "1")
    for hit in answer.results {
      out.writeLine(
        "\(queryID) Q0 \(Self.cell(hit.identifier)) \(hit.rank) \(hit.score) brief")
    }
  }

  private static func cell(_ text: String) -> String {
    String(text.map { $0.isWhitespace ? "_" : $0 })
  }
}
