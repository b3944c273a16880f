// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How an archive is to be read.

/// Settings of an ``ArchiveReader``.
public struct ImportOptions: Sendable, Hashable {
  /// The language of texts in Latin script that do not say theirs.
  public var defaultLanguage = "en"
  /// Seconds ahead of UTC, for times that name no zone.
  public var dateZone = 0
  /// Which keys of records, front matter and sidecars mean which field.
  public var mapping = FieldMapping()
  /// If not empty, only files whose path (from the source's root) matches one are read.
  public var include: [Glob] = []
  /// Files and folders whose path matches one are passed over.
  public var exclude: [Glob] = []
  /// Folders that are passed over under whatever name they are met, such as that of the index
  /// being built.
  public var foldersLeftOut: [String] = []
  /// How large what is read may be.
  public var limits = ImportLimits()

  /// What is read if nothing else is said.
  public init() {}
}
