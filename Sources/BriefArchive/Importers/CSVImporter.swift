// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// CSV and TSV with a header row that names the fields, as `FieldMapping` knows them.

internal import BriefText

struct CSVImporter: Importer {
  private let options: ImportOptions
  private let mapper: RecordMapper

  init(_ options: ImportOptions) {
    self.options = options
    mapper = RecordMapper(options)
  }

  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws {
    let text = try RecordText(stream, limits: options.limits)
    var rows = CSVReader(
      text.stream, limit: options.limits.documentBytes,
      isTSV: item.name.lowercased().contains(".tsv"))
    guard case .fields(let header)? = try rows.next() else { throw ReadFailure(.empty) }
    let names = try header.map {
      Paragraphs.line(String(decoding: try text.decode($0).bytes, as: UTF8.self))
    }
    var isEmpty = true
    while let row = try rows.next() {
      isEmpty = false
      let place = RecordPlace(number: rows.line, line: rows.line, offset: rows.offset)
      let result: Result<BriefDocument, ReadFailure> =
        switch row {
        case .fields(let fields): document(fields, names: names, text)
        case .fault(let problem): .failure(ReadFailure(.csv(problem)))
        case .tooLong: .failure(ReadFailure(.tooLarge(limit: options.limits.documentBytes)))
        }
      switch result {
      case .success(let document):
        try sink.add(document, from: item, at: place)
      case .failure(let failure):
        try sink.reject(failure.reason, in: item, line: rows.line, offset: rows.offset)
      }
    }
    if isEmpty { throw ReadFailure(.empty) }
  }

  private func document(
    _ fields: [[UInt8]], names: [String], _ text: RecordText
  ) -> Result<BriefDocument, ReadFailure> {
    guard fields.count <= names.count else {
      let problem = "\(fields.count) fields where the header has \(names.count)"
      return .failure(ReadFailure(.csv(problem)))
    }
    do throws(ReadFailure) {
      var document = BriefDocument()
      var members: [JSONValue.Member] = []
      for (name, field) in zip(names, fields) where !field.isEmpty {
        let (bytes, charset) = try text.decode(field)
        let value = JSONValue.string(String(decoding: bytes, as: UTF8.self))
        members.append(JSONValue.Member(key: name, value: value))
        if charset != "UTF-8" { document.charset = charset }
      }
      mapper.apply(members, to: &document, dateFrom: .metadata, langFrom: .metadata)
      return .success(document)
    } catch {
      return .failure(error)
    }
  }
}
