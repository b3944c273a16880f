// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One writer at a time: an advisory lock that the system releases when its holder ends, so that a dead
// holder never blocks. The file's text names the holder for whoever has to wait.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A lock that is held while this value lives.
package struct FileLock: ~Copyable {
  private let release: () -> Void

  /// A lock that ends by `release`.
  package init(release: @escaping () -> Void) { self.release = release }

  /// Takes over an open, locked file and writes the holder's name into it.
  init(holding descriptor: Int32) {
    var host = [CChar](repeating: 0, count: 256)
    unsafe gethostname(&host, 255)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let text = Array("process \(getpid()) on \(name)".utf8)
    // SAFETY: the pointer is used within the call for the array's own length.
    if ftruncate(descriptor, 0) == 0 {
      _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
    release = { close(descriptor) }
  }

  deinit { release() }
}
