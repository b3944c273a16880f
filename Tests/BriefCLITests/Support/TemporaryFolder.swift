// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder that lasts as long as the test that made it.

import BriefCLI
import FoundationEssentials

/// A new folder, removed with this object.
final class TemporaryFolder {
  let path: String

  init() throws {
    let base = Process.environment("TMPDIR") ?? "/tmp"
    var generator = SystemRandomNumberGenerator()
    // Links above are resolved by nobody here, so the name may be taken as it is.
    path = Path.normalized(base + "/brief-cli-\(generator.next())")
    try Files.makeFolder(path)
  }

  deinit { try? Files.remove(path) }

  /// Writes a file, making the folders it lies in.
  func write(_ text: String, to name: String) throws {
    try Files.makeFolder(Path.parent(of: path + "/" + name))
    let output = try Files.create(path + "/" + name)
    output.write(text)
    output.flush()
  }

  /// Changes the bytes of a file.
  func change(_ name: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = try Files.read(path + "/" + name)
    change(&bytes)
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Files.read(path + "/" + name), as: UTF8.self)
  }
}
