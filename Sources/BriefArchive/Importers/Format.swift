// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which importer reads a file: the extension of its name says so, and where that says
// nothing, or is contradicted by the first bytes, these do.

enum Format: Hashable {
  case page, html, markdown, json, jsonLines, csv, feed
  /// Several files in one, packed or not.
  case archive
  /// One packed file; its name without the last extension tells what it is.
  case compressed
  /// Something known that is not read.
  case unsupported(String)

  /// The format of a file called `name`; `nil` if the name does not say.
  init?(name: some StringProtocol) {
    let name = name.lowercased()
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    guard let last = parts.last else { return nil }
    switch last {
    case "txt", "text": self = .page
    case "html", "htm", "xhtml": self = .html
    case "md", "markdown", "mdown": self = .markdown
    case "json", "geojson": self = .json
    case "jsonl", "ndjson": self = .jsonLines
    case "csv", "tsv": self = .csv
    case "rss", "atom", "rdf", "xml": self = .feed
    case "zip", "tar", "tgz", "tzst", "tbz", "tbz2", "txz", "7z", "cpio": self = .archive
    case "gz", "zst", "bz2", "xz", "lz4":
      self = parts.dropLast().last == "tar" ? .archive : .compressed
    case "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "apk":
      self = .unsupported(".\(last)")
    case "yaml", "yml", "toml", "ini": self = .unsupported(".\(last)")
    default: return nil
    }
  }

  /// The format of a file that begins with `head`, by what is certain: the marks of packed
  /// files. Other binary files have ``binaryKind(_:)``.
  init?(packed head: [UInt8]) {
    let marks: [([UInt8], Format)] = [
      ([0x1F, 0x8B], .compressed), ([0x28, 0xB5, 0x2F, 0xFD], .compressed),
      ([0x42, 0x5A, 0x68, 0x39], .compressed), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .compressed),
      ([0x50, 0x4B, 0x03, 0x04], .archive), ([0x50, 0x4B, 0x05, 0x06], .archive),
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive),
    ]
    if let found = marks.first(where: { head.starts(with: $0.0) }) {
      self = found.1
    } else if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) {
      self = .archive
    } else {
      return nil
    }
  }

  /// What a binary file beginning with `head` is, as far as it is known.
  static func binaryKind(_ head: [UInt8]) -> String? {
    let marks: [([UInt8], String)] = [
      (Array("%PDF-".utf8), "a PDF"), ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
      ([0xFF, 0xD8, 0xFF], "a JPEG image"), (Array("GIF8".utf8), "a GIF image"),
      ([0x7F, 0x45, 0x4C, 0x46], "a program"), ([0xCF, 0xFA, 0xED, 0xFE], "a program"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old Office file"),
      (Array("SQLite format 3".utf8), "a database"),
      (Array("OggS".utf8), "a sound"), (Array("ID3".utf8), "a sound"),
      (Array("wOF".utf8), "a font"),
    ]
    return marks.first { head.starts(with: $0.0) }?.1
  }

  /// The format of a file whose name says nothing, from its text.
  init(sniffing head: [UInt8]) {
    let start = head.prefix(1024).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    let text = String(decoding: start, as: UTF8.self).lowercased()
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
      self = .html
    } else if text.hasPrefix("<?xml") || text.hasPrefix("<rss") || text.hasPrefix("<feed") {
      self = .feed
    } else {
      self = .page
    }
  }
}
