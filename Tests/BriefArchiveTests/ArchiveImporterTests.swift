// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Archives and sidecars: good, nested, damaged and hostile.

import BriefArchive
import BriefTestSupport
import Testing

@Suite struct ArchiveImporterTests {
  static let files = [
    TinyFile("2024/03/01/a.txt", "Title A\n\nBody."), TinyFile("b.md", "# Title B"),
    TinyFile("../../etc/c.txt", "Title C"),
    TinyFile("__MACOSX/._a.txt", "no"), TinyFile(".hidden/x.txt", "no"),
  ]

  @Test(arguments: ["a.zip", "a.tar", "a.tar.gz", "a.tgz"]) func `an archive is read like a folder`(
    name: String
  ) throws {
    let tar = TinyPackers.tar(Self.files)
    let bytes =
      name == "a.zip" ? TinyPackers.zip(Self.files) : name == "a.tar" ? tar : TinyPackers.gzip(tar)
    let reading = try reading(name, bytes)
    #expect(reading.rejections.isEmpty)
    #expect(reading.documents.map(\.title) == ["Title A", "Title B", "Title C"])
    #expect(reading.documents[0].source == "\(name)!2024/03/01/a.txt")
    #expect(reading.documents[0].id == "\(name)!2024/03/01/a.txt")
    #expect(reading.documents[0].dateFrom == .folderName)
    #expect(reading.documents[1].dateFrom == .fileTime)
    #expect(reading.progress.fileBytesRead == bytes.count)
  }

  @Test func `a packed file is read as what is in it`() throws {
    let lines = "{\"title\": \"A\"}\n{\"title\": \"B\"}"
    let reading = try reading("a.jsonl.gz", TinyPackers.gzip(Array(lines.utf8)))
    #expect(reading.documents.map(\.source) == ["a.jsonl.gz#1", "a.jsonl.gz#2"])
    #expect(reading.progress.bytesRead == lines.utf8.count)
    #expect(try Self.title("a.gz", TinyPackers.gzip(Array("Plain".utf8))) == "Plain")
    #expect(try Self.title("a.txt", TinyPackers.gzip(Array("Plain".utf8))) == "Plain")
  }

  @Test func `archives nest once`() throws {
    let inner = TinyPackers.zip([TinyFile("x.txt", "Inner")])
    let lines = TinyPackers.gzip(Array("{\"title\": \"Packed\"}".utf8))
    let outer = TinyPackers.tar([
      TinyFile("i.zip", inner), TinyFile("l.jsonl.gz", lines), TinyFile("t.txt", "Outer"),
    ])
    let once = try reading("o.tar", outer)
    #expect(once.documents.map(\.title) == ["Inner", "Packed", "Outer"])
    #expect(once.documents[0].source == "o.tar!i.zip!x.txt")
    let twice = try reading(
      "p.zip", TinyPackers.zip([TinyFile("o.tar", outer), TinyFile("t.txt", "Top")]))
    #expect(twice.documents.map(\.title) == ["Outer", "Top"])
    #expect(twice.rejections.count == 2)
    #expect(twice.rejections.allSatisfy { $0.reason.contains("archive in an archive") })
  }

  @Test func `damaged archives are rejected after what could be read`() throws {
    let tar = TinyPackers.gzip(TinyPackers.tar(Self.files))
    let zip = TinyPackers.zip(Self.files)
    for (name, bytes) in [("a.tgz", tar), ("a.zip", zip)] {
      for length in stride(from: 1, to: bytes.count - 1, by: 13) {
        let reading = try reading(name, Array(bytes[..<length]))
        #expect(reading.progress.read > 0, "\(name) \(length)")
      }
    }
    let lines = TinyPackers.gzip(Array("{\"title\": \"A\"}\n{\"title\": \"B\"}\n".utf8))
    #expect(try reading("a.jsonl.gz", Array(lines.dropLast(12))).rejections.count == 1)
    #expect(try reading("a.zip", Array("no archive at all".utf8)).rejections.count == 1)
  }

  // libarchive forgets its place at a fault. The rejection then named byte -1 of the file.
  @Test(arguments: [1, 5, 40, 300]) func `a packed file that ends too early is so at its end`(
    missing: Int
  ) throws {
    let packed = TinyPackers.gzip(TinyPackers.tar(Self.files)).dropLast(missing)
    let offsets = try reading("a.tgz", Array(packed)).rejections.compactMap(\.offset)
    #expect(offsets.allSatisfy { (0...packed.count).contains($0) })
    let text = TinyPackers.gzip(Array("Title\n\nText.".utf8)).dropLast(12)
    let rejection = try reading("a.txt.gz", Array(text)).onlyRejection()
    #expect(rejection.offset.map { (0...text.count).contains($0) } != false)
  }

  // A link in a folder is followed or rejected. In an archive it was passed over without a word, and
  // whoever counted documents and rejections missed one.
  @Test func `a link in an archive is rejected`() throws {
    let tar = TinyPackers.tar([
      TinyFile("a.txt", "Title"), TinyFile("b.txt", link: "../../etc/hostname"),
    ])
    let reading = try reading("a.tar", tar)
    #expect(reading.documents.map(\.title) == ["Title"])
    let rejection = try reading.onlyRejection()
    #expect(rejection.source == "a.tar!b.txt")
    #expect(rejection.reason == "neither a file nor a folder")
  }

  @Test func `bombs are rejected before they are unpacked`() throws {
    let bomb = TinyPackers.zstd(repeating: UInt8(ascii: "a"), blocks: 2000)
    #expect(bomb.count < 10_000)
    for name in ["a.jsonl.zst", "a.txt.zst", "a.csv.zst"] {
      let rejections = try reading(name, bomb).rejections
      #expect(
        rejections.contains {
          $0.reason.contains("times its size") || $0.reason.contains("larger than")
        }, "\(name)")
    }
    let nested = TinyPackers.zip([TinyFile("a.jsonl.zst", bomb), TinyFile("b.txt", "After")])
    let reading = try reading("a.zip", nested)
    #expect(reading.documents.map(\.title) == ["After"])
    #expect(reading.rejections.count == 1)
  }

  @Test func `too many entries end the reading of an archive`() throws {
    var options = ImportOptions()
    options.limits.archiveEntries = 2
    let reading = try reading("a.zip", TinyPackers.zip(Self.files), options)
    #expect(reading.documents.count == 2)
    #expect(try reading.onlyRejection().reason.contains("more than 2 entries"))
  }

  @Test(arguments: ["p.json", "p.meta.json", "p.txt.json", "p.yaml", "p.meta.yaml"])
  func `metadata beside a page are the page's`(name: String) throws {
    let json =
      #"{"date": "2024-03-01", "lang": "fr", "category": "ports", "url": "https://example.org/p", "author": "N", "title": "Other", "k": 1}"#
    let files = ["p.txt": "Title\n\nBody.", name: json, "q.txt": "Other page"]
    let folder = try TemporaryArchive(texts: files).read()
    let zip = try reading(
      "z.zip", TinyPackers.zip(files.map { TinyFile($0, $1) }.sorted { $0.name > $1.name }))
    for reading in [folder, zip] {
      #expect(reading.rejections.isEmpty)
      let document = try #require(reading.documents.first { $0.title == "Title" })
      #expect(reading.documents.count == 2)
      #expect(document.date?.description == "2024-03-01")
      #expect(document.dateFrom == .sidecar)
      #expect(document.lang == "fr")
      #expect(document.langFrom == .sidecar)
      #expect(document.categories == ["ports"])
      #expect(document.author == "N")
      #expect(document.extra == [.init(name: "k", value: "1")])
    }
  }

  @Test func `what only looks like a sidecar is a document`() throws {
    let archive = try TemporaryArchive(texts: [
      "p.txt": "Page", "p.json": #"{"title": "Record", "text": "Own"}"#,
      "q.json": #"{"title": "Lone"}"#,
    ])
    #expect(try archive.read().documents.map(\.title) == ["Record", "Page", "Lone"])
  }

  @Test func `a broken sidecar is rejected and its page is read`() throws {
    let archive = try TemporaryArchive(texts: [
      "p.txt": "Page", "p.json": "{", "q.txt": "Q", "q.yaml": "a: [", "r.yaml": "a: 1",
    ])
    let reading = try archive.read()
    #expect(reading.documents.map(\.title) == ["Page", "Q"])
    #expect(reading.rejections.map(\.source) == ["news/p.json", "news/q.yaml", "news/r.yaml"])
  }

  @Test func `everything else is rejected with a reason`() throws {
    let archive = try TemporaryArchive([
      "e.txt": [], "s.txt": Array(" \n\t".utf8), "w.docx": [0x50, 0x4B, 3, 4],
      "p.png": [0x89, 0x50, 0x4E, 0x47, 0],
    ])
    let reading = try archive.read()
    #expect(reading.documents.isEmpty)
    #expect(
      reading.rejections.map(\.source) == ["news/e.txt", "news/p.png", "news/s.txt", "news/w.docx"])
    #expect(reading.progress.files == 4)
    let missing = try Reading([ArchiveSource(path: "/nonexistent/place", name: "x")])
    #expect(try missing.onlyRejection() == Rejection(source: "x", reason: "no such file or folder"))
  }

  @Test func `an error of the caller ends the reading`() throws {
    struct Stop: Error {}
    let archive = try TemporaryArchive(texts: ["a.txt": "A", "b.txt": "B"])
    var count = 0
    #expect(throws: Stop.self) {
      try ArchiveReader(sources: [ArchiveSource(path: archive.path)]).forEach { _, _ in
        count += 1
        throw Stop()
      }
    }
    #expect(count == 1)
  }

  private static func title(_ name: String, _ bytes: [UInt8]) throws -> String {
    try reading(name, bytes).only().title
  }
}
