// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The fields of one entry of a feed, or of the feed itself, by the local names of their
// elements: `pubDate`, `dc:date` and `published` alike are dates.

struct FeedEntry {
  private var values: [String: [String]] = [:]
  /// The language in force where the entry begins.
  var language: String?

  /// Reads fields up to the end of the element `name`.
  mutating func read(_ reader: XMLPullReader, until name: String) {
    while let event = reader.next() {
      switch event {
      case .open(let field, let isEmpty):
        if isEmpty { takeAttributes(of: field, reader) } else { readField(field, reader) }
      case .close(let closed) where closed == name: return
      case .close, .text: continue
      }
    }
  }

  /// Reads the element `field`, which was just opened, to its end.
  mutating func readField(_ field: String, _ reader: XMLPullReader) {
    takeAttributes(of: field, reader)
    let isMarkup = reader.attribute("type") == "xhtml"
    var text = ""
    var depth = 0
    while let event = reader.next() {
      switch event {
      case .open(let name, let isEmpty):
        if isMarkup { text += "<\(name)>" }
        if !isEmpty { depth += 1 }
      case .close(let name):
        guard depth > 0 else { return take(field, text) }
        if isMarkup { text += "</\(name)>" } else { text += " " }
        depth -= 1
      case .text(let part):
        text += isMarkup ? part.replacing("&", with: "&amp;").replacing("<", with: "&lt;") : part
      }
    }
    take(field, text)
  }

  mutating func take(_ field: String, _ text: String) {
    let text = Paragraphs.trimmed(text)
    guard !text.isEmpty else { return }
    values[field.lowercased(), default: []].append(text)
  }

  private mutating func takeAttributes(of field: String, _ reader: XMLPullReader) {
    switch field {
    case "link":
      let relation = reader.attribute("rel") ?? "alternate"
      if relation == "alternate", let address = reader.attribute("href") { take("link", address) }
    case "category":
      if let term = reader.attribute("label") ?? reader.attribute("term") { take("category", term) }
    default: break
    }
  }

  /// The document of this entry of `feed`.
  func document(of feed: FeedEntry, zone: Int) -> BriefDocument {
    var document = BriefDocument()
    document.id = first("guid", "id", "about", "link") ?? ""
    document.title = HTMLText.paragraphs(in: first("title") ?? "").joined(separator: " ")
    let summary =
      first("description", "summary", "subtitle").map { HTMLText.paragraphs(in: $0) } ?? []
    if let content = first("encoded", "content") {
      document.body = HTMLText.paragraphs(in: content)
      let deck = summary.joined(separator: " ")
      document.deck = deck.isEmpty ? nil : deck
    } else {
      document.body = summary
    }
    document.publication = feed.first("title")
    document.author = first("creator", "author").map { Paragraphs.line($0) }
    document.categories = values["category", default: []].map { Paragraphs.line($0) }
    document.url = first("link")
    let dates = ["pubdate", "published", "issued", "date", "updated"]
    document.takeDate(from: dates.map { first($0) }, zone: zone)
    document.takeLanguage(
      from: [first("language"), language, feed.first("language"), feed.language])
    return document
  }

  private func first(_ names: String...) -> String? {
    names.lazy.compactMap { values[$0]?.first }.first
  }
}
