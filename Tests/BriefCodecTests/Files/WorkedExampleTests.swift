// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The hex dump at the end of FORMAT.md: read out of the document, opened, and written anew.

import BriefCodec
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct WorkedExampleTests {
  /// The text of FORMAT.md, which lies at the top of the package.
  static func format() throws -> String {
    let top = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    let path = top.joined(separator: "/") + "/FORMAT.md"
    guard let file = unsafe fopen(path, "r") else {
      throw FileError(operation: "open", path: path, code: errno)
    }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    // SAFETY: at most as many bytes are read as the array has.
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe fread($0.baseAddress, 1, $0.count, file)
    }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// The bytes of the dump: each line an offset, bytes, and after two spaces what they mean.
  static func dump() throws -> [UInt8] {
    let lines = try format().split(separator: "\n", omittingEmptySubsequences: false)
    let heading = try #require(lines.firstIndex(of: "## A worked example"))
    let open = try #require(lines[heading...].firstIndex(of: "```"))
    let close = try #require(lines[(open + 1)...].firstIndex(of: "```"))
    var bytes: [UInt8] = []
    for line in lines[(open + 1)..<close] {
      let offset = try #require(Int(line.prefix(2), radix: 16), "\(line)")
      #expect(offset == bytes.count, "\(line)")
      for digits in line.dropFirst(4).prefix(23).split(separator: " ") {
        bytes.append(try #require(UInt8(digits, radix: 16), "\(line)"))
      }
    }
    return bytes
  }

  @Test func `the example of the format's description is a file`() throws {
    let file = try open(Self.dump(), kind: .commit)
    try file.verifyAll()
    #expect(file.id == FileID(high: 0, low: 7))
    #expect(try file.readBytes(file.contentRange) == Array("Hello".utf8))
  }

  @Test func `the example of the format's description is what is written`() throws {
    let directory = MemoryDirectory()
    let id = FileID(high: 0, low: 7)
    let writer = try FileWriter(directory, name: "commit", kind: .commit, id: id)
    try writer.append(Array("Hello".utf8))
    let summary = try writer.finish()
    let bytes = try #require(directory.contents("commit"))
    #expect(try Self.dump() == bytes)
    #expect(summary.length == bytes.count)
  }
}
