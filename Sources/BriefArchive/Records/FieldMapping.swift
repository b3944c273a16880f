// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which keys mean which field, in JSON, CSV, front matter and sidecars alike.

/// Maps keys of records to fields of documents. Case does not matter.
public struct FieldMapping: Sendable, Hashable {
  /// A field that a key can fill.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    case id, title, deck, caption, takeaways, analysis, body, related
    case byline, publication, category, author, url, date, lang
  }

  /// A field, and how early its key stands among the keys for it.
  struct Target: Hashable {
    var field: Field
    var rank: Int
  }

  private var targets: [String: Target] = [:]

  /// The usual keys: `id`, `title`, `text` or `body`, `deck` or `summary`, `date` or
  /// `published`, `author`, `lang`, `url`, `category` and their common synonyms.
  public init() {
    for (field, keys) in Self.standard { map(keys, to: field) }
  }

  /// Makes `keys` the keys of `field`, the first that has a value winning. They replace
  /// the usual ones.
  public mutating func map(_ keys: [String], to field: Field) {
    targets = targets.filter { $0.value.field != field }
    for (rank, key) in keys.enumerated() {
      targets[key.lowercased()] = Target(field: field, rank: rank)
    }
  }

  /// The keys of `field` in lower case, the most trusted first.
  public func keys(of field: Field) -> [String] {
    targets.filter { $0.value.field == field }.sorted { $0.value.rank < $1.value.rank }.map(\.key)
  }

  func target(of key: String) -> Target? {
    targets[key] ?? targets[key.lowercased()]
  }

  private static let standard: KeyValuePairs<Field, [String]> = [
    .id: ["id", "_id", "docid", "doc_id", "uuid", "guid"],
    .title: ["title", "headline", "name"],
    .deck: ["deck", "summary", "description", "subtitle", "standfirst", "abstract", "excerpt"],
    .caption: ["caption", "image_caption"],
    .takeaways: ["takeaways", "key_takeaways", "keytakeaways", "highlights"],
    .analysis: ["analysis", "strategic_analysis"],
    .body: [
      "body", "text", "content", "article", "articlebody", "content_text", "content_html",
      "fulltext",
    ],
    .related: ["related", "related_articles"],
    .byline: ["byline"],
    .publication: ["publication", "publisher", "site_name", "source_name", "newspaper"],
    .category: ["category", "categories", "section"],
    .author: ["author", "authors", "creator"],
    .url: ["url", "link", "permalink", "canonical_url"],
    .date: [
      "date", "published", "published_at", "publishedat", "date_published", "datepublished",
      "pubdate", "publish_date", "publication_date", "published_time", "created_at", "timestamp",
    ],
    .lang: ["lang", "language", "locale"],
  ]
}
