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
  package var explanation: String { SystemCalls.explanation(code) }
}
