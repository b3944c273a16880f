// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The list of segments that *is* the index, in one small file that is replaced atomically: the file
// `commit`, written aside, synced, renamed over the old one, the folder synced. Whoever opens it sees
// one commit, whole. A second one with the same content, `commit.copy`, is never opened but by a check
// and a repair: without the schema and the list no other file could be read.

package import BriefCodec

/// A commit: everything that belongs to an index at one moment.
package struct Commit: Sendable {
  /// The file's name in the index folder.
  package static let fileName = "commit"
  /// The name of its copy.
  package static let copyName = "commit.copy"

  /// Counts commits, from 1; never repeated within an index.
  package var generation: UInt64
  package var schema: Schema
  /// Fingerprint of the analysis (analyzers, ICU, stemmers) the segments were built with.
  package var analysis: String
  /// What the index's owner keeps beside it, such as how it was made.
  package var metadata: [String: String]
  package var segments: [Segment]

  /// A segment of a commit.
  package struct Segment: Sendable, Hashable {
    package var id: FileID
    package var documentCount: UInt32
    /// How many documents are deleted; 0 means there is no live-documents file.
    package var deletedCount: UInt32
    /// Generation of the live-documents file: part of its name.
    package var liveGeneration: UInt64
    /// Length and footer checksum of each file, in the order of ``SegmentPart``, and of the
    /// live-documents file last (zeros if there is none).
    package var files: [FileSummary]

    package init(
      id: FileID, documentCount: UInt32, deletedCount: UInt32, liveGeneration: UInt64,
      files: [FileSummary]
    ) {
      self.id = id
      self.documentCount = documentCount
      self.deletedCount = deletedCount
      self.liveGeneration = liveGeneration
      self.files = files
    }

    /// A segment that was just written: all its documents live.
    package init(_ summary: SegmentSummary) {
      let none = FileSummary(length: 0, checksum: 0)
      self.init(
        id: summary.id, documentCount: summary.documentCount, deletedCount: 0, liveGeneration: 0,
        files: SegmentPart.allCases.map { summary.files[$0] ?? none } + [none])
    }

    /// The name of the live-documents file.
    package var liveFileName: String { "\(id).\(liveGeneration).live" }

    /// The names of all files that belong to the segment.
    package var fileNames: [String] {
      SegmentPart.allCases.map { $0.fileName(id) } + (deletedCount > 0 ? [liveFileName] : [])
    }
  }

  package func encoded() -> [UInt8] {
    var bytes = ByteWriter()
    bytes.appendVarint(generation)
    schema.encode(into: &bytes)
    bytes.appendString(analysis)
    bytes.appendVarint(UInt64(metadata.count))
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      bytes.appendString(key)
      bytes.appendString(value)
    }
    bytes.appendVarint(UInt64(segments.count))
    for segment in segments {
      bytes.append(segment.id.high)
      bytes.append(segment.id.low)
      bytes.appendVarint(UInt64(segment.documentCount))
      bytes.appendVarint(UInt64(segment.deletedCount))
      bytes.appendVarint(segment.liveGeneration)
      for file in segment.files {
        bytes.appendVarint(UInt64(file.length))
        bytes.append(file.checksum)
      }
    }
    return bytes.bytes
  }

  package init(
    generation: UInt64, schema: Schema, analysis: String, metadata: [String: String],
    segments: [Segment]
  ) {
    self.generation = generation
    self.schema = schema
    self.analysis = analysis
    self.metadata = metadata
    self.segments = segments
  }

  package init(decoding reader: inout ByteReader) throws(CorruptionError) {
    generation = try reader.readVarint()
    schema = try Schema(decoding: &reader)
    analysis = try reader.readString()
    metadata = [:]
    for _ in 0..<(try reader.readOffset()) {
      let key = try reader.readString()
      metadata[key] = try reader.readString()
    }
    segments = []
    for _ in 0..<(try reader.readOffset()) {
      let high = try reader.readUInt64()
      let id = FileID(high: high, low: try reader.readUInt64())
      let documentCount = try reader.readUInt32Varint()
      let deletedCount = try reader.readUInt32Varint()
      let liveGeneration = try reader.readVarint()
      var files: [FileSummary] = []
      for _ in 0...SegmentPart.allCases.count {
        let length = try reader.readOffset()
        files.append(FileSummary(length: length, checksum: try reader.readUInt64()))
      }
      segments.append(
        Segment(
          id: id, documentCount: documentCount, deletedCount: deletedCount,
          liveGeneration: liveGeneration, files: files))
    }
    guard reader.remaining == 0 else {
      throw reader.corruption("bytes after the end of the commit", found: UInt64(reader.remaining))
    }
  }
}

extension Commit {
  /// Reads the commit of an index folder.
  package static func read(from directory: any Directory) throws(StorageError) -> Commit {
    do {
      return try read(fileName, from: directory)
    } catch .file(let error) where error.isNotFound {
      guard let copy = try? directory.open(copyName, kind: .commit) else { throw .file(error) }
      throw .corruption(
        CorruptionError(
          file: fileName, offset: 0, reason: "the file is missing",
          expected: UInt64(copy.length), found: 0))
    }
  }

  /// Reads the commit of the index that stands at a folder's path now, and says which folder that is. A
  /// rebuild may put another in its place and remove its files while they are looked for.
  package static func readLast(
    at directory: any Directory,
    by read: (any Directory) throws(StorageError) -> Commit = Commit.read(from:)
  ) throws(StorageError) -> (directory: any Directory, commit: Commit) {
    let folder = try directory.current()
    do throws(StorageError) {
      return (folder, try read(folder))
    } catch {
      guard try folder.current() !== folder else { throw error }
      return try readLast(at: folder, by: read)
    }
  }

  /// Reads the copy of the commit, which may be older, after a crash, and lack, after a full disk.
  package static func readCopy(from directory: any Directory) throws(StorageError) -> Commit? {
    do {
      return try read(copyName, from: directory)
    } catch .file(let error) where error.isNotFound {
      return nil
    }
  }

  /// Reads the copy to see that it is sound: one of the same commit must be the same.
  package func verifyCopy(in directory: any Directory) throws(StorageError) {
    guard let copy = try Self.readCopy(from: directory), copy.generation == generation,
      copy.encoded() != encoded()
    else { return }
    throw .corruption(
      CorruptionError(file: Self.copyName, offset: 0, reason: "not the same as the commit"))
  }

  /// Reads the commit, or its copy if it cannot be read.
  package static func readAny(from directory: any Directory) throws(StorageError) -> Commit {
    do {
      return try read(from: directory)
    } catch {
      guard case .corruption = error, let copy = try? readCopy(from: directory) else { throw error }
      return copy
    }
  }

  /// Writes the copy if there is none of this commit.
  package func refreshCopy(in directory: any Directory) {
    if (try? Self.readCopy(from: directory))??.generation != generation {
      writeCopy(to: directory)
    }
  }

  private static func read(
    _ name: String, from directory: any Directory
  ) throws(StorageError) -> Commit {
    let file = try directory.open(name, kind: .commit)
    do throws(CorruptionError) {
      var reader = try file.reader(file.contentRange)
      return try Commit(decoding: &reader)
    } catch {
      throw .corruption(error)
    }
  }

  /// Makes this the commit of an index folder: on return it is durable. Files that it does not name may
  /// be removed from then on.
  package func write(to directory: any Directory) throws(StorageError) {
    try write(Self.fileName, to: directory)
    writeCopy(to: directory)
  }

  /// Writes the copy. A commit without one is as good, so that failing is no error; but an old one would
  /// name files that go now.
  package func writeCopy(to directory: any Directory) {
    do { try write(Self.copyName, to: directory) } catch {
      if (try? Self.readCopy(from: directory))??.generation != generation {
        try? directory.remove(Self.copyName)
      }
    }
  }

  private func write(_ name: String, to directory: any Directory) throws(StorageError) {
    try replaceAtomically(
      directory, name: name, kind: .commit, id: FileID(high: 0, low: generation),
      content: encoded())
  }
}
