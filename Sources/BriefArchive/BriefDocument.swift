// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A news brief as it was read, whatever it was read from: the one shape that all
// importers fill and the index takes.

/// A news brief as read from an archive.
///
/// Texts are trimmed and free of markup and page furniture. Paragraphs keep the line
/// ends they were written with, if any.
public struct BriefDocument: Sendable, Hashable {
  /// A name and a value that have no field of their own.
  public struct ExtraField: Sendable, Hashable {
    /// The field's name.
    public var name: String
    /// Its value, as text.
    public var value: String

    /// A field.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Identifies the document in its index; the same on every run and machine.
  ///
  /// A record's own id; else the id in the file's name (a UUID, a hexadecimal number, a
  /// long decimal number); else the path from the source's root, with `#` and the line
  /// or ordinal for records.
  public var id = ""
  /// Where it was read: the file's path, `!` and the path inside an archive, `#` and the
  /// line or ordinal of a record: `news.zip!2024/a.txt`, `news.jsonl.gz#17`.
  public var source = ""
  /// The headline; empty if there is none.
  public var title = ""
  /// The summary below the headline.
  public var deck: String?
  /// The caption of the picture.
  public var caption: String?
  /// The bullets under “Key Takeaways”, without their numbers.
  public var takeaways: [String] = []
  /// The paragraphs of the analysis.
  public var analysis: [String] = []
  /// The paragraphs of the article itself.
  public var body: [String] = []
  /// Titles of related articles.
  public var related: [String] = []
  /// Who signs: “Northern Daily Editorial”.
  public var byline: String?
  /// The paper or site it appeared in.
  public var publication: String?
  /// The person or agency that wrote it.
  public var author: String?
  /// The categories or topics it is filed under.
  public var categories: [String] = []
  /// Where it can be read on the web.
  public var url: String?
  /// When it was published, if known.
  public var date: CalendarDate?
  /// Where ``date`` was found; `nil` exactly if there is none.
  public var dateFrom: DateOrigin?
  /// The language as a primary subtag of BCP 47: `en`, `zh`.
  public var lang = ""
  /// Where ``lang`` was found.
  public var langFrom = LanguageOrigin.detected
  /// The charset the text was in: `UTF-8`, `GB18030` …
  public var charset = "UTF-8"
  /// What the source says beyond these fields, in its order.
  public var extra: [ExtraField] = []

  /// A document without fields.
  public init() {}

  /// Whether there is anything to find it by.
  var hasText: Bool {
    !title.isEmpty || deck != nil || caption != nil || !body.isEmpty || !takeaways.isEmpty
      || !analysis.isEmpty
  }

  /// Bytes of all that is analysed or kept.
  var size: Int {
    let single = [id, source, title, deck, caption, byline, publication, author, url].compactMap(
      \.self)
    let several = [takeaways, analysis, body, related, categories, extra.map(\.value)]
    return (several.joined() + single).reduce(0) { $0 + $1.utf8.count }
  }
}

/// Where the language of a document was found.
public enum LanguageOrigin: String, Sendable, Hashable, CaseIterable {
  case frontMatter = "front-matter"
  case metadata
  case sidecar
  /// Guessed from the script; for Latin script the default of the definition.
  case detected
}
