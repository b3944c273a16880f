// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Bytes of a named charset, turned into UTF-8 and back by ICU's converters. A converter is
// opened once for a file and used for each of its lines.

internal import CICU

/// Converts between one charset and UTF-8. Not thread safe: one for each task.
@safe package final class CharsetConverter {
  private let handle: OpaquePointer

  /// Opens the converter for `charset`, an IANA or ICU name; `nil` if ICU knows none of it.
  package init?(_ charset: String) {
    // ICU takes the empty name for the platform's own charset; nobody means that.
    guard !charset.isEmpty, charset.utf8.count < 60, !charset.utf8.contains(0) else { return nil }
    var status: Int32 = 0
    // SAFETY: `charset` is passed as a NUL-terminated copy that lives for the call.
    guard let handle = unsafe cicu_ucnv_open(charset, &status), status <= 0 else { return nil }
    unsafe self.handle = handle
  }

  deinit {
    // SAFETY: `handle` came from cicu_ucnv_open and is closed here only.
    unsafe cicu_ucnv_close(handle)
  }

  /// The text of `bytes` as valid UTF-8, U+FFFD standing for what does not belong to the charset.
  ///
  /// `nil` if the input is larger than ICU's 32-bit lengths allow (512 MiB here).
  package func utf8(from bytes: Span<UInt8>) -> [UInt8]? {
    // No charset ICU knows needs more than three bytes of UTF-8 for one of its own.
    unsafe convert(bytes, capacity: bytes.count * 3 + 16) {
      target, capacity, source, count, status in
      // SAFETY: both buffers are as long as said, and `handle` is open.
      unsafe cicu_ucnv_toUTF8(handle, target, capacity, source, count, &status)
    }
  }

  /// `text` in the charset; what it has no character for is replaced by the charset's own
  /// substitute. `nil` beyond ICU's lengths.
  package func bytes(from text: String) -> [UInt8]? {
    let utf8 = Array(text.utf8)
    // Twice the bytes, for UTF-32, and room for marks and escapes around each character.
    return unsafe convert(utf8.span, capacity: utf8.count * 8 + 16) {
      target, capacity, source, count, status in
      // SAFETY: both buffers are as long as said, and `handle` is open.
      unsafe cicu_ucnv_fromUTF8(handle, target, capacity, source, count, &status)
    }
  }

  private func convert(
    _ bytes: Span<UInt8>, capacity: Int,
    _ call: (UnsafeMutablePointer<CChar>?, Int32, UnsafePointer<CChar>?, Int32, inout Int32) ->
      Int32
  ) -> [UInt8]? {
    guard bytes.count < 1 << 29, capacity <= Int(Int32.max) else { return nil }
    var status: Int32 = 0
    // SAFETY: the call writes at most `capacity` bytes, which the buffer has, and what it
    // says it wrote is initialised; the source lives for the call.
    let result = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
      unsafe bytes.withUnsafeBufferPointer { source in
        unsafe source.withMemoryRebound(to: CChar.self) { source in
          unsafe target.withMemoryRebound(to: CChar.self) { target in
            let written = unsafe call(
              target.baseAddress, Int32(capacity), source.baseAddress, Int32(source.count), &status)
            count = max(0, min(Int(written), capacity))
          }
        }
      }
    }
    return status <= 0 ? result : nil
  }
}
