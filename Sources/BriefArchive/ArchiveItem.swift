// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a reader delivers. Documents and rejections together are everything it read.

/// One thing read from an archive.
public enum ArchiveItem: Sendable, Hashable {
  case document(BriefDocument)
  case rejected(Rejection)
}

/// How far a reader has come.
public struct ReadProgress: Sendable, Hashable {
  /// Documents delivered.
  public internal(set) var documents = 0
  /// Rejections delivered.
  public internal(set) var rejections = 0
  /// Files finished or begun.
  public internal(set) var files = 0
  /// Bytes of those files, packed as they are; comparable with
  /// ``ArchiveReader/fileBytes()``.
  public internal(set) var fileBytesRead = 0
  /// Bytes read after unpacking.
  public internal(set) var bytesRead = 0

  /// Everything that was read: documents and rejections.
  public var read: Int { documents + rejections }
}
