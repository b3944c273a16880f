// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The smallest writers of archives that readers accept: nothing is compressed, except by
// zstd's blocks of one repeated byte, which make bombs of any size.

/// A file of an archive.
public struct TinyFile: Sendable {
  public var name: String
  public var bytes: [UInt8]
  /// What it points at, if it is a symbolic link; in a tar only.
  public var link: String?

  public init(_ name: String, _ text: String) {
    self.init(name, Array(text.utf8))
  }

  /// A symbolic link.
  public init(_ name: String, link: String) {
    self.init(name, [])
    self.link = link
  }

  public init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

public enum TinyPackers {
  /// A zip of stored entries with a central directory.
  public static func zip(_ files: [TinyFile]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
      let name = Array(file.name.utf8)
      let size = little(UInt32(file.bytes.count))
      let common =
        little(UInt16(20)) + little(UInt16(0x800)) + little(UInt16(0)) + little(UInt32(0x5821_6000))
        + little(crc(file.bytes)) + size + size + little(UInt16(name.count)) + little(UInt16(0))
      let offset = little(UInt32(archive.count))
      archive += [0x50, 0x4B, 3, 4] + common + name + file.bytes
      directory += [0x50, 0x4B, 1, 2] + little(UInt16(20)) + common
      directory += [UInt8](repeating: 0, count: 10) + offset + name
    }
    let start = little(UInt32(archive.count))
    let count = little(UInt16(files.count))
    let end = little(UInt32(0)) + count + count + little(UInt32(directory.count)) + start
    return archive + directory + [0x50, 0x4B, 5, 6] + end + little(UInt16(0))
  }

  /// A tar in the format of POSIX 1988.
  public static func tar(_ files: [TinyFile]) -> [UInt8] {
    var archive: [UInt8] = []
    for file in files {
      var header = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, at offset: Int) {
        // A field for a name has 100 bytes, the last of which stays 0.
        let bytes = Array(text.utf8.prefix(99))
        header.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
      }
      put(file.name, at: 0)
      put("0000644", at: 100)
      put(octal(file.bytes.count, digits: 11), at: 124)
      put(octal(1_709_251_200, digits: 11), at: 136)
      put("        ", at: 148)
      put(file.link == nil ? "0" : "2", at: 156)
      put(file.link ?? "", at: 157)
      put("ustar", at: 257)
      put("00", at: 263)
      put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\0 ", at: 148)
      archive += header + file.bytes
      archive += [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  /// A gzip file of stored blocks.
  public static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let length = UInt16(block.count)
      packed += [rest.isEmpty ? 1 : 0] + little(length) + little(~length) + block
    } while !rest.isEmpty
    return packed + little(crc(bytes)) + little(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// A zstd frame of `blocks` times 128 KiB of one byte; each block takes four bytes.
  public static func zstd(repeating byte: UInt8, blocks: Int) -> [UInt8] {
    var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x70]
    for index in 1...blocks {
      let header = UInt32(1 << 17) << 3 | 1 << 1 | (index == blocks ? 1 : 0)
      frame += little(header).prefix(3) + [byte]
    }
    return frame
  }

  private static func little(_ number: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    stride(from: 0, to: number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// CRC-32 as zip and gzip have it (polynomial EDB88320, reflected).
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
