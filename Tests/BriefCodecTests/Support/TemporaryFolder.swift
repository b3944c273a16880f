// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder of the disk for one test.

import BriefCodec
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new folder, removed with its files when this ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    // SAFETY: the environment's string is copied at once.
    let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var random = SystemRandomNumberGenerator()
    path = base + "/brief-codec-tests-" + String(random.next(), radix: 36)
    _ = try DiskDirectory(path: path, create: true)
  }

  func directory() throws -> DiskDirectory { try DiskDirectory(path: path, create: false) }

  /// Takes away, or gives back, the right to write.
  func setWritable(_ isWritable: Bool) throws {
    #expect(unsafe chmod(path, isWritable ? 0o755 : 0o555) == 0)
    for name in try directory().list() {
      #expect(unsafe chmod("\(path)/\(name)", isWritable ? 0o644 : 0o444) == 0)
    }
  }

  /// Puts a pipe where a file could be.
  func addPipe(_ name: String) { unsafe mkfifo("\(path)/\(name)", 0o666) }

  /// Puts a link to something in this folder, which need not be there.
  func addLink(_ name: String, to other: String) { unsafe symlink(other, "\(path)/\(name)") }

  private static let descriptors = "/proc/self/fd"

  /// Whether `openFiles` can tell.
  static var knowsOpenFiles: Bool { (try? DiskDirectory(path: descriptors, create: false)) != nil }

  /// The files in this folder that this process has open.
  func openFiles() throws -> [String] { try descriptors().map(\.file) }

  /// A second descriptor of an open file, as a process that is being started has one.
  func duplicate(_ name: String) throws -> Int32? {
    try descriptors().first { $0.file == "\(path)/\(name)" }.map { dup($0.number) }
  }

  /// Closes such a descriptor.
  func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      Glibc.close(descriptor)
    #elseif canImport(Musl)
      Musl.close(descriptor)
    #else
      Darwin.close(descriptor)
    #endif
  }

  private func descriptors() throws -> [(number: Int32, file: String)] {
    try DiskDirectory(path: Self.descriptors, create: false).list().compactMap { number in
      var bytes = [UInt8](repeating: 0, count: 4_096)
      // SAFETY: at most as many bytes are written as the array has.
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        guard let start = unsafe buffer.bindMemory(to: CChar.self).baseAddress else { return 0 }
        return unsafe readlink("\(Self.descriptors)/\(number)", start, buffer.count)
      }
      let target = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      return target.hasPrefix(path + "/") ? Int32(number).map { ($0, target) } : nil
    }
  }

  /// Removes an empty folder inside this one.
  func removeFolder(_ name: String) { unsafe rmdir("\(path)/\(name)") }

  /// Whether rights are no obstacle to whoever runs the tests.
  static var isPrivileged: Bool { geteuid() == 0 }

  deinit {
    unsafe chmod(path, 0o755)
    guard let directory = try? directory() else { return }
    for name in (try? directory.list()) ?? [] { try? directory.remove(name) }
    unsafe rmdir(path)
  }
}
