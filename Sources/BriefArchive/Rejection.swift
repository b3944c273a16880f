// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What could not be read, where and why.

/// A document, or a whole file, that was not read.
public struct Rejection: Sendable, Hashable {
  /// The file, and within it the archive's entry, as documents name theirs.
  public var source: String
  /// The line the trouble is in, the first being 1; `nil` where lines mean nothing.
  public var line: Int?
  /// How many bytes into the (unpacked) source the trouble begins, if known.
  public var offset: Int?
  /// What is wrong, and what helps if something does: a sentence without full stop.
  public var reason: String

  /// Something that could not be read.
  public init(source: String, line: Int? = nil, offset: Int? = nil, reason: String) {
    self.source = source
    self.line = line
    self.offset = offset
    self.reason = reason
  }

  /// Of `document`, since another one has its id already: that from `first`.
  public init(duplicate document: BriefDocument, first: String) {
    self.init(
      source: document.source,
      reason: RejectionReason.duplicateID(document.id, first: first).message)
  }
}

/// What ends the reading of a source.
struct ReadFailure: Error, Hashable {
  var reason: RejectionReason
  var line: Int?
  var offset: Int?

  init(_ reason: RejectionReason, line: Int? = nil, offset: Int? = nil) {
    self.reason = reason
    self.line = line
    self.offset = offset
  }
}
