// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A failed call of the operating system: what was tried, on what, and why not.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A failed call of the operating system.
package struct SystemError: Error, Hashable {
  /// What was tried: "read", "create", "rename".
  package var operation: String
  package var path: String
  /// The system's error number.
  package var number: Int32

  /// The error of the call that has just failed.
  static func last(_ operation: String, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, number: errno)
  }

  /// What the system calls this error: "No such file or directory".
  package var reason: String { Self.reason(number) }

  /// What the system calls an error number.
  package static func reason(_ number: Int32) -> String {
    // SAFETY: strerror returns a terminated string that stays valid until the next call.
    unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
  }

  /// Whether the disk is full.
  package var isOutOfSpace: Bool { number == ENOSPC || number == EDQUOT }
}
