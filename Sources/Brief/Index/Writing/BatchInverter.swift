// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A batch of documents → what the index keeps of them, numbered within the batch. A batch depends on
// nothing but its documents, so that several are worked on at once and put together in their order.
//
// Stems and combined fields follow from the words of text fields. Who writes a segment derives them from all of
// its words at once (`DerivedTerms`), and gets from here only what does not follow. Who checks one wants to
// know what the texts say: there every stem is a token, and every token counted in every space it belongs to.

import BriefCodec
import BriefText

/// Inverts batches of documents, one after the other. It keeps its memory and its analyzers.
package final class BatchInverter {
  /// Positions left free between two values of one field, so that no phrase matches across them.
  package static let valueGap = 100

  private let layout: IndexLayout
  /// Whether spaces that follow from others are left out.
  private let leavesOutDerived: Bool
  private let targets: [Int: TextTarget]
  private var analyzers: [Analyzer: TextAnalyzer] = [:]
  /// The same, for each text field met.
  private var analyzersOfFields: [Int: TextAnalyzer] = [:]
  private var tokens = TokenBuffer()
  private var spaces: [SpaceInverter]
  /// For each field: what its stems do not follow from, if they are left to be derived.
  private var stems: [StemExceptions?]
  private var batch: InvertedBatch
  private var combinedLengths: [UInt64]

  /// Where the tokens of a text field go, by their places in the layout.
  private struct TextTarget {
    var words: Int
    var stems: Int?
    var norms: Int?
    /// The combined fields it counts in.
    var combinations: [Combination]
  }

  private struct Combination {
    let words: Int?
    let stems: Int?
    let norms: Int
    let weight: UInt32
  }

  /// - Parameter leavesOutDerived: whether what follows from other spaces is left to whoever puts batches together:
  ///   of stems there are those that stand for themselves, with ``InvertedBatch/stems``, of combined fields nothing.
  package init(layout: IndexLayout, leavesOutDerived: Bool = false) {
    self.layout = layout
    self.leavesOutDerived = leavesOutDerived
    spaces = layout.spaces.map { SpaceInverter($0) }
    batch = InvertedBatch(layout)
    combinedLengths = layout.normFields.map { _ in 0 }
    stems = layout.schema.fields.map { _ in nil }
    var targets: [Int: TextTarget] = [:]
    for (index, field) in layout.schema.fields.enumerated() {
      guard case .text = field.kind, let words = layout.space(.words, ofField: index) else {
        continue
      }
      let combinations = (layout.combinations[index] ?? []).compactMap { part in
        layout.normFields.firstIndex(of: part.field).map { norms in
          Combination(
            words: layout.space(.words, ofField: part.field),
            stems: layout.space(.stems, ofField: part.field), norms: norms, weight: part.weight)
        }
      }
      let target = TextTarget(
        words: words, stems: layout.space(.stems, ofField: index),
        norms: layout.normFields.firstIndex(of: index), combinations: combinations)
      targets[index] = target
      if leavesOutDerived, target.stems != nil { stems[index] = StemExceptions(field: index) }
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
    for (field, target) in targets {
      batch.stems[field] = stems[field]?.finish(
        analyzersOfFields[field], words: spaces[target.words])
    }
    for i in spaces.indices { batch.spaces.append(spaces[i].finish()) }
    let whole = batch
    batch = InvertedBatch(layout)
    return whole
  }

  /// The stems that terms imply in a field's texts of a language, by its code; empty ones where they imply none.
  package func impliedStems(
    of terms: TermList, field: Int, language: String
  ) throws(ICUError) -> TermList {
    var stems = TermList()
    guard case .text(let analyzer) = layout.schema.fields[field].kind else { return stems }
    let session = try session(analyzer, ofField: field)
    try session.findImpliedStems(
      of: terms, language: session.number(ofLanguage: language), &stems)
    return stems
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
      appendNorm(UInt32(clamping: combinedLengths[place]), place)
    }
    for i in spaces.indices { spaces[i].endDocument() }
    for field in stems.indices { stems[field]?.endDocument() }
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
      try add(tokens, field, target, session)
      if tokens.count > TokenBuffer.keptTokens { tokens = TokenBuffer() }
    }
    for part in target.combinations {
      combinedLengths[part.norms] += UInt64(length) * UInt64(part.weight)
    }
    if let norms = target.norms { appendNorm(UInt32(length), norms) }
  }

  /// Adds the tokens of a text to the spaces they belong to.
  private func add(
    _ tokens: borrowing TokenBuffer, _ field: Int, _ target: TextTarget, _ session: TextAnalyzer
  ) throws(ICUError) {
    let firstWord = spaces[target.words].tokens.count
    spaces[target.words].add(tokens)
    if leavesOutDerived {
      guard let space = target.stems else { return }
      let wordCount = spaces[target.words].tokens.count - firstWord
      try stems[field]?.add(tokens, wordCount: wordCount, session, explicit: &spaces[space])
      return
    }
    if let space = target.stems { spaces[space].add(tokens, areStems: true, weight: 1) }
    for combination in target.combinations {
      if let space = combination.words {
        spaces[space].add(tokens, areStems: false, weight: combination.weight)
      }
      if let space = combination.stems {
        spaces[space].add(tokens, areStems: true, weight: combination.weight)
      }
    }
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
        analyzer, defaultLanguage: layout.schema.defaultLanguage, impliesStems: leavesOutDerived)
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
