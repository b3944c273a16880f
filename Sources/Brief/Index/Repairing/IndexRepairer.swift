// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Saves what is sound of a damaged index. Segments in which the deep check finds nothing stay as they
// are; of all others the stored documents that can be read are indexed again; the result is one more
// commit, made like any other. Until that is durable nothing of the old one is touched, and damaged
// files are set aside afterwards, not removed.

package import BriefCodec

/// Repairs a damaged index.
public struct IndexRepairer: Sendable {
  private let directory: any Directory

  /// A repairer for the index in a folder.
  ///
  /// - Throws: `notAnIndex` if there is no such folder.
  public init(path: String) throws(BriefError) {
    do {
      directory = try DiskDirectory(path: path, create: false)
    } catch .file(let error) where error.isNotFound {
      throw BriefError(notAnIndex: path, cause: error)
    } catch {
      throw BriefError(any: error)
    }
  }

  package init(_ directory: any Directory) { self.directory = directory }

  /// Saves what is sound into a new commit, and says what was lost. Where nothing is damaged nothing is
  /// written. Takes as long as ``IndexChecker/check(deep:)`` with `deep`, and as indexing what is saved
  /// of damaged segments; of their documents all identifiers are held in memory.
  ///
  /// Works without the commit file, from its copy. Damaged files keep their contents under names that
  /// end in `.damaged`; who does not need them may remove them.
  ///
  /// - Parameter dryRun: only say what would be done; writes and locks nothing.
  /// - Parameter options: the memory for documents that are indexed again, and how long to wait for
  ///   another writer.
  /// - Throws: `notAnIndex` if there is no commit and no copy of one; `corrupted` if neither can be read;
  ///   `locked`, `readOnly`, `outOfSpace`, `ioFailure`. The index then is as it was, or, if only naming the damaged
  ///   files failed, repaired.
  @discardableResult
  public func repair(
    dryRun: Bool = false, options: WriteOptions = WriteOptions()
  ) throws(BriefError) -> Report {
    do {
      guard !dryRun else { return try rehearse() }
      // Nothing is created where no index is.
      _ = try Commit.readLast(at: directory, by: Commit.readAny)
      let locked = try SearchIndex.lock(directory, timeout: options.lockTimeout)
      let plan = try RepairPlan(locked.directory)
      if plan.report.isSound {
        plan.commit.refreshCopy(in: locked.directory)
      } else {
        try Repair(plan, options).run()
      }
      _ = consume locked
      return plan.report
    } catch StorageError.file(let error) where error.isNotFound {
      throw BriefError(notAnIndex: directory.path, cause: error)
    } catch {
      throw BriefError(any: error)
    }
  }

  /// What would be done. A writer may remove files while they are read, and a rebuild all of them; then
  /// there is a newer commit, and that is looked at.
  private func rehearse() throws -> Report {
    let folder = try directory.current()
    let found = Result { try RepairPlan(folder) }
    guard try folder.current() === folder else { return try rehearse() }
    let plan = try found.get()
    let generation = try? Commit.readAny(from: folder).generation
    guard !plan.report.isSound, let generation, generation != plan.commit.generation else {
      return plan.report
    }
    return try rehearse()
  }
}
