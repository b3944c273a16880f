// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Lines of a stream, one at a time. Memory is bounded by the longest line allowed; a
// longer one is skipped without being held, and reported.

/// Cuts a stream into lines at LF; a CR before it is dropped.
struct LineReader {
  /// A line, or the place where one was too long to be kept.
  enum Line {
    case bytes([UInt8])
    case tooLong
  }

  private let stream: any ByteStream
  private let limit: Int
  private var chunk: [UInt8] = []
  private var position = 0
  /// The number of the line last returned; the first is 1.
  private(set) var number = 0
  /// Where the line last returned begins, in bytes.
  private(set) var offset = 0
  private var nextOffset = 0

  init(_ stream: any ByteStream, limit: Int) {
    self.stream = stream
    self.limit = limit
  }

  /// The next line without its end, or `nil` after the last.
  mutating func next() throws(ReadFailure) -> Line? {
    var line: [UInt8] = []
    var isTooLong = false
    var length = 0
    offset = nextOffset
    while true {
      if position == chunk.count {
        chunk = try stream.nextChunk()
        position = 0
        guard !chunk.isEmpty else {
          guard length > 0 else { return nil }
          return finish(line, isTooLong: isTooLong, length: length)
        }
      }
      let end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: chunk, from: position)
      let stop = end ?? chunk.count
      length += stop - position
      if length > limit {
        isTooLong = true
        line = []
      } else {
        line += chunk[position..<stop]
      }
      position = stop
      guard end != nil else { continue }
      position += 1
      return finish(line, isTooLong: isTooLong, length: length + 1)
    }
  }

  private mutating func finish(_ line: [UInt8], isTooLong: Bool, length: Int) -> Line {
    number += 1
    nextOffset += length
    guard !isTooLong else { return .tooLong }
    return .bytes(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }
}

extension [UInt8] {
  fileprivate func dropLast() -> [UInt8] {
    var copy = self
    copy.removeLast()
    return copy
  }
}
