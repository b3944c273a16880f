// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// JSON files: an object is a document, `{"documents": […]}` and arrays are many, and so are
// values one after another, as JSON Lines under the wrong name has them.

internal import BriefText

struct JSONImporter: Importer {
  private let options: ImportOptions
  private let mapper: RecordMapper

  init(_ options: ImportOptions) {
    self.options = options
    mapper = RecordMapper(options)
  }

  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws {
    let decoded = try stream.readText(limit: options.limits.fileBytes)
    let bytes = Array(decoded.text.utf8)
    var lines = LineCounter(bytes)
    var reader = JSONReader(bytes, maximumDepth: options.limits.jsonDepth)
    do {
      try read(&reader, &lines, item, charset: decoded.charset, sink)
    } catch let fault as JSONFault {
      throw ReadFailure(
        .json(fault.problem), line: lines.line(at: fault.offset), offset: fault.offset)
    }
  }

  private func read(
    _ reader: inout JSONReader, _ lines: inout LineCounter, _ item: SourceItem, charset: String,
    _ sink: ItemSink
  ) throws {
    var number = 0
    func add(_ value: JSONValue, at offset: Int, isAlone: Bool) throws {
      number += 1
      let place = RecordPlace(number: number, line: lines.line(at: offset), offset: offset)
      guard case .object(let members) = value else {
        return try sink.reject(
          .notARecord(found: value.kind), in: item, line: place.line, offset: offset)
      }
      var document = BriefDocument()
      document.charset = charset
      mapper.apply(members, to: &document, dateFrom: .metadata, langFrom: .metadata)
      try sink.add(document, from: item, at: isAlone ? nil : place)
    }

    if reader.take("[") {
      guard !reader.take("]") else { throw ReadFailure(.empty) }
      repeat {
        reader.skipSpace()
        let offset = reader.offset
        try add(try reader.value(), at: offset, isAlone: false)
      } while reader.take(",")
      guard reader.take("]") else { throw reader.fault("a comma or ] expected") }
      try reader.expectEnd()
      return
    }
    reader.skipSpace()
    var offset = reader.offset
    let first = try reader.value()
    if reader.isAtEnd, case .array(let documents)? = first["documents"] {
      guard !documents.isEmpty else { throw ReadFailure(.empty) }
      for document in documents { try add(document, at: offset, isAlone: false) }
      return
    }
    try add(first, at: offset, isAlone: reader.isAtEnd)
    while !reader.isAtEnd {
      offset = reader.offset
      try add(try reader.value(), at: offset, isAlone: false)
    }
  }
}

/// Tells the line of an offset; offsets must not go down.
private struct LineCounter {
  private let bytes: [UInt8]
  private var line = 1
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func line(at offset: Int) -> Int {
    while let end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: position),
      end < offset
    {
      line += 1
      position = end + 1
    }
    return line
  }
}
