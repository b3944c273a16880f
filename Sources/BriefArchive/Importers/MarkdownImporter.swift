// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Markdown with front matter, reduced to text by `MarkdownText`.

internal import BriefText

struct MarkdownImporter: Importer {
  private let options: ImportOptions

  init(_ options: ImportOptions) {
    self.options = options
  }

  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws {
    let decoded = try stream.readText(limit: options.limits.documentBytes)
    let frontMatter = FrontMatter(decoded.text)
    let markdown = MarkdownText(frontMatter.rest)
    var document = BriefDocument()
    document.charset = decoded.charset
    document.body = markdown.paragraphs
    RecordMapper(options).apply(
      frontMatter.members, to: &document, dateFrom: .frontMatter, langFrom: .frontMatter)
    if document.title.isEmpty, let title = markdown.title {
      document.title = title
    } else if document.title.isEmpty, let first = document.body.first {
      document.title = Paragraphs.line(first)
      document.body.removeFirst()
    }
    try sink.add(document, from: item)
  }
}
