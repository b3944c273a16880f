// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The end of a process.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ends the process with a status: 0 well, 1 failed, 2 asked for wrongly.
public func exit(with status: Int32) -> Never { exit(status) }
