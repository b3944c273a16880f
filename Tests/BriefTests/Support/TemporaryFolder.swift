// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder of the disk for one test.

import BriefCodec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new folder, removed with its files when this ends.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    var random = SystemRandomNumberGenerator()
    path = "/tmp/brief-engine-tests-\(String(random.next(), radix: 36))"
    _ = try DiskDirectory(path: path, create: true)
  }

  /// The names of the files.
  func list() throws -> [String] { try DiskDirectory(path: path, create: false).list() }

  /// Writes a file of any name.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    let directory = try DiskDirectory(path: path, create: false)
    try directory.remove(name)
    let file = try directory.create(name)
    try file.write(bytes.span)
    try file.close()
  }

  /// Takes everything out of a file that somebody else has open.
  func empty(_ name: String) { _ = unsafe truncate("\(path)/\(name)", 0) }

  /// Takes away, or gives back, the right to write to the folder.
  func setWritable(_ isWritable: Bool) { _ = unsafe chmod(path, isWritable ? 0o755 : 0o555) }

  /// Root may write anywhere, so that permissions cannot be tested.
  static var runsAsRoot: Bool { geteuid() == 0 }

  deinit {
    setWritable(true)
    guard let directory = try? DiskDirectory(path: path, create: false) else { return }
    for name in (try? directory.list()) ?? [] { try? directory.remove(name) }
    unsafe rmdir(path)
  }
}
