// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A batch of documents → what the index keeps of them, numbered within the batch. A batch depends on
// nothing but its documents, so that several are worked on at once and put together in their order.
//
// Stems and combined fields follow from the words of text fields. Who writes a segment derives them from all of
// its words at once (`DerivedTerms`), and gets from here only what does not follow. Who checks one wants to
// know what the texts say: there every stem is a token, and every token counted in every space it belongs to.

import BriefCodec
import BriefText

/// Inverts batches of documents, one after the other. It keeps its memory and its analyzers, of one thread at a time.
package struct BatchInverter {
  /// Positions left free between two values of one field, so that no phrase matches across them.
  package static let valueGap = 100

  private let layout: IndexLayout
  /// Whether spaces that follow from others are left out.
  private let leavesOutDerived: Bool
  /// What is done with the values of each field, in the order of the schema, and where a document's language is said.
  /// Of its own: what all threads count references of, each waits for.
  private let steps: [Step]
  private let languageField: String?
  private var analyzers: [Analyzer: TextAnalyzer] = [:]
  /// The same, by text field, once it was met.
  private var analyzersOfFields: [TextAnalyzer?]
  private var tokens = TokenBuffer()
  private var spaces: [SpaceInverter]
  /// For each field: what its stems do not follow from, if they are left to be derived.
  private var stems: [StemExceptions?]
  private var batch: InvertedBatch
  /// By place among the norms, the length of the document at hand in combined fields, and those that there are.
  private var combinedLengths: [UInt64]
  private let combinedNorms: [Int]

  private struct Step {
    let field: Int
    let name: String
    let action: Action
  }

  private enum Action {
    case values(space: Int)
    case text(Analyzer, TextTarget)
    case number
  }

  /// Where the tokens of a text field go, by their places in the layout.
  private struct TextTarget {
    var words: Int
    var stems: Int?
    var norms: Int?
    /// The combined fields it counts in.
    var combinations: [Combination]

    init?(_ field: Int, _ layout: IndexLayout) {
      guard let words = layout.space(.words, ofField: field) else { return nil }
      self.words = words
      stems = layout.space(.stems, ofField: field)
      norms = layout.normFields.firstIndex(of: field)
      combinations = (layout.combinations[field] ?? []).compactMap { part in
        layout.normFields.firstIndex(of: part.field).map { norms in
          Combination(
            words: layout.space(.words, ofField: part.field),
            stems: layout.space(.stems, ofField: part.field), norms: norms, weight: part.weight)
        }
      }
    }
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
    combinedNorms = layout.normFields.indices.filter {
      if case .combined = layout.schema.fields[layout.normFields[$0]].kind { true } else { false }
    }
    languageField = layout.schema.languageField
    stems = layout.schema.fields.map { _ in nil }
    analyzersOfFields = layout.schema.fields.map { _ in nil }
    var steps: [Step] = []
    for (index, field) in layout.schema.fields.enumerated() {
      guard let action = Self.action(field.kind, index, layout) else { continue }
      steps.append(Step(field: index, name: field.name, action: action))
      if leavesOutDerived, case .text(_, let target) = action, target.stems != nil {
        stems[index] = StemExceptions(field: index)
      }
    }
    self.steps = steps
  }

  private static func action(_ kind: Field.Kind, _ index: Int, _ layout: IndexLayout) -> Action? {
    switch kind {
    case .identifier, .keyword:
      layout.space(.values, ofField: index).map { .values(space: $0) }
    case .text(let analyzer):
      TextTarget(index, layout).map { .text(analyzer, $0) }
    case .date, .number: .number
    case .combined, .stored: nil
    }
  }

  /// Inverts documents that were checked against the schema (``DocumentValidation``).
  ///
  /// - Throws: `analysisFailed`, naming the document.
  package mutating func invert(_ documents: [Document]) throws(BriefError) -> InvertedBatch {
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
    for step in steps {
      guard case .text(_, let target) = step.action else { continue }
      batch.stems[step.field] = stems[step.field]?.finish(
        analyzersOfFields[step.field], words: spaces[target.words])
    }
    for i in spaces.indices { batch.spaces.append(spaces[i].finish()) }
    let whole = batch
    batch = InvertedBatch(layout)
    return whole
  }

  /// The stems that terms imply in a field's texts of a language, by its code; empty ones where they imply none.
  package mutating func impliedStems(
    in bytes: Span<UInt8>, at ranges: [Range<Int>], field: Int, language: String
  ) throws(ICUError) -> TermList {
    var stems = TermList()
    guard case .text(let analyzer) = layout.schema.fields[field].kind else { return stems }
    let session = try session(analyzer, ofField: field)
    try session.findImpliedStems(
      in: bytes, at: ranges, language: session.number(ofLanguage: language), &stems)
    return stems
  }

  private mutating func add(_ document: Document) throws(ICUError) {
    let language = languageField.flatMap { document[$0]?.firstString }
    for i in combinedLengths.indices { combinedLengths[i] = 0 }
    for i in steps.indices {
      let value = document[steps[i].name]
      switch steps[i].action {
      case .values(let space):
        value?.forEachString { spaces[space].add(value: $0) }
      case .text(let analyzer, let target):
        let session = try session(analyzer, ofField: steps[i].field)
        try addText(value, field: steps[i].field, target, session, language)
      case .number:
        switch value {
        case .date(let moment): batch.numbers[steps[i].field]?.append(moment.seconds)
        case .number(let number): batch.numbers[steps[i].field]?.append(number)
        default: batch.numbers[steps[i].field]?.append(nil)
        }
      }
    }
    for place in combinedNorms { appendNorm(UInt32(clamping: combinedLengths[place]), place) }
    for i in spaces.indices { spaces[i].endDocument() }
    for field in stems.indices { stems[field]?.endDocument() }
    StoredRecord.encode(document, layout: layout, into: &batch.records)
    batch.recordEnds.append(batch.records.count)
    batch.documentCount += 1
  }

  private mutating func addText(
    _ value: FieldValue?, field: Int, _ target: TextTarget, _ session: TextAnalyzer,
    _ language: String?
  ) throws(ICUError) {
    // Out of here for as long as it is read, lest it be copied.
    var tokens = TokenBuffer()
    swap(&tokens, &self.tokens)
    defer { swap(&tokens, &self.tokens) }
    var position = 0
    var length = 0
    var isFirst = true
    try value?.forEachString { (text) throws(ICUError) in
      if !isFirst { position += Self.valueGap }
      isFirst = false
      tokens.removeAll()
      let end = try session.analyze(
        text, language: language, firstPosition: position, into: &tokens)
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
  private mutating func add(
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

  private mutating func session(
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

  private mutating func appendNorm(_ length: UInt32, _ place: Int) {
    batch.norms[place].append(Norm.encode(length))
    guard length > 0 else { return }
    batch.lengths[place].documentCount += 1
    batch.lengths[place].sum += UInt64(length)
  }
}
