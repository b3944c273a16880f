// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder with files for one test, removed when the test is over.

import BriefArchive
import FoundationEssentials
import Testing

final class TemporaryArchive {
  let path: String

  /// Writes each of `files`, by path from the folder.
  init(_ files: [String: [UInt8]] = [:]) throws {
    let name = "brief-archive-tests-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, bytes) in files { try add(name, bytes) }
  }

  convenience init(texts: [String: String]) throws {
    try self.init(texts.mapValues { Array($0.utf8) })
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func add(_ name: String, _ bytes: [UInt8]) throws {
    let file = path + "/" + name
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    try FileManager.default.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file))
  }

  /// What a reader makes of the folder, or of `name` in it.
  func read(_ name: String? = nil, _ options: ImportOptions = ImportOptions()) throws -> Reading {
    let source = ArchiveSource(path: name.map { path + "/" + $0 } ?? path, name: name ?? "news")
    return try Reading([source], options)
  }
}

/// Everything a reader delivered.
struct Reading {
  var documents: [BriefDocument] = []
  var rejections: [Rejection] = []
  var progress: ReadProgress

  init(_ sources: [ArchiveSource], _ options: ImportOptions = ImportOptions()) throws {
    var documents: [BriefDocument] = []
    var rejections: [Rejection] = []
    progress = try ArchiveReader(sources: sources, options: options).forEach { item, _ in
      switch item {
      case .document(let document): documents.append(document)
      case .rejected(let rejection): rejections.append(rejection)
      }
    }
    self.documents = documents
    self.rejections = rejections
    #expect(progress.read == documents.count + rejections.count)
  }

  /// The one document there must be.
  func only() throws -> BriefDocument {
    try #require(documents.count == 1, "\(rejections)")
    #expect(rejections.isEmpty)
    return documents[0]
  }

  /// The one rejection there must be.
  func onlyRejection() throws -> Rejection {
    try #require(rejections.count == 1, "\(rejections)")
    return rejections[0]
  }
}

/// What is made of one file called `name`.
func reading(_ name: String, _ bytes: [UInt8], _ options: ImportOptions = ImportOptions()) throws
  -> Reading
{
  try TemporaryArchive([name: bytes]).read(name, options)
}

func reading(_ name: String, _ text: String, _ options: ImportOptions = ImportOptions()) throws
  -> Reading
{
  try reading(name, Array(text.utf8), options)
}
