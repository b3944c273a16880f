// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where rare words meet: their documents are merged, not added up in windows, most of which would be
// empty. An empty window costs some 0.1 µs, and in a large index they are many.

import BriefCodec

/// Documents of several lists with the sums of their scores.
package struct SparseSums: ScoreSums {
  package private(set) var documents: [UInt32] = []
  package private(set) var scores: [Float] = []
  // What comes out of the next merge.
  private var mergedDocuments: [UInt32] = []
  private var mergedScores: [Float] = []

  package init() {}

  var count: Int { documents.count }

  package mutating func removeAll() {
    documents.removeAll(keepingCapacity: true)
    scores.removeAll(keepingCapacity: true)
  }

  /// Adds the scores of `documents[range]`, which ascend.
  package mutating func add(_ documents: [UInt32], _ scores: [Float], _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    mergedDocuments.removeAll(keepingCapacity: true)
    mergedScores.removeAll(keepingCapacity: true)
    Self.merge(
      self.documents, self.scores, documents, scores, range, &mergedDocuments, &mergedScores)
    swap(&self.documents, &mergedDocuments)
    swap(&self.scores, &mergedScores)
  }

  private static func merge(
    _ documents: [UInt32], _ scores: [Float], _ others: [UInt32], _ otherScores: [Float],
    _ range: Range<Int>, _ merged: inout [UInt32], _ mergedScores: inout [Float]
  ) {
    let (documents, scores) = (documents.span, scores.span)
    let (others, otherScores) = (others.span.extracting(range), otherScores.span.extracting(range))
    let room = documents.count + others.count
    merged.append(addingCapacity: room) { merged in
      mergedScores.append(addingCapacity: room) { mergedScores in
        var (i, j) = (0, 0)
        while i < documents.count, j < others.count {
          let (one, other) = (documents[i], others[j])
          var score: Float = 0
          if one <= other {
            score = scores[i]
            i &+= 1
          }
          if other <= one {
            score += otherScores[j]
            j &+= 1
          }
          merged.append(min(one, other))
          mergedScores.append(score)
        }
        while i < documents.count {
          merged.append(documents[i])
          mergedScores.append(scores[i])
          i &+= 1
        }
        while j < others.count {
          merged.append(others[j])
          mergedScores.append(otherScores[j])
          j &+= 1
        }
      }
    }
  }
}
