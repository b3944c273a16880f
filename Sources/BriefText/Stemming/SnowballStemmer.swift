// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The Snowball project's stemmers, by way of libstemmer.

internal import CStemmer

/// A stemmer of one language. Not thread safe: one for each task.
@safe package final class SnowballStemmer {
  private let handle: OpaquePointer

  /// The stemmer of `language`, an ISO 639 code such as `en`; `nil` if there is none.
  package init?(language: String) {
    // Only codes: libstemmer takes names as well, "porter" among them.
    guard (2...3).contains(language.utf8.count) else { return nil }
    // SAFETY: both strings are passed as NUL-terminated copies that live for the call; the
    // stemmer is owned by this object, which alone deletes it.
    guard let handle = unsafe sb_stemmer_new(language, "UTF_8") else { return nil }
    unsafe self.handle = handle
  }

  deinit {
    // SAFETY: `handle` came from sb_stemmer_new and is deleted here only.
    unsafe sb_stemmer_delete(handle)
  }

  /// Appends the stem of `word`, lower-case UTF-8, to `bytes`. If memory runs out, or the
  /// stemmer leaves nothing, the stem is the word.
  package func appendStem(of word: [UInt8], to bytes: inout [UInt8]) {
    // SAFETY: the word lives for the closure; libstemmer copies it, and its answer, of the
    // length it tells, is valid until the next call.
    let length = unsafe word.withUnsafeBufferPointer { word in
      guard let base = word.baseAddress,
        let stem = unsafe sb_stemmer_stem(handle, base, Int32(word.count))
      else { return 0 }
      let length = max(0, Int(unsafe sb_stemmer_length(handle)))
      unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: stem, count: length))
      return length
    }
    if length == 0 { bytes.append(contentsOf: word) }
  }

  /// The names of all algorithms libstemmer has, in its order.
  package static var algorithms: [String] {
    var names: [String] = []
    // SAFETY: a static list of static strings that ends with a null pointer.
    guard let list = unsafe sb_stemmer_list() else { return names }
    var i = 0
    while let name = unsafe list[i] {
      unsafe names.append(String(cString: name))
      i += 1
    }
    return names
  }
}
