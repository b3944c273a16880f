// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where an importer's bytes come from: a file, an entry of an archive, or memory.

/// A sequence of bytes that is read once, in chunks of the stream's own size.
protocol ByteStream: AnyObject {
  /// The next bytes; empty at the end, and from then on.
  func nextChunk() throws(ReadFailure) -> [UInt8]
}

extension ByteStream {
  /// All bytes that are left.
  ///
  /// Throws `reason` as soon as there are more than `limit`: never holds more than that.
  func readAll(limit: Int, or reason: RejectionReason) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let chunk = try nextChunk()
      guard !chunk.isEmpty else { return bytes }
      guard bytes.count + chunk.count <= limit else { throw ReadFailure(reason, offset: limit) }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    }
  }
}

/// Bytes that are in memory already.
final class MemoryStream: ByteStream {
  private var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func nextChunk() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}

/// A stream of which the beginning was read already and is given out again.
final class ResumedStream: ByteStream {
  private var head: [UInt8]
  private let rest: any ByteStream

  init(head: [UInt8], rest: any ByteStream) {
    self.head = head
    self.rest = rest
  }

  func nextChunk() throws(ReadFailure) -> [UInt8] {
    guard head.isEmpty else {
      defer { head = [] }
      return head
    }
    return try rest.nextChunk()
  }
}
