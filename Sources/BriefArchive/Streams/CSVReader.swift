// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Rows of comma-separated values by RFC 4180: fields in quotation marks may hold commas,
// line ends and doubled quotation marks. Our own, in bytes and row by row: the readers at
// hand want the whole file as a string, and Foundation. The separator is the one of , ; tab
// that the header has most of. A quotation mark within an unquoted field is itself.

struct CSVReader {
  enum Row {
    case fields([[UInt8]])
    /// A row that breaks the rules, and how.
    case fault(String)
    case tooLong
  }

  private enum State { case fieldStart, plain, quoted, quoteInQuoted }

  private let stream: any ByteStream
  private let limit: Int
  private var separator: UInt8?
  private var chunk: [UInt8] = []
  private var position = 0
  private var nextLine = 1
  private var nextOffset = 0
  /// The line on which the row last returned begins; the first is 1.
  private(set) var line = 1
  /// Where that row begins, in bytes.
  private(set) var offset = 0

  init(_ stream: any ByteStream, limit: Int, isTSV: Bool) {
    self.stream = stream
    self.limit = limit
    separator = isTSV ? UInt8(ascii: "\t") : nil
  }

  /// The next row that is not blank, or `nil` after the last.
  mutating func next() throws(ReadFailure) -> Row? {
    if separator == nil {
      try fill()
      separator = Self.separator(in: chunk)
    }
    while true {
      (line, offset) = (nextLine, nextOffset)
      guard let row = try row(separator ?? UInt8(ascii: ",")) else { return nil }
      if case .fields(let fields) = row, fields.count == 1, fields[0].isEmpty { continue }
      return row
    }
  }

  private mutating func row(_ separator: UInt8) throws(ReadFailure) -> Row? {
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var state = State.fieldStart
    var size = 0
    var isTooLong = false
    while let byte = try nextByte() {
      size += 1
      if size > limit, !isTooLong {
        isTooLong = true
        (fields, field) = ([], [])
      }
      switch (state, byte) {
      case (.quoted, UInt8(ascii: "\"")):
        state = .quoteInQuoted
      case (.quoteInQuoted, UInt8(ascii: "\"")):
        if !isTooLong { field.append(byte) }
        state = .quoted
      case (.quoted, _):
        if !isTooLong { field.append(byte) }
      case (.fieldStart, UInt8(ascii: "\"")):
        state = .quoted
      case (_, separator):
        if !isTooLong { fields.append(field) }
        field = []
        state = .fieldStart
      case (_, 0x0A):
        guard !isTooLong else { return .tooLong }
        if field.last == 0x0D { field.removeLast() }
        return .fields(fields + [field])
      default:
        if !isTooLong { field.append(byte) }
        state = .plain
      }
    }
    guard size > 0 else { return nil }
    guard !isTooLong else { return .tooLong }
    guard state != .quoted else { return .fault("a quotation mark is opened and never closed") }
    return .fields(fields + [field])
  }

  private mutating func nextByte() throws(ReadFailure) -> UInt8? {
    if position == chunk.count { try fill() }
    guard position < chunk.count else { return nil }
    let byte = chunk[position]
    position += 1
    nextOffset += 1
    if byte == 0x0A { nextLine += 1 }
    return byte
  }

  private mutating func fill() throws(ReadFailure) {
    chunk = try stream.nextChunk()
    position = 0
  }

  private static func separator(in bytes: [UInt8]) -> UInt8 {
    let header = bytes.prefix { $0 != 0x0A }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
    let counts = candidates.map { candidate in header.count { $0 == candidate } }
    guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else {
      return candidates[0]
    }
    return candidates[index]
  }
}
