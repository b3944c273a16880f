// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a page says of itself: `meta` elements (Open Graph, article:*, Dublin Core), JSON-LD,
// `link rel=canonical`, `time` and the `lang` attribute. Where several say a field, the one
// written first below wins.

struct HTMLMetadata {
  private var values: [String: String] = [:]
  private var linked: [JSONValue.Member] = []
  private let zone: Int

  init(_ tree: HTMLTree, options: ImportOptions) {
    zone = options.dateZone
    for (index, node) in tree.nodes.enumerated() {
      switch node.name {
      case "meta":
        let name =
          node.attributes["property"] ?? node.attributes["name"] ?? node.attributes["itemprop"]
          ?? node.attributes["http-equiv"]
        note(name, node.attributes["content"])
      case "html": note("lang", node.attributes["lang"] ?? node.attributes["xml:lang"])
      case "link" where node.attributes["rel"]?.lowercased() == "canonical":
        note("canonical", node.attributes["href"])
      case "time": note("time", node.attributes["datetime"])
      case "script" where node.attributes["type"]?.lowercased() == "application/ld+json":
        noteLinkedData(tree.text(in: index..<node.end), depth: options.limits.jsonDepth)
      default: continue
      }
    }
  }

  /// Fills what is still empty in `document`.
  func apply(to document: inout BriefDocument) {
    document.title = first("og:title", "twitter:title") ?? linkedText("headline") ?? ""
    document.deck =
      first("description", "og:description", "twitter:description")
      ?? linkedText("description")
    document.author =
      first("author", "dc.creator", "parsely-author") ?? linkedText("author")
      ?? first("article:author").flatMap { $0.contains("://") ? nil : $0 }
    document.publication = first("og:site_name", "dc.publisher") ?? linkedText("publisher")
    document.url = first("canonical", "og:url")
    if let section = first("article:section", "section") ?? linkedText("articleSection") {
      document.categories = [section]
    }
    document.takeDate(
      from: [
        first("article:published_time"), first("og:published_time"), linkedText("datePublished"),
        first("datepublished"), first("pubdate"), first("publishdate"), first("date"),
        first("dc.date"), first("dc.date.issued"), first("dcterms.created"),
        first("parsely-pub-date"), first("time"),
      ], zone: zone)
    document.takeLanguage(
      from: [
        first("lang"), linkedText("inLanguage"), first("og:locale"), first("content-language"),
      ])
  }

  private mutating func note(_ name: String?, _ value: String?) {
    guard let name = name?.lowercased(), let value else { return }
    let text = Paragraphs.line(value)
    if !text.isEmpty, values[name] == nil { values[name] = text }
  }

  private func first(_ names: String...) -> String? {
    names.lazy.compactMap { values[$0] }.first
  }

  // MARK: - JSON-LD

  /// Keeps the first object that is an article.
  private mutating func noteLinkedData(_ text: String, depth: Int) {
    guard linked.isEmpty,
      let value = try? JSONReader.value(of: Array(text.utf8), maximumDepth: depth)
    else { return }
    var pending = [value][...]
    while let next = pending.popFirst() {
      switch next {
      case .array(let values): pending += values
      case .object(let members):
        if next["headline"] != nil || next["datePublished"] != nil {
          linked = members
          return
        }
        if let graph = next["@graph"] { pending.append(graph) }
      default: continue
      }
    }
  }

  private func linkedText(_ name: String) -> String? {
    let names = JSONValue.object(linked)[name]?.names ?? []
    return names.isEmpty ? nil : names.joined(separator: "; ")
  }
}
