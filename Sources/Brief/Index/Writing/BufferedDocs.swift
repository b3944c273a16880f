// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The documents that a writer holds in memory, by identifier: what a later document of the same name
// replaces before it was ever written. They are numbered in the order of adding, whatever batch or
// segment they end up in.

import BriefCodec

/// Identifiers of documents not yet written.
struct BufferedDocs {
  private var identifiers = TermTable()
  /// For each identifier, its document; `none` if that was deleted.
  private var documents: [Int] = []
  /// The documents that were replaced or deleted, ascending in the order of that.
  private var deleted: [Int] = []

  private static let none = -1

  /// The number of documents replaced or deleted.
  var deletedCount: Int { deleted.count }

  /// Adds a document, in the place of the one with the same identifier; says whether there was one.
  @discardableResult
  mutating func insert(_ identifier: [UInt8], _ document: Int) -> Bool {
    let number = Int(identifiers.number(of: identifier))
    guard number < documents.count else {
      documents.append(document)
      return false
    }
    return replace(number, with: document)
  }

  /// Deletes the document with an identifier; says whether there was one.
  mutating func delete(_ identifier: [UInt8]) -> Bool {
    guard let number = identifiers.find(identifier) else { return false }
    return replace(Int(number), with: Self.none)
  }

  private mutating func replace(_ number: Int, with document: Int) -> Bool {
    let old = documents[number]
    documents[number] = document
    if old != Self.none { deleted.append(old) }
    return old != Self.none
  }

  /// Forgets the documents before `document`, which have been written; returns those of them that
  /// were deleted.
  mutating func remove(before document: Int) -> [Int] {
    let written = deleted.filter { $0 < document }
    deleted.removeAll { $0 < document }
    var rest = BufferedDocs()
    rest.deleted = deleted
    for (number, kept) in documents.enumerated() where kept >= document {
      rest.insert(Array(identifiers.bytes[identifiers.range(UInt32(number))]), kept)
    }
    self = rest
    return written
  }
}
