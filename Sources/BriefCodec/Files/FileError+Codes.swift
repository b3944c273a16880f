// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What an `errno` means to the engine.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileError {
  package static let notFound = ENOENT
  package static let alreadyExists = EEXIST

  /// Nothing is there.
  package var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
  /// The disk, or the user's share of it, is full.
  package var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }
  /// The file or the disk may not be written, or read.
  package var isPermissionDenied: Bool { code == EACCES || code == EPERM || code == EROFS }

  /// The system's words for the code.
  package var explanation: String {
    // SAFETY: `strerror` returns a C string that lives at least until its next call in this thread.
    unsafe String(cString: strerror(code))
  }
}

/// Waiting, for those who poll a lock.
package enum Pause {
  package static func milliseconds(_ count: UInt32) { usleep(count * 1_000) }
}
