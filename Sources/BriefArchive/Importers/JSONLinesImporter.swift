// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// JSON Lines: a record on each line. Memory is bounded by the longest line; a broken line
// is rejected by itself.

internal import BriefText

struct JSONLinesImporter: Importer {
  private let options: ImportOptions
  private let mapper: RecordMapper

  init(_ options: ImportOptions) {
    self.options = options
    mapper = RecordMapper(options)
  }

  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws {
    let text = try RecordText(stream, limits: options.limits)
    var lines = LineReader(text.stream, limit: options.limits.documentBytes)
    var isEmpty = true
    while let line = try lines.next() {
      let place = RecordPlace(number: lines.number, line: lines.number, offset: lines.offset)
      switch line {
      case .bytes(let bytes) where !bytes.contains { $0 > 0x20 }:
        continue
      case .bytes(let bytes):
        switch document(bytes, of: text) {
        case .success(let document):
          try sink.add(document, from: item, at: place)
        case .failure(let failure):
          let offset = lines.offset + (failure.offset ?? 0)
          try sink.reject(failure.reason, in: item, line: lines.number, offset: offset)
        }
      case .tooLong:
        let limit = options.limits.documentBytes
        try sink.reject(.tooLarge(limit: limit), in: item, line: lines.number, offset: lines.offset)
      }
      isEmpty = false
    }
    if isEmpty { throw ReadFailure(.empty) }
  }

  private func document(
    _ line: [UInt8], of text: RecordText
  ) -> Result<BriefDocument, ReadFailure> {
    do throws(ReadFailure) {
      let (bytes, charset) = try text.decode(line)
      let value = try JSONReader.failing { () throws(JSONFault) in
        try JSONReader.value(of: bytes, maximumDepth: options.limits.jsonDepth)
      }
      guard case .object(let members) = value else {
        throw ReadFailure(.notARecord(found: value.kind))
      }
      var document = BriefDocument()
      document.charset = charset
      mapper.apply(members, to: &document, dateFrom: .metadata, langFrom: .metadata)
      return .success(document)
    } catch {
      return .failure(error)
    }
  }
}

extension JSONReader {
  /// Runs `body`, a fault of which becomes a failure at its offset.
  fileprivate static func failing(
    _ body: () throws(JSONFault) -> JSONValue
  ) throws(ReadFailure) -> JSONValue {
    do throws(JSONFault) { return try body() } catch {
      throw ReadFailure(.json(error.problem), offset: error.offset)
    }
  }
}
