// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// JSON files: an object is a document, `{"documents": […]}` and arrays are many, and so are
// values one after another, as JSON Lines under the wrong name has them. A file may be of any
// size; a value that is larger than a document may be is rejected by itself.

internal import BriefText

struct JSONImporter: Importer {
  private let options: ImportOptions
  private let mapper: RecordMapper

  init(_ options: ImportOptions) {
    self.options = options
    mapper = RecordMapper(options)
  }

  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws {
    let limits = options.limits
    let text = try RecordText(stream, limits: limits, convertsWhole: true)
    var cutter = JSONCutter(
      text.stream, limit: limits.documentBytes, maximumDepth: limits.jsonDepth)
    var number = 0
    while let piece = try cutter.next() {
      number += 1
      let isAlone = try number == 1 && !cutter.isList && cutter.isAtEnd()
      try read(piece, text, item, place: isAlone ? nil : number, sink)
    }
    if number == 0 { throw ReadFailure(.empty) }
  }

  private func read(
    _ piece: JSONCutter.Piece, _ text: RecordText, _ item: SourceItem, place number: Int?,
    _ sink: ItemSink
  ) throws {
    guard let bytes = piece.bytes else {
      return try sink.reject(
        .tooLarge(limit: options.limits.documentBytes), in: item, line: piece.line,
        offset: piece.offset)
    }
    let decoded = try text.decode(bytes)
    let value: JSONValue
    do throws(JSONFault) {
      value = try JSONReader.value(of: decoded.bytes, maximumDepth: options.limits.jsonDepth)
    } catch {
      let lines = decoded.bytes.prefix(error.offset).count { $0 == 0x0A }
      throw ReadFailure(
        .json(error.problem), line: piece.line + lines, offset: piece.offset + error.offset)
    }
    guard case .object(let members) = value else {
      return try sink.reject(
        .notARecord(found: value.kind), in: item, line: piece.line, offset: piece.offset)
    }
    var document = BriefDocument()
    document.charset = decoded.charset
    mapper.apply(members, to: &document, dateFrom: .metadata, langFrom: .metadata)
    let place = number.map { RecordPlace(number: $0, line: piece.line, offset: piece.offset) }
    try sink.add(document, from: item, at: place)
  }
}
