// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The search for one byte, by the C library's vectorised loop.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

enum ByteSearch {
  /// The first index at or after `start` that holds `byte`, or `nil`.
  static func firstIndex(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
    precondition(start >= 0 && start <= bytes.count, "search begins outside the bytes")
    guard start < bytes.count else { return nil }
    // SAFETY: `start < count`, so base + start has count - start readable bytes.
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let hit = unsafe memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
  }
}
