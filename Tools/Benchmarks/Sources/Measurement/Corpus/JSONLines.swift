// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A corpus: one flat JSON object a line. Only what corpora use is read: the strings of known names;
// every other value is stepped over. The reader must never be what a build waits for, so it looks at
// each byte once and copies runs without escapes whole.

/// A document of a corpus.
public struct CorpusDocument: Sendable {
  public var id = ""
  public var title = ""
  public var text = ""
}

/// The objects of a file of JSON lines.
public struct JSONLines: ~Copyable {
  private static let chunk = 4 << 20
  private let input: ByteInput
  private var buffer: [UInt8] = []
  private var position = 0
  private var lineNumber = 0
  private var isAtEnd = false

  /// The lines of the standard input.
  public init() { input = ByteInput() }

  /// The lines of a file.
  public init(path: String) throws(MeasurementError) { input = try ByteInput(path: path) }

  /// The next document, or `nil` at the end.
  public mutating func nextDocument() throws(MeasurementError) -> CorpusDocument? {
    var document = CorpusDocument()
    let found = try nextObject { name, value in
      switch name {
      case "id": document.id = value
      case "title": document.title = value
      case "text": document.text = value
      default: break
      }
    }
    return found ? document : nil
  }

  /// Calls `body` with the name and value of every string of the next object; says whether there is
  /// one.
  public mutating func nextObject(
    _ body: (String, String) -> Void
  ) throws(MeasurementError) -> Bool {
    while let line = try nextLine() {
      if line.isEmpty { continue }
      var scanner = JSONScanner(bytes: buffer, range: line)
      guard scanner.scanObject(body) else { throw .malformedLine(lineNumber) }
      return true
    }
    return false
  }

  /// The bytes of the next line in the buffer, its line feed left out.
  private mutating func nextLine() throws(MeasurementError) -> Range<Int>? {
    var searched = position
    while true {
      if let end = lineFeed(from: searched) {
        defer { position = end + 1 }
        lineNumber += 1
        return position..<end
      }
      searched = buffer.count
      if isAtEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        lineNumber += 1
        return position..<buffer.count
      }
      buffer.removeFirst(position)
      searched -= position
      position = 0
      isAtEnd = try !input.read(Self.chunk, appendingTo: &buffer)
    }
  }

  private func lineFeed(from start: Int) -> Int? {
    let lineFeed = UInt8(ascii: "\n")
    return buffer.span.firstIndex(of: lineFeed, or: lineFeed, in: start..<buffer.count)
  }
}
