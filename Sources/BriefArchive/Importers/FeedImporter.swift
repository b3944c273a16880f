// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// RSS 2.0 and 1.0, and Atom: each entry is a document. The feed's title is its publication
// and its language the language. Texts may be HTML, escaped or not; both become paragraphs.

internal import BriefText

struct FeedImporter: Importer {
  private let options: ImportOptions

  init(_ options: ImportOptions) {
    self.options = options
  }

  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws {
    let decoded = try stream.readText(
      limit: options.limits.fileBytes, or: .fileTooLarge(limit: options.limits.fileBytes),
      declared: DeclaredCharset.inMarkup)
    let reader = try XMLPullReader(NamedEntities.escaping(Array(decoded.text.utf8)))
    guard case .open(let root, _)? = reader.firstElement() else {
      throw reader.fault ?? ReadFailure(.xml("it has no element"), line: 1)
    }
    switch root.lowercased() {
    case "rss", "rdf", "feed": break
    case "html":
      let page = MemoryStream(Array(decoded.text.utf8))
      return try HTMLImporter(options).read(page, of: item, into: sink)
    default: throw ReadFailure(.notAFeed(root: root), line: reader.line)
    }
    var feed = FeedEntry()
    feed.language = reader.language
    var number = 0
    var isFeedLevel = true
    while let event = reader.next() {
      guard case .open(let name, let isEmpty) = event else { continue }
      if name == "item" || name == "entry" {
        isFeedLevel = false
        number += 1
        let line = reader.line
        var entry = FeedEntry()
        entry.take("about", reader.attribute("rdf:about") ?? "")
        entry.language = reader.language
        if !isEmpty { entry.read(reader, until: name) }
        var document = entry.document(of: feed, zone: options.dateZone)
        // An entry cut off before its text is told by the fault alone.
        if reader.fault != nil, !document.hasText { break }
        document.charset = decoded.charset
        try sink.add(document, from: item, at: RecordPlace(number: number, line: line))
      } else if name != "channel", isFeedLevel, !isEmpty {
        feed.readField(name, reader)
      }
    }
    if let fault = reader.fault { throw fault }
    if number == 0 { throw ReadFailure(.empty) }
  }
}

extension XMLPullReader {
  fileprivate func firstElement() -> Event? {
    while let event = next() { if case .open = event { return event } }
    return nil
  }
}
