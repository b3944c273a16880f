// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Brief pages and other plain text, with or without front matter.

internal import BriefText

struct BriefPageImporter: Importer {
  private let options: ImportOptions

  init(_ options: ImportOptions) {
    self.options = options
  }

  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws {
    let decoded = try stream.readText(limit: options.limits.documentBytes)
    let frontMatter = FrontMatter(decoded.text)
    var document = BriefDocument()
    RecordMapper(options).apply(
      frontMatter.members, to: &document, dateFrom: .frontMatter, langFrom: .frontMatter)
    let page = BriefPage(
      frontMatter.rest, zone: options.dateZone,
      knownTitle: document.title.isEmpty ? nil : document.title)
    document.charset = decoded.charset
    // The page's own words come before what stands above it.
    if !page.title.isEmpty { document.title = page.title }
    document.deck = page.deck ?? document.deck
    document.caption = page.caption ?? document.caption
    if !page.takeaways.isEmpty { document.takeaways = page.takeaways }
    if !page.analysis.isEmpty { document.analysis = page.analysis }
    if !page.body.isEmpty { document.body = page.body }
    if !page.related.isEmpty { document.related = page.related }
    document.byline = page.byline ?? document.byline
    document.publication = page.publication ?? document.publication
    if document.date == nil, let date = page.date {
      document.date = date
      document.dateFrom = .metadata
    }
    try sink.add(document, from: item)
  }
}
