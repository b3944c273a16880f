// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where files live: a folder of a disk, or memory. The seam where tests put a faulty disk.

/// A flat folder of files.
package protocol Directory: AnyObject, Sendable {
  /// For messages.
  var path: String { get }
  /// The names of the files, sorted.
  func list() throws(StorageError) -> [String]
  /// Opens a file of the format. Writes, locks and creates nothing.
  func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile
  /// The bytes of a file, whatever they are: for those who look into damage.
  func contents(of name: String) throws(StorageError) -> MappedFile
  /// Creates a file, which must not exist.
  func create(_ name: String) throws(StorageError) -> any FileSink
  /// Gives a file another name; a file that had it is replaced.
  func rename(_ name: String, to new: String) throws(StorageError)
  /// Removes a file; one that is not there is removed already.
  func remove(_ name: String) throws(StorageError)
  /// Returns when creations, renames and removals are durable.
  func sync() throws(StorageError)
  /// Takes a lock, or returns `nil` if somebody else has it. Released when the lock is destroyed,
  /// or when its process ends, however it ends.
  func lock(_ name: String) throws(StorageError) -> FileLock?
  /// Who took a lock last: process, host and since when, as the holder wrote it.
  func lockHolder(_ name: String) -> String?
  /// The folder that stands at the path now: this one, or another that took its place.
  func current() throws(StorageError) -> any Directory
}

extension Directory {
  /// This folder: where there are no paths, nothing takes its place.
  package func current() -> any Directory { self }
}
