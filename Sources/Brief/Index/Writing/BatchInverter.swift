// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A batch of documents → what the index keeps of them, numbered within the batch. A batch depends on
// nothing but its documents, so that several are worked on at once and put together in their order.

import BriefCodec
import BriefText

/// Inverts batches of documents, one after the other. It keeps its memory and its analyzers.
package final class BatchInverter {
  /// Positions left free between two values of one field, so that no phrase matches across them.
  static let valueGap = 100

  private let layout: IndexLayout
  private let targets: [Int: TextTarget]
  private var analyzers: [Analyzer: TextAnalyzer] = [:]
  /// The same, for each text field met.
  private var analyzersOfFields: [Int: TextAnalyzer] = [:]
  private var tokens = TokenBuffer()
  private var spaces: [SpaceInverter]
  /// For each field that has stems, how they follow from its words.
  private var stems: [Int: StemDerivation] = [:]
  /// For each space of a combined field, the spaces it is made of.
  private var combined: [Int: [(space: Int, weight: UInt32)]] = [:]
  private var batch: InvertedBatch
  private var combinedLengths: [UInt32]

  /// Where the tokens of a text field go, by their places in the layout.
  private struct TextTarget {
    var words: Int
    var stems: Int?
    var norms: Int?
    /// The norms of the combined fields it counts in.
    var combinations: [(norms: Int, weight: UInt32)]
  }

  package init(layout: IndexLayout) {
    self.layout = layout
    spaces = layout.spaces.map { SpaceInverter($0) }
    batch = InvertedBatch(layout)
    combinedLengths = layout.normFields.map { _ in 0 }
    var targets: [Int: TextTarget] = [:]
    for (index, field) in layout.schema.fields.enumerated() {
      guard case .text = field.kind, let words = layout.space(.words, ofField: index) else {
        continue
      }
      let combinations = layout.combinations[index] ?? []
      let target = TextTarget(
        words: words, stems: layout.space(.stems, ofField: index),
        norms: layout.normFields.firstIndex(of: index),
        combinations: combinations.compactMap { part in
          layout.normFields.firstIndex(of: part.field).map { ($0, part.weight) }
        })
      targets[index] = target
      if target.stems != nil { stems[index] = StemDerivation() }
      for part in combinations {
        for (kind, source) in [(TermSpace.Kind.words, words), (.stems, target.stems)] {
          guard let source, let space = layout.space(kind, ofField: part.field) else { continue }
          combined[space, default: []].append((source, part.weight))
        }
      }
    }
    self.targets = targets
  }

  /// Inverts documents that were checked against the schema (``DocumentValidation``).
  ///
  /// - Throws: `analysisFailed`, naming the document.
  package func invert(_ documents: [Document]) throws(BriefError) -> InvertedBatch {
    for document in documents {
      do {
        try add(document)
      } catch {
        let identifier = document[layout.schema.identifier]?.strings.first ?? ""
        throw BriefError(
          .analysisFailed, "Document “\(identifier)”: the text analysis failed: \(error).",
          cause: error)
      }
    }
    do {
      try derive()
    } catch {
      throw BriefError(.analysisFailed, "The text analysis failed: \(error).", cause: error)
    }
    for i in spaces.indices { batch.spaces.append(spaces[i].finish()) }
    let whole = batch
    batch = InvertedBatch(layout)
    return whole
  }

  /// Fills the spaces that follow from others: first stems, then combined fields.
  private func derive() throws(ICUError) {
    for (field, target) in targets {
      guard let space = target.stems, let session = analyzersOfFields[field] else { continue }
      let words = spaces[target.words]
      try stems[field]?.finish(words, session, &spaces[space])
    }
    for (space, parts) in combined {
      spaces[space].combine(parts.map { (spaces[$0.space], $0.weight) })
    }
  }

  private func add(_ document: Document) throws(ICUError) {
    let schema = layout.schema
    let language = schema.languageField.flatMap { document[$0]?.strings.first }
    for i in combinedLengths.indices { combinedLengths[i] = 0 }
    for (index, field) in schema.fields.enumerated() {
      let value = document[field.name]
      switch field.kind {
      case .identifier, .keyword:
        guard let space = layout.space(.values, ofField: index) else { continue }
        for value in value?.strings ?? [] { spaces[space].add(value: value) }
      case .text(let analyzer):
        guard let target = targets[index] else { continue }
        let session = try session(analyzer, ofField: index)
        try addText(value?.strings ?? [], field: index, target, session, language)
      case .date, .number:
        switch value {
        case .date(let moment): batch.numbers[index]?.append(moment.seconds)
        case .number(let number): batch.numbers[index]?.append(number)
        default: batch.numbers[index]?.append(nil)
        }
      case .combined, .stored:
        break
      }
    }
    for (place, field) in layout.normFields.enumerated() {
      guard case .combined = schema.fields[field].kind else { continue }
      appendNorm(combinedLengths[place], place)
    }
    for i in spaces.indices { spaces[i].endDocument() }
    StoredRecord.encode(document, layout: layout, into: &batch.records)
    batch.recordEnds.append(batch.records.count)
    batch.documentCount += 1
  }

  private func addText(
    _ values: [String], field: Int, _ target: TextTarget, _ session: TextAnalyzer,
    _ language: String?
  ) throws(ICUError) {
    // Out of the object for as long as it is read, lest it be copied.
    var tokens = TokenBuffer()
    swap(&tokens, &self.tokens)
    defer { swap(&tokens, &self.tokens) }
    var position = 0
    var length = 0
    for (index, value) in values.enumerated() {
      if index > 0 { position += Self.valueGap }
      tokens.removeAll()
      let end = try session.analyze(
        value, language: language, firstPosition: position, into: &tokens)
      length += end - position
      position = end
      let firstWord = spaces[target.words].tokens.count
      spaces[target.words].add(tokens)
      if let space = target.stems {
        stems[field]?.add(
          spaces[target.words].tokens, from: firstWord, tokens, language: session.language,
          to: &spaces[space])
      }
      if tokens.count > TokenBuffer.keptTokens { tokens = TokenBuffer() }
    }
    for part in target.combinations {
      combinedLengths[part.norms] += UInt32(length) * part.weight
    }
    if let norms = target.norms { appendNorm(UInt32(length), norms) }
  }

  private func session(
    _ analyzer: Analyzer, ofField field: Int
  ) throws(ICUError) -> TextAnalyzer {
    if let known = analyzersOfFields[field] { return known }
    let session: TextAnalyzer
    if let known = analyzers[analyzer] {
      session = known
    } else {
      session = try TextAnalyzer(
        analyzer, defaultLanguage: layout.schema.defaultLanguage, impliesStems: true)
      analyzers[analyzer] = session
    }
    analyzersOfFields[field] = session
    return session
  }

  private func appendNorm(_ length: UInt32, _ place: Int) {
    batch.norms[place].append(Norm.encode(length))
    guard length > 0 else { return }
    batch.lengths[place].documentCount += 1
    batch.lengths[place].sum += UInt64(length)
  }
}
