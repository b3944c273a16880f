// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Files of every format that is read: some of the corpus, some built by the format's own rules so that
// deep and odd structures are met, all of them changed, and packed into one another.

import BriefTestSupport

enum ArchiveGenerator {
  private static let mutation = Mutation(
    tokens: [
      "<p>", "</p>", "<div>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;",
      "&#0;", "&#x110000;", "&NotEqualTilde;", "&bogus", "<meta charset=\"utf-16\">", "<table>",
      "<br",
      "<svg><title>", "<html", "<?xml version=\"1.0\" encoding=\"KOI8-R\"?>", "<!DOCTYPE x [",
      "<!ENTITY a \"&b;&b;\">", "<!ENTITY b SYSTEM \"file:///etc/hostname\">", "&a;", "<item>",
      "</item>", "<entry>", "<title>", "xmlns:x=\"y\"", "{", "}", "[", "]", ",", ":", "\"",
      "\\u0000",
      "\\ud800", "\\", "null", "true", "-1e999", "12345678901234567890", "\"title\":", "\"text\":",
      "\"id\":", "\"date\":", "\"lang\":", "\"documents\":[", "\"\"", "'", ";", "\t", "|", "---\n",
      "title: ", "date: 2024-13-45", "2024-02-30T25:61:61+99:99", "Key Takeaways", "Analysis",
      "Related Articles", "Published: ", "By ", "Caption: ", "1. ", "- ", "# ", "```", "> ", "](",
      "**",
      "![", "*a: &a", "\n", "\n\n", "\r\n", "\r", "0", "9999999999999999",
    ], others: Corpus.archive.map(\.bytes))

  /// A file and its name.
  static func file(_ random: inout SeededGenerator) -> (name: String, bytes: [UInt8]) {
    var (name, bytes) = plain(&random)
    let packing = Int.random(in: 0..<16, using: &random)
    switch packing {
    case 0:
      name += ".gz"
      bytes = TinyPackers.gzip(bytes)
    case 1, 2, 3, 4:
      let (inner, packed) = archive(&random)
      name = inner
      bytes = packed
    case 5:
      // What unpacks to a thousand times its size.
      name += ".zst"
      bytes = TinyPackers.zstd(
        repeating: bytes.randomElement(using: &random) ?? 0,
        blocks: [1, 20, 200].randomElement(using: &random) ?? 1)
    default: break
    }
    if packing < 6, Bool.random(using: &random) { bytes = randomDamage(to: bytes, &random) }
    return (name, bytes)
  }

  private static func plain(_ random: inout SeededGenerator) -> (name: String, bytes: [UInt8]) {
    let names = [
      "a.txt", "a.html", "a.md", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.rss", "a.xml", "a",
      "2024-03-01-news.txt", "0f8fad5b-d9cb-469f-a165-70867728950e.html", "20240301123456.json",
      "ａ—б.txt", "a.yaml", "a.docx", ".a.txt", "a.b.c.d",
    ]
    var (name, bytes) = ("", [UInt8]())
    switch Int.random(in: 0..<6, using: &random) {
    case 0: (name, bytes) = ("g.jsonl", Array(record(&random, depth: 3).utf8))
    case 1: (name, bytes) = ("g.json", Array("[\(json(&random, depth: 5))]".utf8))
    case 2: (name, bytes) = ("g.html", Array("<body>\(markup(&random, depth: 6))".utf8))
    case 3: (name, bytes) = ("g.csv", Array(table(&random).utf8))
    default:
      guard let file = Corpus.archive.randomElement(using: &random) else { break }
      (name, bytes) = (file.name, file.bytes)
    }
    if Int.random(in: 0..<5, using: &random) == 0 {
      name = names.randomElement(using: &random) ?? name
    }
    if Int.random(in: 0..<5, using: &random) > 0 { bytes = mutation.applied(to: bytes, &random) }
    return (name, bytes)
  }

  private static func archive(
    _ random: inout SeededGenerator
  ) -> (name: String, bytes: [UInt8]) {
    let folders = [
      "", "2024/03/01/", "../../", "/etc/", "a/../../../", "C:\\", "./", "__MACOSX/", "a//b/",
      "\n/",
    ]
    var files: [TinyFile] = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let (name, bytes) = plain(&random)
      let folder = folders.randomElement(using: &random) ?? ""
      var file = TinyFile(folder + name, bytes)
      switch Int.random(in: 0..<10, using: &random) {
      case 0: file = TinyFile(folder + name, link: "../../../../etc/hostname")
      case 1: file = TinyFile(name + ".tar", TinyPackers.tar([file, file]))
      case 2: file = TinyFile(name + ".gz", TinyPackers.gzip(bytes))
      case 3: file = TinyFile(name + ".zip", TinyPackers.zip([file]))
      case 4: files.append(TinyFile(name + ".json", #"{"date":"2024-03-01","lang":"fr"}"#))
      default: break
      }
      files.append(file)
    }
    let isTar = Bool.random(using: &random)
    let packed = isTar ? TinyPackers.tar(files) : TinyPackers.zip(files)
    guard isTar, Bool.random(using: &random) else { return (isTar ? "a.tar" : "a.zip", packed) }
    return ("a.tar.gz", TinyPackers.gzip(packed))
  }

  private static func word(_ random: inout SeededGenerator) -> String {
    ["harbour", "港口", "a", "", " ", "&", "<b>", "\"", ",", "é", "1", "title", "x\ny"]
      .randomElement(using: &random) ?? ""
  }

  private static func json(_ random: inout SeededGenerator, depth: Int) -> String {
    let text = "\"" + word(&random).filter { $0 != "\"" && $0 != "\n" } + "\""
    guard depth > 0 else { return text }
    let count = Int.random(in: 0...4, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: return record(&random, depth: depth - 1)
    case 2:
      let values = (0..<count).map { _ in json(&random, depth: depth - 1) }
      return "[" + values.joined(separator: ",") + "]"
    case 3:
      return ["null", "true", "0", "-1.5e3", "1709285400"].randomElement(using: &random) ?? "0"
    default: return text
    }
  }

  private static func record(_ random: inout SeededGenerator, depth: Int) -> String {
    let keys = ["id", "title", "text", "date", "lang", "author", "tags", "url", "x", "takeaways"]
    let members = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      "\"\(keys.randomElement(using: &random) ?? "x")\":\(json(&random, depth: depth - 1))"
    }
    return "{" + members.joined(separator: ", ") + "}"
  }

  private static func markup(_ random: inout SeededGenerator, depth: Int) -> String {
    let tags = [
      "p", "div", "ul", "li", "table", "td", "b", "article", "h1", "pre", "script", "q", "a",
    ]
    let tag = tags.randomElement(using: &random) ?? "p"
    guard depth > 0 else { return word(&random) }
    let inner = (0..<Int.random(in: 0...3, using: &random))
      .map { _ in markup(&random, depth: depth - 1) }.joined()
    // One element in six is never closed.
    return "<\(tag)>\(inner)" + (Int.random(in: 0..<6, using: &random) == 0 ? "" : "</\(tag)>")
  }

  private static func table(_ random: inout SeededGenerator) -> String {
    let separator = [",", ";", "\t"].randomElement(using: &random) ?? ","
    var text = ["id", "title", "text"].joined(separator: separator) + "\n"
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      let fields = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        let word = word(&random)
        return Bool.random(using: &random) ? word : "\"\(word)\""
      }
      text += fields.joined(separator: separator) + "\n"
    }
    return text
  }
}
