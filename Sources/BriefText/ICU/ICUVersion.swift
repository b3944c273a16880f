// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which ICU is at work: part of an analyzer's identity, for its dictionaries and tables
// change from version to version.

internal import CICU

/// The version of the ICU library in use.
package enum ICUVersion {
  /// ICU's own, such as `72.1`.
  package static var library: String {
    // SAFETY: ICU writes at most CICU_VERSION_LENGTH characters and ends them with NUL.
    unsafe text { unsafe cicu_version($0) }
  }

  /// That of the Unicode tables it holds, such as `15.0`.
  package static var unicode: String {
    // SAFETY: as above.
    unsafe text { unsafe cicu_unicodeVersion($0) }
  }

  private static func text(_ write: (UnsafeMutablePointer<CChar>) -> Void) -> String {
    var characters = [CChar](repeating: 0, count: Int(CICU_VERSION_LENGTH))
    // SAFETY: the buffer has the size ICU asks for and outlives the call.
    unsafe characters.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe write(base) }
    }
    let used = characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: used, as: UTF8.self)
  }
}
