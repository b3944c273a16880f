// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Programs of this package, run by a shell: for what only a process can show.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

public enum Shell {
  /// The path of a program that is built beside the tests, or `nil` if it is not there.
  public static func program(_ name: String) -> String? {
    var folder = CommandLine.arguments.first.flatMap(realPath) ?? ""
    // On macOS the tests lie deep in a bundle.
    for _ in 0..<5 {
      guard let slash = folder.lastIndex(of: "/") else { return nil }
      folder = String(folder[..<slash])
      let path = folder + "/" + name
      // SAFETY: the path is lent as a C string for the call.
      if unsafe access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  /// Runs a script and gives what it writes to standard output. `$BRIEF` is the command `brief`.
  public static func run(_ script: String, in folder: String) -> String {
    let brief = program("brief") ?? "brief"
    let command = "cd '\(folder)' && BRIEF='\(brief)' && { \(script)\n}"
    // SAFETY: the stream is read to its end and closed here; the buffer outlives each read.
    guard let stream = unsafe popen(command, "r") else { return "" }
    defer { _ = unsafe pclose(stream) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe fread(&buffer, 1, 4096, stream)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  private static func realPath(_ path: String) -> String? {
    // SAFETY: `realpath` gives a new C string or nothing; it is read before it is freed.
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
