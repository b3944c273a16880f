// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A record, front matter or a sidecar → the fields of a document. A field that has a
// value keeps it, so that sources are applied in the order of trust.

struct RecordMapper {
  let mapping: FieldMapping
  let zone: Int

  init(_ options: ImportOptions) {
    mapping = options.mapping
    zone = options.dateZone
  }

  /// Fills what is still empty in `document` from the members of `record`.
  func apply(
    _ members: [JSONValue.Member], to document: inout BriefDocument,
    dateFrom: DateOrigin, langFrom: LanguageOrigin
  ) {
    var chosen: [FieldMapping.Field: (rank: Int, member: JSONValue.Member)] = [:]
    for member in members where member.value != .null {
      guard let target = mapping.target(of: member.key) else {
        keep(member, in: &document)
        continue
      }
      guard member.value.plainText != nil else { continue }
      if let other = chosen[target.field] {
        guard target.rank < other.rank else {
          keep(member, in: &document)
          continue
        }
        keep(other.member, in: &document)
      }
      chosen[target.field] = (target.rank, member)
    }
    for (field, choice) in chosen where field != .date && field != .lang {
      fill(field, from: choice.member, in: &document)
    }
    if let member = chosen[.lang]?.member, document.lang.isEmpty {
      if let lang = WrittenLanguage.code(member.value.plainText ?? "") {
        document.lang = lang
        document.langFrom = langFrom
      }
    }
    if let member = chosen[.date]?.member, document.date == nil {
      if let date = date(member.value) {
        document.date = date
        document.dateFrom = dateFrom
      } else {
        keep(member, in: &document)
      }
    }
  }

  private func fill(
    _ field: FieldMapping.Field, from member: JSONValue.Member, in document: inout BriefDocument
  ) {
    let value = member.value
    switch field {
    case .id: if document.id.isEmpty { document.id = value.line ?? "" }
    case .title: if document.title.isEmpty { document.title = value.line ?? "" }
    case .deck: document.deck = document.deck ?? value.line
    case .caption: document.caption = document.caption ?? value.line
    case .takeaways: if document.takeaways.isEmpty { document.takeaways = paragraphs(value) }
    case .analysis: if document.analysis.isEmpty { document.analysis = paragraphs(value) }
    case .body:
      guard document.body.isEmpty else { return }
      let isHTML = member.key.lowercased().hasSuffix("html")
      document.body =
        isHTML
        ? value.texts.flatMap { HTMLText.paragraphs(in: $0) } : paragraphs(value)
    case .related: if document.related.isEmpty { document.related = paragraphs(value) }
    case .byline: document.byline = document.byline ?? value.line
    case .publication: document.publication = document.publication ?? value.line
    case .category:
      if document.categories.isEmpty { document.categories = value.names }
    case .author:
      let names = value.names.joined(separator: "; ")
      document.author = document.author ?? (names.isEmpty ? nil : names)
    case .url: document.url = document.url ?? value.line
    case .date, .lang: break
    }
  }

  private func keep(_ member: JSONValue.Member, in document: inout BriefDocument) {
    guard let value = member.value.plainText else { return }
    document.extra.append(BriefDocument.ExtraField(name: member.key, value: value))
  }

  private func date(_ value: JSONValue) -> CalendarDate? {
    switch value {
    case .number(let number): CalendarDate(number: number)
    case .string(let text): CalendarDate(parsing: text, zone: zone) ?? day(of: text)
    default: nil
    }
  }

  /// The day of a timestamp whose time is damaged: `2024-03-01T099:00:00`.
  private func day(of text: String) -> CalendarDate? {
    let day = text.prefix(10)
    guard let mark = text.dropFirst(10).first, mark == "T" || mark == " " else { return nil }
    return CalendarDate(parsing: day)
  }

  private func paragraphs(_ value: JSONValue) -> [String] {
    value.texts.flatMap { Paragraphs.split($0) }
  }
}
