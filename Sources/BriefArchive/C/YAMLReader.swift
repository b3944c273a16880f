// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// libyaml's events, composed into a `YAMLNode`. Aliases are refused: they are how a few
// lines of YAML become gigabytes, and neither front matter nor definitions need them.

internal import CYAML

/// Reads the first document of a YAML text.
@safe struct YAMLReader {
  /// Lists and mappings within each other.
  private static let maximumDepth = 32

  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// The document in `bytes`, which are UTF-8; `nil` if there is none.
  static func read(_ bytes: [UInt8]) throws(YAMLFault) -> YAMLNode? {
    // SAFETY: the parser is made and deleted here, reads `bytes` in the closure only.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { unsafe parser.deallocate() }
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      throw YAMLFault(problem: "out of memory", line: 1, column: 1)
    }
    defer { unsafe yaml_parser_delete(parser) }
    let result: Result<YAMLNode?, YAMLFault> = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      do throws(YAMLFault) {
        return .success(try unsafe YAMLReader(parser: parser).document())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private enum Event {
    case streamOrDocumentStart, end
    case scalar(String, isPlain: Bool)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd, alias
  }

  private func document() throws(YAMLFault) -> YAMLNode? {
    while true {
      let (event, line, column) = try next()
      switch event {
      case .streamOrDocumentStart: continue
      case .end: return nil
      default: return try node(event, line: line, column: column, depth: 0)
      }
    }
  }

  private func node(
    _ event: Event, line: Int, column: Int, depth: Int
  ) throws(YAMLFault) -> YAMLNode {
    guard depth < Self.maximumDepth else {
      throw YAMLFault(problem: "nested too deep", line: line, column: column)
    }
    switch event {
    case .scalar(let text, let isPlain):
      return YAMLNode(content: .scalar(text, isPlain: isPlain), line: line, column: column)
    case .sequenceStart:
      var nodes: [YAMLNode] = []
      while true {
        let (event, nodeLine, nodeColumn) = try next()
        if case .sequenceEnd = event { break }
        nodes.append(try node(event, line: nodeLine, column: nodeColumn, depth: depth + 1))
      }
      return YAMLNode(content: .sequence(nodes), line: line, column: column)
    case .mappingStart:
      var entries: [YAMLNode.Entry] = []
      while true {
        let (event, keyLine, keyColumn) = try next()
        if case .mappingEnd = event { break }
        let key = try node(event, line: keyLine, column: keyColumn, depth: depth + 1)
        let (valueEvent, valueLine, valueColumn) = try next()
        let value = try node(valueEvent, line: valueLine, column: valueColumn, depth: depth + 1)
        entries.append(YAMLNode.Entry(key: key, value: value))
      }
      return YAMLNode(content: .mapping(entries), line: line, column: column)
    case .alias:
      throw YAMLFault(
        problem: "aliases (*name) are not allowed; write the value out", line: line, column: column)
    case .streamOrDocumentStart, .end, .sequenceEnd, .mappingEnd:
      throw YAMLFault(problem: "it ends too early", line: line, column: column)
    }
  }

  private func next() throws(YAMLFault) -> (event: Event, line: Int, column: Int) {
    var event = unsafe yaml_event_t()
    // SAFETY: the parser fills the event, which is deleted on leaving; the union is read
    // as its type says.
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault() }
    defer { unsafe yaml_event_delete(&event) }
    let line = unsafe Int(event.start_mark.line) + 1
    let column = unsafe Int(event.start_mark.column) + 1
    let kind: Event
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT: kind = .streamOrDocumentStart
    case YAML_SEQUENCE_START_EVENT: kind = .sequenceStart
    case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT: kind = .mappingStart
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    case YAML_ALIAS_EVENT: kind = .alias
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let buffer = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      kind = unsafe .scalar(
        String(decoding: buffer, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    default: kind = .end
    }
    return (kind, line, column)
  }

  private func fault() -> YAMLFault {
    // SAFETY: nil or NUL-terminated, copied at once.
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    let mark = unsafe parser.pointee.problem_mark
    return YAMLFault(
      problem: problem ?? "not YAML", line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
