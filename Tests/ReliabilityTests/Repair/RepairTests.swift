// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every file of an index is damaged in every manner there is, and repaired: what was sound is found
// again, what was not is listed, and the deep check finds nothing any more.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct RepairTests {
  @Test func `where no index is nothing is repaired, and nothing made`() throws {
    let folder = TemporaryFolder()
    _ = folder.lines("mkdir empty; echo x > file")
    for name in ["none", "empty", "file"] {
      #expect(throws: BriefError.self) {
        try IndexRepairer(path: "\(folder.path)/\(name)").repair()
      }
    }
    let unheardOf = String(repeating: "x", count: 300)
    let error = #expect(throws: BriefError.self) {
      try IndexRepairer(path: "\(folder.path)/\(unheardOf)")
    }
    #expect(error?.code == .ioFailure)
    #expect(folder.lines("find . | sort") == [".", "./empty", "./file"])
  }

  /// The texts of documents by their identifiers.
  typealias Contents = [String: String]

  /// A word for each segment that is in all its documents and in no others.
  private static let editions = ["granite", "harbour", "lantern"]

  /// An index with several pages in every file of documents, with deleted and replaced documents in
  /// one segment and in different ones; and what it holds.
  static func index(
    _ parts: [Range<Int>] = [0..<50, 33..<60, 57..<80]
  ) throws -> (directory: MemoryDirectory, contents: Contents) {
    let directory = MemoryDirectory()
    let schema = try Schema(
      [
        .identifier("id"), .text("title"), .text("text"),
        .combined("all", of: [.init("title", weight: 3), .init("text", weight: 1)]),
        .keyword("topic"), .date("date"), .stored("picture"),
      ])
    let index = try SearchIndex.create(in: directory, schema: schema)
    var random = SeededGenerator(seed: 11)
    var contents: Contents = [:]
    for (part, range) in parts.enumerated() {
      try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 100))) { writer in
        for n in range {
          let text = "\(editions[part]) w\(n * 7 % 50) w\(n % 3)"
          // Fills pages, and costs no analysis.
          let picture = String(
            decoding: (0..<2_100).map { _ in UInt8.random(in: 48..<112, using: &random) },
            as: UTF8.self)
          try writer.add([
            "id": .text("d\(n)"), "title": .text("News \(n)"), "text": .text(text),
            "topic": .text("t\(n % 7)"), "date": .date(Timestamp(seconds: Int64(n) * 86_400)),
            "picture": .text(picture),
          ])
          contents["d\(n)"] = text
          // Twice in one segment: the first is replaced.
          if n % 10 == 7 {
            try writer.add(["id": .text("d\(n)"), "text": .text(text + " again")])
            contents["d\(n)"] = text + " again"
          }
        }
        writer.setMetadata("owner", "tests")
      }
    }
    try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 100))) { writer in
      for n in stride(from: 3, to: 80, by: 9) {
        try writer.delete(identifier: "d\(n)")
        contents["d\(n)"] = nil
      }
    }
    return (directory, contents)
  }

  static func copy(_ directory: MemoryDirectory) -> MemoryDirectory {
    let copy = MemoryDirectory()
    for name in directory.list() { copy.replace(name, by: directory.contents(name) ?? []) }
    return copy
  }

  private static func files(_ directory: MemoryDirectory) -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: directory.list().map { ($0, directory.contents($0) ?? []) })
  }

  /// What a sound index holds, by all ways there are to ask for it.
  static func contents(_ directory: any Directory) throws -> Contents {
    let check = try IndexChecker(directory).check(deep: true)
    #expect(check.isSound, "\(check.problems)")
    let index = try SearchIndex.open(in: directory)
    #expect(try index.metadata() == ["owner": "tests"])
    let searcher = try index.searcher()
    var contents: Contents = [:]
    try searcher.forEachDocument { document in
      guard case .text(let id)? = document["id"], case .text(let text)? = document["text"] else {
        return
      }
      #expect(contents.updateValue(text, forKey: id) == nil, "\(id) twice")
    }
    for edition in editions {
      let found = try searcher.search(
        parsing: edition, options: SearchOptions(limit: 1_000)
      ).map(\.identifier)
      let holding = contents.filter { $0.value.hasPrefix(edition + " ") }.keys
      #expect(found.sorted() == holding.sorted())
    }
    return contents
  }

  enum Manner: String, CaseIterable, Sendable {
    case firstByte, middleByte, lateByte, table, footer, half, empty, gone

    func damage(_ directory: MemoryDirectory, _ name: String) {
      guard var bytes = directory.contents(name) else { return }
      switch self {
      case .firstByte: bytes[0] ^= 1
      case .middleByte: bytes[bytes.count / 2] ^= 16
      case .lateByte: bytes[max(33, bytes.count - 120)] ^= 4
      case .table: bytes[bytes.count - 34] ^= 2
      case .footer: bytes[bytes.count - 1] ^= 128
      case .half: bytes.removeLast(bytes.count / 2)
      case .empty: bytes = []
      case .gone:
        directory.remove(name)
        return
      }
      directory.replace(name, by: bytes)
    }
  }

  @Test(arguments: Manner.allCases) func `what is sound is saved, what is not is listed`(
    manner: Manner
  ) throws {
    let (sound, all) = try Self.index()
    let entries = try Commit.read(from: sound).segments
    #expect(entries.count == 3 && entries.allSatisfy { $0.deletedCount > 0 })
    for (place, name) in sound.list().sorted().enumerated() {
      // In the quick run every file is damaged in every third manner.
      guard (place + (Manner.allCases.firstIndex(of: manner) ?? 0)) % Effort.rounds(3, soak: 1) == 0
      else { continue }
      let directory = Self.copy(sound)
      manner.damage(directory, name)
      let before = Self.files(directory)
      let isMissingCopy = name == Commit.copyName && manner == .gone
      let rehearsal = try IndexRepairer(directory).repair(dryRun: true)
      #expect(Self.files(directory) == before, "\(name): a dry run wrote")
      #expect(rehearsal.isSound == isMissingCopy, "\(name)")
      if name != Commit.fileName {
        let check = try IndexChecker(directory).check(deep: false)
        #expect(check.isSound == isMissingCopy, "\(name)")
      }
      for problem in rehearsal.problems {
        #expect(problem.code == .corrupted && problem.message.contains(name), "\(problem)")
      }

      let report = try IndexRepairer(directory).repair()
      #expect(report.lostIdentifiers == rehearsal.lostIdentifiers)
      #expect(report.segments == rehearsal.segments && report.segments.count == 3)
      let found = try Self.contents(directory)
      #expect(
        found.count == report.keptDocumentCount + report.indexedDocumentCount, "\(name)")
      let lost = all.filter { found[$0.key] == nil }
      #expect(report.lostDocumentCount == lost.count, "\(name)")
      #expect(report.lostIdentifiers.sorted() == lost.keys.sorted(), "\(name)")
      for (id, text) in found where text != all[id] {
        #expect(all[id] == nil, "\(name): \(id) is not what it was")
      }
      let returned = found.count { all[$0.key] == nil }
      #expect(returned <= report.returnedDocumentCount, "\(name)")
      // Only stored documents can be lost, and only deletions forgotten.
      #expect(lost.isEmpty || name.hasSuffix(".documents"), "\(name): \(lost.count) lost")
      #expect(report.returnedDocumentCount == 0 || name.hasSuffix(".live"), "\(name)")
      #expect(report.isFromCopy == (name == Commit.fileName))
      if name.hasSuffix(".documents") {
        let bytes = sound.contents(name)?.count ?? 0
        #expect(bytes > 2 * FileFormat.pageSize, "\(name): more than two pages")
        switch manner {
        case .footer: #expect(lost.isEmpty, "\(name): all pages are sound")
        case .firstByte, .middleByte, .lateByte, .table:
          // A page holds parts of three blocks at most, and a block eight documents.
          #expect(lost.count <= 24 && report.indexedDocumentCount > 0, "\(name): \(lost.count)")
        case .half, .empty, .gone: #expect(report.indexedDocumentCount == 0)
        }
      }
      // Nothing that was damaged is gone.
      for aside in report.setAside {
        #expect(directory.contents(aside) == before[String(aside.dropLast(8))], "\(aside)")
      }
      #expect(
        manner == .gone || name == Commit.copyName || report.setAside.contains(name + ".damaged"),
        "\(name)")
      guard place % Effort.rounds(5, soak: 1) == 0 else { continue }
      #expect(try IndexRepairer(directory).repair().isSound)
      try Self.goOn(directory)
    }
  }

  /// A writer finds everything as it should be.
  private static func goOn(_ directory: MemoryDirectory) throws {
    try SearchIndex.open(in: directory).write { writer in
      try writer.add(["id": "new", "text": "edition9"])
      try writer.merge()
    }
    #expect(try contents(directory)["new"] == "edition9")
  }

  @Test func `any two files are damaged, and what is sound is saved`() throws {
    let (sound, all) = try Self.index()
    let seed = Seed(of: "two damaged files")
    let names = sound.list().filter { !$0.hasPrefix("commit") && $0 != "write.lock" }
    for round in 0..<Effort.repetitions(8, perMinute: 60) {
      let directory = Self.copy(sound)
      var random = seed.generator(round: round)
      var damaged: Set<String> = []
      for _ in 0..<2 {
        let manner = Manner.allCases[Int.random(in: 0..<Manner.allCases.count, using: &random)]
        let name = names[Int.random(in: names.indices, using: &random)]
        // A bit that is flipped twice is sound.
        guard damaged.insert(name).inserted else { continue }
        manner.damage(directory, name)
      }
      let report = try IndexRepairer(directory).repair()
      for name in damaged {
        #expect(report.problems.contains { $0.message.contains(name) }, "\(seed), round \(round)")
      }
      let found = try Self.contents(directory)
      let lost = all.filter { found[$0.key] == nil }
      // Where it is not known which were deleted, lost documents may be some that were.
      #expect(report.lostDocumentCount >= lost.count, "\(seed), round \(round)")
      for (id, text) in found where all[id] != nil {
        #expect(
          text == all[id] || report.returnedDocumentCount > 0, "\(seed), round \(round): \(id)")
      }
      #expect(try IndexRepairer(directory).repair().isSound, "\(seed), round \(round)")
    }
  }

  @Test func `damage under right checksums is repaired from the stored texts`() throws {
    let schema = try Schema([.identifier("id"), .text("text"), .number("pages")])
    let stored: [Document] = (0..<30).map { n in
      ["id": .text("d\(n)"), "text": .text("rain \(n)"), "pages": .number(Int64(n))]
    }
    var written = stored
    written[7]["text"] = "snow 7"
    let index = try AlteredIndex(schema, stored: stored, written: written)
    try index.seal()
    let report = try IndexRepairer(index.directory).repair()
    #expect(report.indexedDocumentCount == 30 && report.lostDocumentCount == 0)
    #expect(report.problems.contains { $0.message.contains("“d7”") })
    #expect(try IndexChecker(index.directory).check(deep: true).isSound)
    let results = try SearchIndex.open(in: index.directory).searcher().search(
      parsing: "rain 7", options: SearchOptions(matching: .all))
    #expect(results.map(\.identifier) == ["d7"])
  }

  @Test func `damage under right checksums never traps a repair`() throws {
    let index = try ResealedIndex()
    let seed = Seed(of: "repairs of damage under right checksums")
    let rounds = Effort.repetitions(2, perMinute: 20)
    for round in 0..<rounds {
      var random = seed.generator(round: round)
      let (directory, file) = try index.damaged(&random)
      // Beside it, plain damage to another file, so that less is left to go by.
      let names = directory.list().filter { $0 != file && !$0.hasPrefix("commit") }
      Manner.middleByte.damage(directory, names[Int.random(in: names.indices, using: &random)])
      let report = try IndexRepairer(directory).repair()
      #expect(!report.isSound, "\(seed), round \(round), \(file)")
      let check = try IndexChecker(directory).check(deep: true)
      #expect(check.isSound, "\(seed), round \(round), \(file): \(check.problems)")
    }
    print("repair: \(rounds) rounds of damage under right checksums")
  }

  @Test func `without any commit there is nothing to be repaired`() throws {
    let (directory, _) = try Self.index()
    for manner in [Manner.firstByte, .gone] {
      let broken = Self.copy(directory)
      manner.damage(broken, Commit.fileName)
      manner.damage(broken, Commit.copyName)
      let before = Self.files(broken)
      for dryRun in [false, true] {
        let error = #expect(throws: BriefError.self) {
          try IndexRepairer(broken).repair(dryRun: dryRun)
        }
        #expect(error?.code == (manner == .gone ? .notAnIndex : .corrupted))
      }
      #expect(Self.files(broken) == before)
    }
  }

  @Test func `with other analyzers at hand all documents are indexed again, or none`() throws {
    let (directory, all) = try Self.index()
    var commit = try Commit.read(from: directory)
    commit.analysis = "another"
    try commit.write(to: directory)
    #expect(try IndexRepairer(directory).repair().isSound)
    let postings = SegmentPart.postings.fileName(commit.segments[1].id)
    Manner.middleByte.damage(directory, postings)
    let report = try IndexRepairer(directory).repair()
    #expect(report.keptDocumentCount == 0 && report.lostDocumentCount == 0)
    #expect(report.segments.map(\.fate) == [.indexedAgain, .indexedAgain, .indexedAgain])
    #expect(try Self.contents(directory) == all)
    #expect(try IndexChecker(directory).check(deep: false).isCurrent)
    // What was sound is not set aside, and no longer there.
    let entry = commit.segments[1]
    #expect(report.setAside == entry.fileNames.map { $0 + ".damaged" }.sorted())
    try Inspection.requireTidy(directory, besides: report.setAside)
  }

  @Test func `documents that live in two segments live in the later one`() throws {
    let directory = MemoryDirectory()
    let index = try SearchIndex.create(in: directory, schema: Life.schema())
    for (edition, range) in [("early", 0..<9), ("late", 8..<12)] {
      try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 100))) { writer in
        for n in range { try writer.add(["id": .text("d\(n)"), "text": .text(edition)]) }
      }
    }
    // As if nothing had ever been deleted from the first segment.
    var commit = try Commit.read(from: directory)
    #expect(commit.segments.map(\.deletedCount) == [1, 0])
    commit.segments[0].deletedCount = 0
    commit.segments[0].files[5] = FileSummary(length: 0, checksum: 0)
    try commit.write(to: directory)
    #expect(try !IndexChecker(directory).check(deep: true).isSound)
    let report = try IndexRepairer(directory).repair()
    #expect(report.problems.contains { $0.message.contains("“d8”") })
    #expect(report.keptDocumentCount == 12 && report.lostDocumentCount == 0)
    #expect(try IndexChecker(directory).check(deep: true).isSound)
    let document = try SearchIndex.open(in: directory).searcher().document(identifier: "d8")
    #expect(document?["text"] == "late")
  }

  @Test func `a repair waits for the writer's lock`() throws {
    let (directory, _) = try Self.index()
    guard let lock = directory.lock("write.lock") else {
      Issue.record("nobody else is there to hold the lock")
      return
    }
    let error = #expect(throws: BriefError.self) {
      try IndexRepairer(directory).repair(options: WriteOptions(lockTimeout: .zero))
    }
    #expect(error?.code == .locked)
    #expect(try IndexRepairer(directory).repair(dryRun: true).isSound)
    _ = consume lock
  }

  @Test func `lost documents are counted even where their identifiers cannot be read`() throws {
    let directory = MemoryDirectory()
    var random = SeededGenerator(seed: 3)
    let identifiers = (0..<2_000).map { _ in "\(UInt64.random(in: 0...(.max), using: &random))" }
    try SearchIndex.create(in: directory, schema: Life.schema()).write { writer in
      for identifier in identifiers { try writer.add(["id": .text(identifier)]) }
    }
    let entry = try #require(Commit.read(from: directory).segments.first)
    Manner.gone.damage(directory, SegmentPart.documents.fileName(entry.id))
    Manner.middleByte.damage(directory, SegmentPart.terms.fileName(entry.id))
    let report = try IndexRepairer(directory).repair()
    #expect(report.lostDocumentCount == identifiers.count)
    // A page of three or more is damaged.
    #expect((1..<identifiers.count).contains(report.lostIdentifiers.count))
    #expect(Set(report.lostIdentifiers).isSubset(of: identifiers))
    #expect(try SearchIndex.open(in: directory).searcher().documentCount == 0)
  }
}
