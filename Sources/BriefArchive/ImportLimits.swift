// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Bounds that keep a hostile archive from taking all memory or all day.

/// How much is read at most. The defaults are far above honest archives.
public struct ImportLimits: Sendable, Hashable {
  /// Bytes of one document: a page, a value in JSON, a line of JSON Lines, a record of CSV.
  public var documentBytes: Int
  /// Bytes of a file that is held in memory whole for its format: feeds, records in UTF-16, and JSON
  /// that is not UTF-8.
  public var fileBytes: Int
  /// Bytes of one archive that lies in another, which is held in memory.
  public var nestedArchiveBytes: Int
  /// Entries of one archive.
  public var archiveEntries = 10_000_000
  /// How many times its size an archive may unpack to, beyond ``freeExpansion``.
  public var expansionRatio = 500
  /// Bytes an archive may unpack to whatever its size.
  public var freeExpansion = 64 << 20
  /// Objects and arrays within each other in JSON.
  public var jsonDepth = 128

  /// The limits for `memory` bytes. Reading and indexing one document takes some 15 times its size, an
  /// eighth of `memory` at most; up to 120 times, nearly all of it, where hardly two words, or pairs of
  /// ideographs, are alike. Reading one file takes five times its size, a third.
  public init(memory: Int = 256 << 20) {
    documentBytes = min(64 << 20, memory / 128)
    fileBytes = min(256 << 20, memory / 16)
    nestedArchiveBytes = min(256 << 20, memory / 4)
  }
}
