// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The least a disk promises. What was written to a file since it was last synced may be there, in
// part, as zeros, or not at all; every name that was given or taken since the folder was last synced
// may be so or not, each independently of all others and of what the files hold.

import BriefTestSupport

/// A disk while a record is played to it.
struct RecordedDisk {
  /// What becomes of the bytes of a file that were not synced.
  enum Loss: Hashable {
    case nothing, everything, zeros
    /// All from an offset in the file on.
    case from(Int)
  }

  private enum NameChange {
    case link(String, Int)
    case move(String, to: String, Int)
    case unlink(String, Int)
  }

  private struct File {
    var bytes: [UInt8] = []
    var syncedCount = 0
  }

  /// What a power cut leaves, and what tells it from others.
  struct Remains {
    var files: [String: [UInt8]]
    var key: [Part]

    struct Part: Hashable {
      var name: String
      var file: Int
      var length: Int
      var loss: Loss
    }
  }

  private var files: [Int: File] = [:]
  private var names: [String: Int] = [:]
  private var pending: [NameChange] = []

  init(_ initial: [(name: String, bytes: [UInt8])]) {
    for (number, file) in initial.enumerated() {
      files[number] = File(bytes: file.bytes, syncedCount: file.bytes.count)
      names[file.name] = number
    }
  }

  mutating func apply(_ event: RecordingDirectory.Event) {
    switch event {
    case .create(let name, let file):
      files[file] = File()
      pending.append(.link(name, file))
    case .write(let bytes, let file): files[file]?.bytes += bytes
    case .syncFile(let file):
      let count = files[file]?.bytes.count ?? 0
      files[file]?.syncedCount = count
    case .rename(let name, let new, let file): pending.append(.move(name, to: new, file))
    case .remove(let name, let file): pending.append(.unlink(name, file))
    case .syncFolder:
      for change in pending { Self.apply(change, to: &names) }
      pending = []
    }
  }

  private static func apply(_ change: NameChange, to names: inout [String: Int]) {
    switch change {
    case .link(let name, let file): names[name] = file
    case .move(let name, let new, let file):
      if names[name] == file { names[name] = nil }
      names[new] = file
    case .unlink(let name, let file): if names[name] == file { names[name] = nil }
    }
  }

  /// What is left if some of the pending names last and the files lose what they may.
  private func remains(
    _ lasts: (Int) -> Bool, _ loss: (_ bytes: Range<Int>) -> Loss
  ) -> Remains {
    var names = names
    for (i, change) in pending.enumerated() where lasts(i) { Self.apply(change, to: &names) }
    var remains = Remains(files: [:], key: [])
    for (name, number) in names.sorted(by: { $0.key < $1.key }) {
      guard let file = files[number] else { continue }
      let unsynced = file.syncedCount..<file.bytes.count
      let loss = unsynced.isEmpty ? Loss.nothing : loss(unsynced)
      var bytes = file.bytes
      switch loss {
      case .nothing: break
      case .everything: bytes.removeSubrange(unsynced)
      case .zeros: for i in unsynced { bytes[i] = 0 }
      case .from(let offset): bytes.removeSubrange(offset...)
      }
      remains.files[name] = bytes
      remains.key.append(
        Remains.Part(name: name, file: number, length: file.bytes.count, loss: loss))
    }
    return remains
  }

  /// What a power cut may leave now: nothing lost, all lost, each single name lost or kept, and
  /// `samples` mixtures; every mixture of names if there are few.
  func powerCuts(samples: Int, _ random: inout SeededGenerator) -> [Remains] {
    func any(_ bytes: Range<Int>) -> Loss {
      let page = bytes.lowerBound + (bytes.count / 4_096) * 4_096
      return [
        .nothing, .everything, .zeros, .from(page), .from(.random(in: bytes, using: &random)),
      ]
      .randomElement(using: &random) ?? .nothing
    }
    var cuts = [
      remains({ _ in true }, { _ in .nothing }), remains({ _ in false }, { _ in .everything }),
      remains({ _ in true }, { _ in .everything }), remains({ _ in true }, { _ in .zeros }),
      remains({ _ in false }, { _ in .nothing }),
    ]
    if pending.count <= 3 {
      for mask in 0..<(1 << pending.count) { cuts.append(remains({ mask >> $0 & 1 == 1 }, any)) }
    } else {
      for i in pending.indices {
        cuts.append(remains({ $0 != i }, any))
        cuts.append(remains({ $0 == i }, any))
      }
    }
    for _ in 0..<samples {
      let mask = UInt64.random(in: 0 ... .max, using: &random)
      cuts.append(remains({ mask >> UInt64($0 % 64) & 1 == 1 }, any))
    }
    return cuts
  }
}
