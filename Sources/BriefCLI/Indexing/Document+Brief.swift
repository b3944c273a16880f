// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A brief as it was read → a document of the index.

package import Brief
package import BriefArchive

extension Document {
  /// The document that a brief becomes.
  package init(_ brief: BriefDocument) {
    self.init()
    self["id"] = .text(brief.id)
    set("title", brief.title)
    set("deck", brief.deck)
    set("takeaways", brief.takeaways)
    set("caption", brief.caption)
    set("analysis", brief.analysis)
    set("body", brief.body)
    set("byline", brief.byline)
    set("lang", brief.lang)
    set("publication", brief.publication.map(Self.keyword))
    set("category", brief.categories.map(Self.keyword))
    set("author", brief.author.map(Self.keyword))
    set("charset", brief.charset)
    if let date = brief.date {
      self["date"] = .date(Timestamp(seconds: date.secondsSince1970))
      // A moment does not know how exactly it was given.
      self["dateText"] = .text("\(date)")
    }
    self["contentHash"] = .number(Int64(bitPattern: brief.contentHash))
    set("source", brief.source)
    set("url", brief.url)
    set("related", brief.related)
    set("dateFrom", brief.dateFrom?.rawValue)
    set("extra", brief.extra.flatMap { [$0.name, $0.value] })
  }

  private mutating func set(_ name: String, _ text: String?) {
    if let text, !text.isEmpty { self[name] = .text(text) }
  }

  private mutating func set(_ name: String, _ texts: [String]) {
    if !texts.isEmpty { self[name] = .texts(texts) }
  }

  /// The longest beginning of a value that a keyword field takes.
  private static func keyword(_ value: String) -> String {
    guard value.utf8.count > longestKeyword else { return value }
    var kept = ""
    for character in value {
      guard kept.utf8.count + character.utf8.count <= longestKeyword else { break }
      kept.append(character)
    }
    return kept
  }
}
