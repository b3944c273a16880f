// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Replacing a small file as a whole: written aside, synced, renamed, folder synced.

/// Replaces a file by new content, or leaves the old one as it was. On return it is durable.
///
/// A failure of the very last step, syncing the folder, leaves the new file in place: whether it
/// would survive a power cut is then not known, and the error says so by its operation, "sync".
package func replaceAtomically(
  _ directory: any Directory, name: String, kind: FileKind, id: FileID, content: [UInt8]
) throws(StorageError) {
  let aside = name + ".tmp"
  try directory.remove(aside)  // a writer that died may have left one
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
