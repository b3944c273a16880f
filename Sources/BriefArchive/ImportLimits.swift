// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Bounds that keep a hostile archive from taking all memory or all day.

/// How much is read at most. The defaults are far above honest archives.
public struct ImportLimits: Sendable, Hashable {
  /// Bytes of one document: a page, a line of JSON Lines, a record of CSV.
  public var documentBytes = 64 << 20
  /// Bytes of a file that is held in memory whole for its format: JSON (but not JSON
  /// Lines), feeds, and anything in UTF-16.
  public var fileBytes = 256 << 20
  /// Bytes of one archive that lies in another, which is held in memory.
  public var nestedArchiveBytes = 256 << 20
  /// Entries of one archive.
  public var archiveEntries = 10_000_000
  /// How many times its size an archive may unpack to, beyond ``freeExpansion``.
  public var expansionRatio = 500
  /// Bytes an archive may unpack to whatever its size.
  public var freeExpansion = 64 << 20
  /// Objects and arrays within each other in JSON.
  public var jsonDepth = 128

  /// The limits that hold if nothing else is said.
  public init() {}
}
