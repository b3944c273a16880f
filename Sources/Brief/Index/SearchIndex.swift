// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The front door: create, open, write. Searching is an extension in `Search/`, since the index does
// not know what is asked of it.

package import BriefCodec

/// An index in a folder.
public final class SearchIndex: Sendable {
  /// The folder.
  public let path: String
  /// What documents of this index may be.
  public let schema: Schema
  package let directory: any Directory

  package init(directory: any Directory, schema: Schema) {
    path = directory.path
    self.directory = directory
    self.schema = schema
  }

  /// Creates an empty index in a new or empty folder.
  ///
  /// - Throws: `alreadyExists` if there is an index, `locked` if somebody else is creating one,
  ///   `readOnly`, `ioFailure`.
  public static func create(at path: String, schema: Schema) throws(BriefError) -> SearchIndex {
    do {
      return try create(in: DiskDirectory(path: path, create: true), schema: schema)
    } catch {
      throw BriefError(any: error)
    }
  }

  package static func create(
    in directory: any Directory, schema: Schema
  ) throws -> SearchIndex {
    // Of two who create at once, the later must not put an empty commit over what the first has written.
    let locked = try lock(directory, timeout: .zero)
    guard try !holdIndex(directory.list()) else {
      throw BriefError(.alreadyExists, "There is an index at \(directory.path) already.")
    }
    let commit = Commit(
      generation: 1, schema: schema, analysis: schema.analysisFingerprint, metadata: [:],
      segments: [])
    try commit.write(to: directory)
    _ = consume locked
    return SearchIndex(directory: directory, schema: schema)
  }

  /// Opens an index. Reads its commit and nothing else; writes nothing.
  ///
  /// - Throws: `notAnIndex`, `formatTooNew`, `formatTooOld`, `corrupted`, `readOnly`, `ioFailure`.
  public static func open(at path: String) throws(BriefError) -> SearchIndex {
    do {
      return try open(in: DiskDirectory(path: path, create: false))
    } catch StorageError.file(let error) where error.isNotFound {
      throw BriefError(notAnIndex: path, cause: error)
    } catch {
      throw BriefError(any: error)
    }
  }

  package static func open(in directory: any Directory) throws -> SearchIndex {
    let last = try Commit.readLast(at: directory)
    return SearchIndex(directory: last.directory, schema: last.commit.schema)
  }

  /// Whether a folder holds an index: whether it has a commit, or the copy of one that was lost.
  public static func exists(at path: String) -> Bool {
    guard let names = try? DiskDirectory(path: path, create: false).list() else { return false }
    return holdIndex(names)
  }

  private static func holdIndex(_ names: [String]) -> Bool {
    names.contains(Commit.fileName) || names.contains(Commit.copyName)
  }

  /// What was kept beside the index with ``IndexWriter/setMetadata(_:_:)``. Reads the last commit.
  ///
  /// - Throws: as ``open(at:)``, but `ioFailure` where there is no index any more.
  public func metadata() throws(BriefError) -> [String: String] {
    do {
      return try Commit.readLast(at: directory).commit.metadata
    } catch {
      throw BriefError(any: error)
    }
  }

  /// Whether the texts were analysed by the analyzers, ICU and stemmers at hand. If not, words may be
  /// missed, and writing is refused until the index is rebuilt. Reads the last commit.
  ///
  /// - Throws: as ``open(at:)``, but `ioFailure` where there is no index any more.
  public func isCurrent() throws(BriefError) -> Bool {
    do {
      let commit = try Commit.readLast(at: directory).commit
      return commit.analysis == commit.schema.analysisFingerprint
    } catch {
      throw BriefError(any: error)
    }
  }

  /// Writes: commits when `body` returns, rolls back if it throws.
  ///
  /// - Throws: `locked` if another writer does not finish within the timeout, naming it; `outdated` if
  ///   the index was built with another analysis; whatever `body` throws.
  /// - Returns: what `body` returns.
  @discardableResult public func write<Result>(
    options: WriteOptions = WriteOptions(), _ body: (inout IndexWriter) throws -> Result
  ) throws -> Result {
    var writer = try openWriter(options)
    let result: Result
    do {
      result = try body(&writer)
      try writer.commit()
    } catch {
      writer.rollBack()
      throw error
    }
    return result
  }

  /// Calls `body` while nobody else can write to the index in a folder, be it sound or not.
  package static func holdingLock(
    at path: String, timeout: Duration, _ body: () throws -> Void
  ) throws {
    let directory: DiskDirectory
    do { directory = try DiskDirectory(path: path, create: false) } catch {
      throw BriefError(any: error)
    }
    let locked = try lock(directory, timeout: timeout)
    try body()
    _ = consume locked
  }

  private func openWriter(_ options: WriteOptions) throws(BriefError) -> IndexWriter {
    let locked = try Self.lock(directory, timeout: options.lockTimeout)
    let directory = locked.directory
    let commit: Commit
    do {
      commit = try Commit.read(from: directory)
    } catch {
      throw BriefError(any: error)
    }
    guard commit.analysis == commit.schema.analysisFingerprint else {
      throw BriefError(
        .outdated,
        "The index at \(path) was built with another analyzer or ICU version. Rebuild it.")
    }
    return try IndexWriter(directory, commit: commit, options: options, lock: locked.lock)
  }

  /// A folder with its lock.
  struct LockedFolder: ~Copyable {
    let directory: any Directory
    let lock: FileLock
  }

  static func lock(
    _ directory: any Directory, timeout: Duration
  ) throws(BriefError) -> LockedFolder {
    let deadline = ContinuousClock.now.advanced(by: timeout)
    do {
      while true {
        let folder = try directory.current()
        let lock: FileLock?
        do throws(StorageError) {
          lock = try folder.lock(IndexFolder.lockName)
        } catch {
          // A folder that was removed meanwhile has room for no lock, and another stands in its place.
          guard try folder.current() !== folder else { throw error }
          continue
        }
        if let lock {
          // Whoever had the lock may have put another index in this one's place before giving it back.
          guard try folder.current() === folder else { continue }
          return LockedFolder(directory: folder, lock: lock)
        }
        guard ContinuousClock.now < deadline else {
          let holder = folder.lockHolder(IndexFolder.lockName) ?? "another process"
          throw BriefError(
            .locked, "The index at \(folder.path) is being written by \(holder). Try again later.")
        }
        Pause.milliseconds(20)
      }
    } catch {
      throw BriefError(any: error)
    }
  }
}
