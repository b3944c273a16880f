// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A file or folder to read, and the name it is shown by.

/// A file or folder of an archive.
public struct ArchiveSource: Sendable, Hashable {
  /// Where it is, for opening it.
  public var path: String
  /// What stands in place of the path in ``BriefDocument/source``. A definition's sources
  /// are named as they are written there, so that an index is the same wherever it is built.
  public var name: String
  /// If not empty, only files matching one of these are read.
  public var include: [Glob]

  /// A file, folder or archive, called `name` or as its path.
  public init(path: String, name: String? = nil, include: [Glob] = []) {
    self.path = path
    self.name = name ?? path
    self.include = include
  }
}
