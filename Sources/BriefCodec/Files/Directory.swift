// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where files live: a folder of a disk, or memory. The seam where tests put a faulty disk.

/// Receives the bytes of a new file, front to back.
package protocol FileSink: AnyObject {
  func write(_ bytes: [UInt8]) throws(FileError)
  /// Returns when the bytes are durable.
  func sync() throws(FileError)
  func close() throws(FileError)
}

/// A flat folder of files.
package protocol Directory: AnyObject, Sendable {
  /// For messages.
  var path: String { get }
  /// The names of the files, sorted.
  func list() throws(StorageError) -> [String]
  /// Opens a file of the format. Writes, locks and creates nothing.
  func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile
  /// Creates a file, which must not exist.
  func create(_ name: String) throws(StorageError) -> any FileSink
  func rename(_ name: String, to new: String) throws(StorageError)
  /// Removes a file; one that is not there is removed already.
  func remove(_ name: String) throws(StorageError)
  /// Returns when creations, renames and removals are durable.
  func sync() throws(StorageError)
  /// Takes a lock, or returns `nil` if somebody else has it. Released when the lock is destroyed, or when its process
  /// ends, however it ends.
  func lock(_ name: String) throws(StorageError) -> FileLock?
  /// Who holds a lock: process, host and since when, as the holder wrote it.
  func lockHolder(_ name: String) -> String?
}

/// Replaces a file by new content, or leaves the old one as it was. On return it is durable.
package func replaceAtomically(
  _ directory: any Directory, name: String, kind: FileKind, id: FileID, content: [UInt8]
) throws(StorageError) {
  let aside = name + ".tmp"
  try directory.remove(aside)
  let file = try FileWriter(directory, name: aside, kind: kind, id: id)
  do throws(StorageError) {
    try file.append(content)
    _ = try file.finish()
    try directory.rename(aside, to: name)
  } catch {
    file.abandon()
    throw error
  }
  try directory.sync()
}
