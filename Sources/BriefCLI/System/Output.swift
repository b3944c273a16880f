// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where a command's text goes: standard output, standard error, or memory (for tests and pagers).
// A reader that goes away, as in `brief search x | head -1`, is not an error: what is written after
// that is dropped, and ``Output/isClosed`` says that there is no point in going on.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A buffered stream of text.
package final class Output: TextOutputStream {
  /// Where the text goes.
  package enum Destination: Sendable { case descriptor(Int32), memory }

  private let destination: Destination
  private let bufferSize: Int
  private var buffer: [UInt8] = []
  /// The reader has gone away.
  package private(set) var isClosed = false
  /// The error number of the first write that failed for another reason.
  package private(set) var failure: Int32?

  /// A stream that writes when it holds `bufferSize` bytes, and when it is flushed.
  package init(_ destination: Destination, bufferSize: Int = 1 << 16) {
    self.destination = destination
    self.bufferSize = bufferSize
  }

  package static func standardOutput() -> Output { Output(.descriptor(STDOUT_FILENO)) }
  package static func standardError() -> Output {
    Output(.descriptor(STDERR_FILENO), bufferSize: 0)
  }

  package func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if case .descriptor = destination, buffer.count > bufferSize { flush() }
  }

  package func writeLine(_ text: String = "") {
    write(text + "\n")
  }

  /// Everything written to memory so far.
  package var text: String { String(decoding: buffer, as: UTF8.self) }

  /// Hands everything on to the descriptor.
  package func flush() {
    guard case .descriptor(let descriptor) = destination else { return }
    var start = 0
    while start < buffer.count, !isClosed, failure == nil {
      // SAFETY: the pointer is used within the closure only, for the bytes from `start` on.
      let written = unsafe buffer.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if written >= 0 {
        start += written
      } else if errno == EPIPE {
        isClosed = true
      } else if errno != EINTR && errno != EAGAIN {
        failure = errno
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      unsafe Musl.write(descriptor, bytes, count)
    #elseif canImport(Darwin)
      unsafe Darwin.write(descriptor, bytes, count)
    #endif
  }
}
