// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every importer, through the front door: any bytes under any name are documents and rejections, the
// same each time, with nothing in them that was not in the bytes, and nothing written anywhere.

import BriefArchive
import BriefTestSupport
import FoundationEssentials
import Testing

@Suite struct ImporterFuzzing {
  /// Bounds that small inputs reach too.
  private static let options: ImportOptions = {
    var options = ImportOptions()
    options.limits.documentBytes = 1 << 16
    options.limits.fileBytes = 1 << 18
    options.limits.nestedArchiveBytes = 1 << 18
    options.limits.archiveEntries = 100
    options.limits.freeExpansion = 1 << 20
    options.limits.jsonDepth = 64
    return options
  }()

  private static func read(
    _ sources: [ArchiveSource]
  ) throws -> (items: [ArchiveItem], progress: ReadProgress) {
    var items: [ArchiveItem] = []
    let progress = try ArchiveReader(sources: sources, options: options)
      .forEach { item, _ in items.append(item) }
    return (items, progress)
  }

  private static func check(
    _ name: String, _ bytes: [UInt8], in folder: String, _ story: String
  ) throws {
    let path = folder + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let source = ArchiveSource(path: path, name: name)
    let (items, progress) = try read([source])
    let story = "\(story), \(name)"
    // Hidden files in an archive are passed over, as they are in folders.
    let mayBeHidden = [".zip", ".tar", ".gz"].contains { name.hasSuffix($0) }
    #expect((!items.isEmpty || mayBeHidden) && progress.read == items.count, "\(story)")
    #expect(progress.files == 1 && progress.fileBytesRead == bytes.count, "\(story)")
    #expect(try read([source]).items == items, "\(story): another time, something else")
    var ids: Set<String> = []
    for item in items {
      switch item {
      case .document(let document):
        #expect(ids.insert(document.id).inserted, "\(story): \(document.id) twice")
        check(document, read: progress.bytesRead, "\(story), \(document.source)")
      case .rejected(let rejection):
        #expect(
          rejection.source.hasPrefix(name) && !rejection.reason.isEmpty
            && rejection.line ?? 1 >= 1 && rejection.offset ?? 0 >= 0,
          "\(story): \(rejection)")
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names == [name], "\(story): \(names)")
  }

  private static func check(_ document: BriefDocument, read: Int, _ story: String) {
    let texts =
      [document.title, document.deck, document.caption, document.byline, document.author].compactMap
    { $0 } + document.takeaways + document.analysis + document.body + document.related
    #expect(!document.id.isEmpty && !document.source.isEmpty && !document.lang.isEmpty, "\(story)")
    #expect((document.date == nil) == (document.dateFrom == nil), "\(story): \(document)")
    #expect(texts.contains { !$0.isEmpty }, "\(story): \(document)")
    for text in texts {
      #expect(
        text.unicodeScalars.first?.properties.isWhitespace != true
          && text.unicodeScalars.last?.properties.isWhitespace != true,
        "\(story): \(text.debugDescription)")
    }
    // A byte of another charset is three in UTF-8 at most; a text is used twice at most.
    let size = texts.reduce(0) { $0 + $1.utf8.count }
    #expect(size <= 6 * read + 256, "\(story): \(size) bytes of text from \(read)")
    #expect(!texts.contains { $0.contains("file:///") && $0.contains("localhost") }, "\(story)")
  }

  @Test func `any file is documents and rejections`() throws {
    let folder = TemporaryFolder()
    for file in Corpus.archive { try Self.check(file.name, file.bytes, in: folder.path, "corpus") }
    try FuzzTarget.run("importers", quick: 300, perMinute: 8_000) { random, story in
      let (name, bytes) = ArchiveGenerator.file(&random)
      try Self.check(name, bytes, in: folder.path, story)
    }
  }

  /// Folders with links to folders above, beside and outside, to nothing and to themselves.
  @Test func `links lead nowhere twice`() throws {
    try FuzzTarget.run("folders with links", quick: 20, perMinute: 600) { random, story in
      let root = TemporaryFolder()
      let manager = FileManager.default
      var folders = [root.path + "/news", root.path + "/outside"]
      for path in folders {
        try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      var titles: Set<String> = []
      for number in 0..<Int.random(in: 1...20, using: &random) {
        let parent = folders.randomElement(using: &random) ?? root.path
        let target = folders.randomElement(using: &random) ?? root.path
        switch Int.random(in: 0..<5, using: &random) {
        case 0, 1:
          folders.append("\(parent)/f\(number)")
          try manager.createDirectory(
            atPath: folders[folders.count - 1], withIntermediateDirectories: true)
        case 2:
          try Data("Title \(number)".utf8).write(to: URL(filePath: "\(parent)/\(number).txt"))
          titles.insert("\(parent)/\(number).txt")
        case 3:
          let link = Bool.random(using: &random) ? target : "../."
          try manager.createSymbolicLink(
            atPath: "\(parent)/l\(number)", withDestinationPath: link)
        default:
          try manager.createSymbolicLink(
            atPath: "\(parent)/l\(number)",
            withDestinationPath: ["nowhere", "l\(number)", "/proc/self/mem"].randomElement(
              using: &random) ?? "")
        }
      }
      let (items, _) = try Self.read([ArchiveSource(path: root.path, name: "root")])
      let found = items.compactMap { item -> String? in
        if case .document(let document) = item { document.title } else { nil }
      }
      let expected = titles.map { "Title " + ($0.split(separator: "/").last ?? "").dropLast(4) }
      #expect(found.sorted() == expected.sorted(), "\(story)")
    }
  }
}
