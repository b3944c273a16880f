// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What whoever writes an index may choose: memory, threads, merges.

/// How an index is written.
public struct WriteOptions: Sendable {
  /// Memory for documents not yet written, in bytes, at least 16 MiB. A document takes some 15 times its
  /// size while it is added, whatever the budget; up to 120 times if hardly two of its words, or pairs of
  /// ideographs, are alike.
  public var memoryBudget: Int {
    get { anyBudget }
    set { anyBudget = max(Self.leastMemory, newValue) }
  }
  /// The same, however little: so tests get many segments of few documents.
  package var anyBudget: Int
  /// How long to wait for another writer.
  public var lockTimeout: Duration
  /// When segments are merged.
  public var mergePolicy: MergePolicy
  /// How many threads work, the caller's own included, from 1 to ``mostThreads``. The index is the same,
  /// byte for byte, whatever the number; each further one may take some 60 MiB beside the budget, and twice
  /// as much to seal. If there are several, two more wait for the disk.
  public var threads: Int { didSet { threads = Self.allowed(threads) } }

  /// Options: 256 MiB, ten seconds, merging eight neighbours of like size, the caller's thread alone.
  public init(
    memoryBudget: Int = 256 << 20, lockTimeout: Duration = .seconds(10),
    mergePolicy: MergePolicy = MergePolicy(), threads: Int = 1
  ) {
    anyBudget = max(Self.leastMemory, memoryBudget)
    self.threads = Self.allowed(threads)
    self.lockTimeout = lockTimeout
    self.mergePolicy = mergePolicy
  }

  /// The most threads that a writer takes.
  public static let mostThreads = 64

  private static let leastMemory = 16 << 20

  private static func allowed(_ threads: Int) -> Int { max(1, min(threads, mostThreads)) }
}
