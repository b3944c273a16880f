// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The built executable, run by a shell: for what only a process can show.

import BriefCLI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

enum Shell {
  /// The executable `brief`, which is built beside the tests.
  static let executable: String? = {
    let tests = CommandLine.arguments.first ?? ""
    var folder = Path.parent(of: Path.absolute(tests, from: Process.currentFolder()))
    // On macOS the tests lie deep in a bundle.
    for _ in 0..<4 {
      if Files.kind(of: folder + "/brief") == .file { return folder + "/brief" }
      folder = Path.parent(of: folder)
    }
    return nil
  }()

  /// Runs a script in which `$BRIEF` is the executable, and gives its output.
  static func run(_ script: String, in folder: String) -> String {
    let command = "cd '\(folder)' && BRIEF='\(executable ?? "brief")' && { \(script)\n}"
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
}
