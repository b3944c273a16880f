// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The error every public call of the engine may throw. Inside, layers throw small typed errors that
// carry facts (`CorruptionError`, `FileError`, `ICUError`); they become a `BriefError` once, at the
// front door, and the sentences are all in `BriefError+Message.swift`.

/// An error thrown by the engine.
public struct BriefError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure this is. New codes may be added in a minor release.
  public var code: Code
  /// What happened and what can be done about it, in one or two sentences.
  public var message: String
  /// Where in the index, for ``Code/corrupted``: file and byte offset.
  public var location: FileLocation?
  /// The error that led to this one.
  public var cause: (any Error)?

  /// An error with a code and a sentence for people.
  public init(
    _ code: Code, _ message: String, location: FileLocation? = nil, cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.cause = cause
  }

  /// The message.
  public var description: String { message }

  /// A place in a file of the index.
  public struct FileLocation: Sendable, Hashable {
    /// The file's name inside the index folder.
    public var file: String
    /// The offset of the first byte concerned.
    public var offset: Int

    /// A place in a file of the index.
    public init(file: String, offset: Int) {
      self.file = file
      self.offset = offset
    }
  }
}

extension BriefError {
  /// The kind of a failure: a struct over a closed list, so that cases can be added.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Kind: String {
      case invalidSchema, invalidDocument, invalidQuery
      case notAnIndex, alreadyExists, formatTooOld, formatTooNew, outdated, corrupted
      case locked, readOnly, ioFailure, outOfSpace, analysisFailed
    }
    private let kind: Kind
    private init(_ kind: Kind) { self.kind = kind }

    /// The code's name, as the JSON output prints it.
    public var description: String { kind.rawValue }

    /// A schema contradicts itself.
    public static let invalidSchema = Code(.invalidSchema)
    /// A document does not fit the schema.
    public static let invalidDocument = Code(.invalidDocument)
    /// A query cannot be answered as built.
    public static let invalidQuery = Code(.invalidQuery)
    /// There is no index at the path.
    public static let notAnIndex = Code(.notAnIndex)
    /// There is an index at the path already.
    public static let alreadyExists = Code(.alreadyExists)
    /// The index was written by a version whose format is no longer read.
    public static let formatTooOld = Code(.formatTooOld)
    /// The index was written by a later version.
    public static let formatTooNew = Code(.formatTooNew)
    /// The index was written with another schema, analyzer or ICU version; rebuild it.
    public static let outdated = Code(.outdated)
    /// Bytes of the index are not what was written.
    public static let corrupted = Code(.corrupted)
    /// Another writer holds the index.
    public static let locked = Code(.locked)
    /// The folder may not be written.
    public static let readOnly = Code(.readOnly)
    /// A file operation failed.
    public static let ioFailure = Code(.ioFailure)
    /// The disk is full.
    public static let outOfSpace = Code(.outOfSpace)
    /// ICU or a stemmer could not be had.
    public static let analysisFailed = Code(.analysisFailed)
  }
}
