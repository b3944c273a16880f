// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which structures a schema asks for. The order here is the order in the files: the layout is a
// function of the schema alone, so that a segment need not say it again.
//
// A text field has up to two *term spaces*: its words as written (with positions) and its stems
// (with frequencies only). Alphabetic words are searched among the stems, quoted words and scripts
// without stems among the words; keeping them apart is what keeps an exact phrase exact while the
// default search reads one posting list a word. A combined field has the same two spaces, without
// positions: each occurrence counts as often as its field weighs.

import BriefCodec
package import BriefText

/// A set of terms with posting lists of its own.
package struct TermSpace: Hashable, Sendable {
  /// What the terms are.
  package enum Kind: Hashable, Sendable { case words, stems, values, pairs }
  /// What the posting lists hold beside the documents.
  package enum Detail: Int, Comparable, Hashable, Sendable {
    case documents, frequencies, positions
    /// What a dictionary says of terms with such lists.
    var entries: TermEntries { self == .documents ? .values : .words }
    package static func < (a: Detail, b: Detail) -> Bool { a.rawValue < b.rawValue }
  }

  /// The field's index in the schema.
  package let field: Int
  package let kind: Kind
  package let detail: Detail

  /// Words of a text field that are to imply no stem: never in an index, only while it is written.
  static func withheld(ofField field: Int) -> TermSpace {
    TermSpace(field: field, kind: .words, detail: .frequencies)
  }
}

/// The structures of an index with a certain schema. An object, since everything that reads or plans holds
/// it, and nothing in it ever changes.
package final class IndexLayout: Sendable {
  package let schema: Schema
  /// All term spaces.
  package let spaces: [TermSpace]
  /// The fields that have norms: text and combined fields, as indices in the schema.
  package let normFields: [Int]
  /// The fields that have a column, as indices in the schema.
  package let columnFields: [Int]
  /// For a text field (an index in the schema): the combined fields it counts in, with its weight.
  package let combinations: [Int: [(field: Int, weight: UInt32)]]
  /// The index of the last term space with positions: behind it none are written.
  package let lastSpaceWithPositions: Int
  /// The index of the identifiers' term space.
  package let identifierSpace: Int
  private let indexOfName: [String: Int]
  private let indexOfStoredName: [String: Int]

  package init(_ schema: Schema) {
    self.schema = schema
    var spaces: [TermSpace] = []
    var norms: [Int] = []
    var columns: [Int] = []
    var identifierSpace = 0  // every schema has one
    var combinations: [Int: [(field: Int, weight: UInt32)]] = [:]
    for (index, field) in schema.fields.enumerated() {
      switch field.kind {
      case .identifier, .keyword:
        if field.kind == .identifier { identifierSpace = spaces.count }
        spaces.append(TermSpace(field: index, kind: .values, detail: .documents))
        columns.append(index)
      case .text(let analyzer):
        norms.append(index)
        spaces.append(TermSpace(field: index, kind: .words, detail: .positions))
        if analyzer.stems {
          spaces.append(TermSpace(field: index, kind: .stems, detail: .frequencies))
        }
      case .combined(let parts):
        norms.append(index)
        spaces.append(TermSpace(field: index, kind: .words, detail: .frequencies))
        spaces.append(TermSpace(field: index, kind: .stems, detail: .frequencies))
        for part in parts {
          guard let source = schema.fields.firstIndex(where: { $0.name == part.field }) else {
            continue
          }
          combinations[source, default: []].append((index, UInt32(part.weight)))
        }
      case .date, .number:
        columns.append(index)
      case .stored:
        break
      }
    }
    self.spaces = spaces
    self.identifierSpace = identifierSpace
    lastSpaceWithPositions = spaces.lastIndex { $0.detail == .positions } ?? 0
    normFields = norms
    columnFields = columns
    self.combinations = combinations
    indexOfName = Dictionary(
      uniqueKeysWithValues: schema.fields.enumerated().map { ($1.name, $0) })
    indexOfStoredName = indexOfName.filter { schema.fields[$0.value].isStored }
  }

  /// The index of the field of that name in the schema.
  package func field(named name: String) -> Int? { indexOfName[name] }

  /// The same, if the field is stored.
  func storedField(named name: String) -> Int? { indexOfStoredName[name] }

  /// The index of a term space in ``spaces``.
  package func space(_ kind: TermSpace.Kind, ofField field: Int) -> Int? {
    spaces.firstIndex { $0.field == field && $0.kind == kind }
  }

  /// The text fields a field stands for, with their weights: itself, or the parts of a combination.
  package func textFields(of field: Int) -> [(field: Int, weight: UInt32)] {
    guard case .combined(let parts) = schema.fields[field].kind else { return [(field, 1)] }
    return parts.compactMap { part in
      indexOfName[part.field].map { ($0, UInt32(part.weight)) }
    }
  }

  /// What a term space follows from, and how often each occurrence there counts: stems from their field's words,
  /// the spaces of a combined field from those of its parts; `nil` for a space that stands for itself.
  package func parts(ofSpace index: Int) -> [(space: Int, weight: UInt32)]? {
    let (field, kind) = (spaces[index].field, spaces[index].kind)
    if case .combined = schema.fields[field].kind {
      return textFields(of: field).compactMap { part in
        space(kind, ofField: part.field).map { ($0, part.weight) }
      }
    }
    guard kind == .stems else { return nil }
    guard let words = space(.words, ofField: field) else { return [] }
    return [(words, 1)]
  }

  /// Whether what is kept of a document says all that a field's structures hold of it: its text is stored,
  /// or those of all parts of the combination.
  package func isStored(field: Int) -> Bool {
    textFields(of: field).allSatisfy { schema.fields[$0.field].isStored }
  }

  /// The analyzer of a text field; that of the first part for a combined field.
  package func analyzer(of field: Int) -> Analyzer? {
    switch schema.fields[field].kind {
    case .text(let analyzer): analyzer
    case .combined(let parts):
      parts.first.flatMap { indexOfName[$0.field] }.flatMap { analyzer(of: $0) }
    default: nil
    }
  }
}
