// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The dictionaries that ICU divides unspaced scripts by, as they lie in its data: eight integers of the
// platform, then a trie. They are copied, once for a process that needs them: what is read of them then is
// checked like any array.

internal import CICU

/// A dictionary's trie, and what its header says of it.
struct DictionaryData {
  /// The units of a trie: bytes, or UTF-16 in the order of the platform.
  private let bytes: [UInt8]
  private let isUTF16: Bool
  /// What is to be subtracted of a character to get a unit of bytes; `nil` if that is not how.
  private let firstCharacter: UInt32?

  /// `nil` if the ICU at hand has no such dictionary.
  init?(_ name: String) {
    var status: Int32 = 0
    // SAFETY: the name is copied; what is opened is closed below.
    let data = unsafe cicu_dictionary_open(name, &status)
    guard status <= 0, let data = unsafe data else { return nil }
    defer { unsafe cicu_dictionary_close(data) }
    // SAFETY: the data are aligned for integers, stay until they are closed, and are as long as their
    // fourth integer says.
    guard let header = unsafe cicu_dictionary_bytes(data)?.assumingMemoryBound(to: Int32.self)
    else { return nil }
    let (start, end, kind, transform) = unsafe (
      Int(header[0]), Int(header[3]), header[4], UInt32(bitPattern: header[5])
    )
    isUTF16 = kind & 7 == 1
    firstCharacter = transform & 0x7f00_0000 == 0x0100_0000 ? transform & 0x1f_ffff : nil
    let all = unsafe UnsafeRawBufferPointer(start: header, count: max(end, 0))
    unsafe bytes = start >= 32 && start < end ? Array(all[start...]) : []
  }

  /// A trie of UTF-16; `nil` if it is of another kind.
  var trieOfUTF16: DictionaryTrie<UInt16>? {
    guard isUTF16 else { return nil }
    let bytes = bytes.span
    return DictionaryTrie(
      (0..<bytes.count / 2).map { place in
        let (one, other) = (UInt16(bytes[2 * place]), UInt16(bytes[2 * place + 1]))
        return UInt16(littleEndian: one | other << 8)
      })
  }

  /// A trie of characters by their places from `first` on; `nil` if it is of another kind.
  func trieOfBytes(from first: UInt32) -> DictionaryTrie<UInt8>? {
    isUTF16 || firstCharacter != first ? nil : DictionaryTrie(bytes)
  }
}
