// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How well a word fits a document: BM25 as Lucene computes it, so that scores can be compared.
//
//     score = w − w / (1 + f · 1/(k1 · (1 − b + b · l/L)))        w = boost · idf
//     idf   = ln(1 + (N − n + 0.5) / (n + 0.5))
//
// f: occurrences in the document; l: length of the field there (from the one-byte norm); L: average
// length; N: documents that have the field; n: documents that have the word. It is the usual
// w · f / (f + k1 · (…)) written so that it rises with f in floating point too: the bounds of the
// pruning rely on that. Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
// Beyond", 2009; the "1 +" in the logarithm keeps words of nearly every document from costing score.
// Over several fields (BM25F) f is the weighted sum of the occurrences and l that of the lengths.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The formula, for one field of one snapshot.
package struct BM25: Sendable {
  /// 1 / (k1 · (1 − b + b · l/L)) for every norm.
  package let inverseNorms: [Float]

  /// For fields of `averageLength` tokens on average.
  package init(_ constants: Schema.Ranking.Constants, averageLength: Float) {
    let (k1, b) = (constants.k1, constants.b)
    inverseNorms = Norm.lengths.map { length in
      1 / (k1 * ((1 - b) + b * (Float(length) / averageLength)))
    }
  }

  /// The weight of a word that `documentFrequency` of `documentCount` documents have. Above 0.
  package static func idf(documentFrequency: Int, documentCount: Int) -> Float {
    let n = Double(documentFrequency)
    return Float(log(1 + (Double(max(documentCount, documentFrequency)) - n + 0.5) / (n + 0.5)))
  }

  /// The weight of a word in a question: common words count less than by ``idf(documentFrequency:documentCount:)``.
  ///
  ///     max(ln((N − n + 0.5) / (n + 0.5)), idf / 2)
  ///
  /// The first is the weight of Robertson and Spärck Jones ("Relevance weighting of search terms",
  /// 1976), which is 0 for a word of half of the documents; the second keeps it above 0.
  package static func questionWeight(documentFrequency: Int, documentCount: Int) -> Float {
    let idf = idf(documentFrequency: documentFrequency, documentCount: documentCount)
    let n = Double(documentFrequency)
    let rest = max(0, Double(documentCount) - n)
    return max(Float(log((rest + 0.5) / (n + 0.5))), idf / 2)
  }

  /// The score of `frequency` occurrences in a document with a norm: 0 ≤ score ≤ weight. Rises with
  /// the frequency, falls with the norm, in floating point too.
  @inline(__always)
  package func score(frequency: Float, norm: UInt8, weight: Float) -> Float {
    score(impact: frequency * inverseNorms[Int(norm)], weight: weight)
  }

  /// The same for frequency · inverse norm, with which it rises.
  @inline(__always)
  package func score(impact: Float, weight: Float) -> Float { weight - weight / (1 + impact) }
}
