// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Cuts a stream of JSON into the values that are documents, so that memory is bounded by the largest
// of them and not by the file: the elements of an array, the elements of `{"documents": […]}`, or the
// values one after another. Only brackets and strings are looked at here; whether a piece is JSON,
// `JSONReader` says. A piece that is too large is passed without being held.

struct JSONCutter {
  /// The bytes of a value, `nil` if there are too many, and where they begin.
  struct Piece {
    var bytes: [UInt8]?
    var line: Int
    var offset: Int
  }

  private enum Place { case start, values, array, documents, end }

  private let stream: any ByteStream
  private let limit: Int
  private let maximumDepth: Int
  private var chunk: [UInt8] = []
  private var position = 0
  private var place = Place.start
  /// Where the next byte stands.
  private var line = 1
  private var offset = 0

  init(_ stream: any ByteStream, limit: Int, maximumDepth: Int) {
    self.stream = stream
    self.limit = limit
    self.maximumDepth = maximumDepth
  }

  /// Whether the values are listed somewhere, so that even a lone one is one of many.
  var isList: Bool { place == .array || place == .documents }

  /// Whether nothing but white space is left.
  mutating func isAtEnd() throws(ReadFailure) -> Bool { try peek() == nil }

  /// The next value, or `nil` after the last.
  mutating func next() throws(ReadFailure) -> Piece? {
    switch place {
    case .start:
      guard let first = try peek() else { throw fault("it ends too early") }
      place = .values
      guard first == UInt8(ascii: "[") else { return try value(mayBeList: first == 0x7B) }
      place = .array
      pass()
      return try firstElement()
    case .values:
      return try isAtEnd() ? nil : value()
    case .array, .documents:
      switch try peek() {
      case UInt8(ascii: ","):
        pass()
        return try value()
      case UInt8(ascii: "]"):
        try endList()
        return nil
      case .some: throw fault("a comma or ] expected")
      case nil: throw fault("it ends too early")
      }
    case .end:
      return nil
    }
  }

  private mutating func firstElement() throws(ReadFailure) -> Piece? {
    guard try peek() == UInt8(ascii: "]") else { return try value() }
    try endList()
    return nil
  }

  /// Passes the end of the list and what stands behind it.
  private mutating func endList() throws(ReadFailure) {
    if place == .documents {
      let (line, offset) = (line, offset)
      // The rest of the object, with a beginning that makes it one.
      let beginning = Array("{\"\":[".utf8)
      var rest = Scan(depth: 2)
      try scan(&rest)
      if let bytes = rest.isTooLong ? nil : rest.bytes {
        try check(beginning + bytes, line, offset, beginning: beginning.count)
      }
    } else {
      pass()
    }
    place = .end
    guard try isAtEnd() else { throw fault("more text after the value") }
  }

  // MARK: - Values

  private struct Scan {
    var bytes: [UInt8] = []
    var isTooLong = false
    /// Objects and arrays that are open.
    var depth = 0
    var isInString = false
    var isEscaped = false
    var isOver = false
    /// Whether it is looked for the list `documents` in an object.
    var seeksList = false
    /// Where the last string of the object itself begins in `bytes`, and what it is followed by.
    var key = 0
    var isKeyOfList = false
    var foundList = false
  }

  /// The value that is next. If it is an object that lists documents, the first of these.
  private mutating func value(mayBeList: Bool = false) throws(ReadFailure) -> Piece? {
    guard try peek() != nil else { throw fault("it ends too early") }
    let (line, offset) = (line, offset)
    var scan = Scan(seeksList: mayBeList)
    try self.scan(&scan)
    guard !scan.foundList else {
      try check(scan.bytes + Array("]}".utf8), line, offset)
      place = .documents
      return try firstElement()
    }
    guard scan.isTooLong || !scan.bytes.isEmpty else { throw fault("a value expected") }
    return Piece(bytes: scan.isTooLong ? nil : scan.bytes, line: line, offset: offset)
  }

  /// Reads on until the value is over, the list found, or nothing left.
  private mutating func scan(_ scan: inout Scan) throws(ReadFailure) {
    while !scan.isOver, try fill() {
      let start = position
      while !scan.isOver, position < chunk.count { step(&scan, from: start) }
      guard !scan.isTooLong else { continue }
      scan.bytes += chunk[start..<position]
      if scan.bytes.count > limit {
        scan.isTooLong = true
        scan.bytes = []
      }
    }
  }

  @inline(__always)
  private mutating func step(_ scan: inout Scan, from start: Int) {
    let byte = chunk[position]
    if scan.isInString {
      if scan.isEscaped {
        scan.isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        scan.isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        scan.isInString = false
        scan.isOver = scan.depth == 0
      }
      return pass()
    }
    switch byte {
    case UInt8(ascii: "\""):
      guard !isBehindScalar(scan, from: start) else { return scan.isOver = true }
      scan.isInString = true
      if scan.depth == 1 { scan.key = scan.bytes.count + position - start }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard !isBehindScalar(scan, from: start) else { return scan.isOver = true }
      scan.foundList = scan.isKeyOfList && byte == UInt8(ascii: "[")
      scan.isOver = scan.foundList
      scan.depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      guard scan.depth > 0 else { return scan.isOver = true }
      scan.depth -= 1
      scan.isOver = scan.depth == 0
    case UInt8(ascii: ",") where scan.depth == 0:
      return scan.isOver = true
    case 0x20, 0x09, 0x0A, 0x0D:
      guard scan.depth > 0 else { return scan.isOver = true }
      return pass()
    case UInt8(ascii: ":") where scan.seeksList && scan.depth == 1 && !scan.isTooLong:
      let key = Array("\"documents\"".utf8)
      let now = scan.bytes.count + position - start
      scan.isKeyOfList =
        now - scan.key >= key.count
        && (0..<key.count).allSatisfy { index in
          let place = scan.key + index
          return key[index]
            == (place < scan.bytes.count
              ? scan.bytes[place] : chunk[start + place - scan.bytes.count])
        }
      return pass()
    default: break
    }
    scan.isKeyOfList = false
    pass()
  }

  /// Whether a number or a word, which a string or bracket ends, has begun.
  private func isBehindScalar(_ scan: Scan, from start: Int) -> Bool {
    scan.depth == 0 && (position > start || !scan.bytes.isEmpty || scan.isTooLong)
  }

  /// Fails where `bytes`, of which the first are not in the stream, are no JSON.
  private func check(
    _ bytes: [UInt8], _ line: Int, _ offset: Int, beginning: Int = 0
  ) throws(ReadFailure) {
    do throws(JSONFault) {
      _ = try JSONReader.value(of: bytes, maximumDepth: maximumDepth)
    } catch {
      let place = max(0, error.offset - beginning)
      let lines = bytes.dropFirst(beginning).prefix(place).count { $0 == 0x0A }
      throw ReadFailure(.json(error.problem), line: line + lines, offset: offset + place)
    }
  }

  // MARK: - Bytes

  /// The next byte that is not white space, which is passed; `nil` at the end.
  private mutating func peek() throws(ReadFailure) -> UInt8? {
    while try fill() {
      switch chunk[position] {
      case 0x20, 0x09, 0x0A, 0x0D: pass()
      default: return chunk[position]
      }
    }
    return nil
  }

  /// Passes the next byte.
  @inline(__always)
  private mutating func pass() {
    if chunk[position] == 0x0A { line += 1 }
    position += 1
    offset += 1
  }

  /// Sees to it that there is a next byte; `false` at the end.
  private mutating func fill() throws(ReadFailure) -> Bool {
    guard position == chunk.count else { return true }
    chunk = try stream.nextChunk()
    position = 0
    return !chunk.isEmpty
  }

  private func fault(_ problem: String) -> ReadFailure {
    ReadFailure(.json(problem), line: line, offset: offset)
  }
}
