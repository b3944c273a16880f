// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the process knows of itself and of the machine it runs on.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The running process.
package enum Process {
  /// A variable of the environment.
  package static func environment(_ name: String) -> String? {
    // SAFETY: the string is terminated; it is copied at once, and nothing here changes the
    // environment.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// The current folder.
  package static func currentFolder() -> String {
    // SAFETY: getcwd allocates a terminated string that is ours to free.
    guard let path = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// Seconds since 1970.
  package static func secondsSince1970() -> Int64 {
    Int64(time(nil))
  }

  /// The most memory that was resident at any time, in bytes.
  package static func peakMemory() -> Int {
    var usage = rusage()
    #if canImport(Glibc)
      let whom = RUSAGE_SELF.rawValue
    #else
      let whom = RUSAGE_SELF
    #endif
    // SAFETY: the pointer is valid for the call.
    guard unsafe getrusage(whom, &usage) == 0 else { return 0 }
    #if canImport(Darwin)
      return usage.ru_maxrss
    #else
      return usage.ru_maxrss * 1024
    #endif
  }

  /// How many processors are online; the process may be allowed fewer.
  package static func processorCount() -> Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The machine's name, for links to files on it.
  package static func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    // SAFETY: the last byte is not given away, so that the name stays terminated.
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Ends the process at once, without a word.
  package static func exit(_ status: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(status)
    #elseif canImport(Musl)
      Musl.exit(status)
    #elseif canImport(Darwin)
      Darwin.exit(status)
    #endif
  }
}
