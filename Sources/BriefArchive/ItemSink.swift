// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where importers put what they read. The sink completes documents (id, source, date,
// language), sees to it that no id is given twice, counts, and passes on.

internal import BriefText

final class ItemSink {
  private let options: ImportOptions
  private let mapper: RecordMapper
  private let deliver: (ArchiveItem, ReadProgress) throws -> Void
  private var seen = SeenIDs()
  private(set) var progress = ReadProgress()
  /// Bytes of the files that are finished.
  private var finishedBytes = 0
  /// How many bytes of the current file have been read.
  var position: () -> Int = { 0 }

  init(_ options: ImportOptions, deliver: @escaping (ArchiveItem, ReadProgress) throws -> Void) {
    self.options = options
    self.mapper = RecordMapper(options)
    self.deliver = deliver
  }

  /// Delivers `draft`, read from `item`: the whole of it, or the record at `place`.
  func add(_ draft: BriefDocument, from item: SourceItem, at place: RecordPlace? = nil) throws {
    var document = draft
    if place == nil, !item.sidecar.isEmpty {
      mapper.apply(item.sidecar, to: &document, dateFrom: .sidecar, langFrom: .sidecar)
    }
    guard document.hasText else {
      return try reject(
        place == nil ? .empty : .noText, in: item, line: place?.line, offset: place?.offset)
    }
    // The entries of a feed, which is read whole, were not measured before, nor was what metadata
    // add to a text, nor how it grows when it becomes UTF-8.
    guard document.size <= options.limits.documentBytes else {
      return try reject(
        .tooLarge(limit: options.limits.documentBytes), in: item, line: place?.line,
        offset: place?.offset)
    }
    let suffix = place.map { "#\($0.number)" } ?? ""
    document.source = item.source + suffix
    if document.id.isEmpty {
      let named = place == nil ? FileNameID.id(in: item.name) : nil
      document.id = named ?? PathID.id(of: item.path + suffix)
    }
    complete(dateOf: &document, from: item, isRecord: place != nil)
    if document.lang.isEmpty {
      document.langFrom = .detected
      document.lang = LanguageDetector.language(
        of: Self.sample(of: document), latinDefault: options.defaultLanguage)
    }
    if let first = seen.insert(document.id, source: item.source, record: place?.number) {
      return try reject(
        .duplicateID(document.id, first: first), in: item, line: place?.line, offset: place?.offset)
    }
    progress.documents += 1
    try deliver(.document(document), progress)
  }

  /// Delivers a rejection of `item`, or of a part of it.
  func reject(
    _ reason: RejectionReason, in item: SourceItem, line: Int? = nil, offset: Int? = nil
  ) throws {
    progress.rejections += 1
    let rejection = Rejection(
      source: item.source, line: line, offset: offset, reason: reason.message)
    try deliver(.rejected(rejection), progress)
  }

  func beginFile() {
    progress.files += 1
  }

  func endFile(size: Int) {
    finishedBytes += size
    progress.fileBytesRead = finishedBytes
    position = { 0 }
  }

  /// Notes that an importer was given `count` bytes more.
  func note(bytesRead count: Int) {
    progress.bytesRead += count
    progress.fileBytesRead = finishedBytes + position()
  }

  /// Looks for the date in the names and at the file's time. That of a file of many
  /// records is not theirs.
  private func complete(dateOf document: inout BriefDocument, from item: SourceItem, isRecord: Bool)
  {
    guard document.date == nil else { return }
    let stem = FileNameID.stem(of: item.name)
    if let date = DateInName.date(inFileName: stem, zone: options.dateZone) {
      (document.date, document.dateFrom) = (date, .fileName)
    } else if let date = DateInName.date(inFolders: item.folders, zone: options.dateZone) {
      (document.date, document.dateFrom) = (date, .folderName)
    } else if !isRecord, let modified = item.modified,
      let date = CalendarDate(secondsSince1970: modified)
    {
      (document.date, document.dateFrom) = (date, .fileTime)
    }
  }

  /// Enough text to tell the language by.
  private static func sample(of document: BriefDocument) -> String {
    var sample = document.title
    for text in [document.deck ?? ""] + document.body + document.analysis + document.takeaways {
      guard sample.utf8.count < 1000 else { break }
      sample += "\n"
      sample += beginning(of: text, bytes: 1000)
    }
    return sample
  }

  private static func beginning(of text: String, bytes: Int) -> Substring {
    guard text.utf8.count > bytes else { return text[...] }
    var end = text.utf8.index(text.startIndex, offsetBy: bytes)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return text[..<end]
  }
}
