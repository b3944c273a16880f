// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The id of a document that is known by its place. An id is at most 255 bytes long, a path need not
// be; of a longer one the id is
//
//     its first 222 bytes, less what of a character is cut off
//     ~
//     the XXH3 hash of the whole path, 128 bits as 32 hexadecimal digits
//
// which is the same on every machine, and different for different paths.

enum PathID {
  /// The longest id, in UTF-8 bytes: the engine's `Document.longestKeyword`, which is not known
  /// here.
  static let limit = 255

  /// The id of what lies at `path`, from the source's root.
  static func id(of path: String) -> String {
    let bytes = Array(path.utf8)
    guard bytes.count > limit else { return path }
    let hash = XXHash.hash128(bytes)
    let digits = hexadecimal(hash.high) + hexadecimal(hash.low)
    var end = limit - digits.utf8.count - 1
    // Bytes 10xxxxxx go on with a character.
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self) + "~" + digits
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
