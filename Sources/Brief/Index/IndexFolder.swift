// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The files of an index folder that belong to the index, and those left behind by interrupted writers.

import BriefCodec

package enum IndexFolder {
  /// Whether a file of this name is an index's own. All others in its folder are somebody else's, and
  /// are left alone.
  package static func isOwn(_ name: String) -> Bool {
    let name = name.hasSuffix(RepairPlan.suffix) ? RepairPlan.ownName(name) : name
    let commits = [Commit.fileName, Commit.copyName].flatMap { [$0, $0 + ".tmp"] }
    return commits.contains(name) || name == lockName || isSegmentFile(name)
  }

  /// The writer's lock. Readers never touch it.
  static let lockName = "write.lock"

  /// Removes every file of the format that none of some commits names. Only the holder of the lock may,
  /// and only when one of them is durably the folder's.
  ///
  /// Readers that still have such files open keep their contents; files of other names are left alone.
  static func removeUnused(
    _ directory: any Directory, keeping commits: Commit...
  ) throws(StorageError) {
    let kept = Set(commits.flatMap(\.segments).flatMap(\.fileNames))
    for name in try directory.list() where isSegmentFile(name) && !kept.contains(name) {
      try directory.remove(name)
    }
    for name in [Commit.fileName, Commit.copyName] { try directory.remove(name + ".tmp") }
  }

  /// `<32 hex digits>.<part>` and `<32 hex digits>.<generation>.live`.
  static func isSegmentFile(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard let id = parts.first, id.utf8.count == 32, id.allSatisfy(\.isHexDigit) else {
      return false
    }
    switch parts.count {
    case 2: return SegmentPart(rawValue: String(parts[1])) != nil
    case 3: return parts[2] == "live" && UInt64(parts[1]) != nil
    default: return false
    }
  }
}
