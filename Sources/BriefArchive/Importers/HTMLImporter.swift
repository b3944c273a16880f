// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// HTML pages: the article by `HTMLArticle`, the rest by the page's metadata.

internal import BriefText

struct HTMLImporter: Importer {
  private let options: ImportOptions

  init(_ options: ImportOptions) {
    self.options = options
  }

  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws {
    let decoded = try stream.readText(
      limit: options.limits.documentBytes, declared: DeclaredCharset.inMarkup)
    let tree = try HTMLParser.parse(Array(decoded.text.utf8))
    var document = BriefDocument()
    document.charset = decoded.charset
    let metadata = HTMLMetadata(tree, options: options)
    metadata.apply(to: &document)
    read(tree, into: &document)
    try sink.add(document, from: item)
  }

  private func read(_ tree: HTMLTree, into document: inout BriefDocument) {
    let range = HTMLArticle.range(in: tree)
    if document.title.isEmpty {
      let heading =
        first("h1", of: tree, in: range) ?? first("h1", of: tree, in: 0..<tree.nodes.count)
      document.title = heading ?? first("title", of: tree, in: 0..<tree.nodes.count) ?? ""
    }
    document.caption = first("figcaption", of: tree, in: range)
    var body = HTMLText.paragraphs(of: tree, in: range, excluded: ["figcaption"])
    // What stands above the text as title and deck is not body once more.
    if let index = body.prefix(5).firstIndex(of: document.title) { body.remove(at: index) }
    if let deck = document.deck, body.count > 1,
      let index = body.prefix(3).firstIndex(of: deck)
    {
      body.remove(at: index)
    }
    document.body = body
  }

  private func first(_ name: String, of tree: HTMLTree, in range: Range<Int>) -> String? {
    for index in range where tree.nodes[index].name == name {
      let text = Paragraphs.line(tree.text(in: index..<tree.nodes[index].end))
      if !text.isEmpty { return text }
    }
    return nil
  }
}
