// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Reading a file or the standard input in large pieces.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is read from front to back.
struct ByteInput: ~Copyable {
  private let descriptor: Int32

  /// The standard input.
  init() { descriptor = 0 }

  /// A file.
  init(path: String) throws(MeasurementError) {
    // SAFETY: the string lives as a C string for the length of the call.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path) }
  }

  deinit { if descriptor > 2 { close(descriptor) } }

  /// Appends up to `count` bytes; fewer only at the end. Says whether there were any.
  func read(_ count: Int, appendingTo bytes: inout [UInt8]) throws(MeasurementError) -> Bool {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    var filled = 0
    while filled < count {
      // SAFETY: the buffer holds `start + count` bytes, and the call writes at most those from
      // `start + filled` on.
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        #if canImport(Glibc)
          unsafe Glibc.read(descriptor, buffer.baseAddress! + start + filled, count - filled)
        #elseif canImport(Musl)
          unsafe Musl.read(descriptor, buffer.baseAddress! + start + filled, count - filled)
        #else
          unsafe Darwin.read(descriptor, buffer.baseAddress! + start + filled, count - filled)
        #endif
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .cannotRead("the input") }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return filled > 0
  }
}
