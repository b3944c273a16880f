// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Unicode normalization forms by ICU (unorm2). ICU keeps one immutable object for each form
// and never frees it, so a value here is no more than its address.

internal import CICU

/// One of Unicode's normalization forms.
@safe struct Normalizer {
  enum Form {
    case nfc, nfd
    /// NFKC_Casefold: compatibility forms, case and default ignorables folded away.
    case nfkcCasefold
  }

  private let handle: OpaquePointer

  init(_ form: Form) throws(ICUError) {
    var status: Int32 = 0
    // SAFETY: ICU returns a static object or sets `status`.
    let handle =
      switch form {
      case .nfc: unsafe cicu_nfc(&status)
      case .nfd: unsafe cicu_nfd(&status)
      case .nfkcCasefold: unsafe cicu_nfkcCasefold(&status)
      }
    try ICUError.check(status, .openNormalizer)
    guard let handle = unsafe handle else {
      throw ICUError(operation: .openNormalizer, status: "no normalizer")
    }
    unsafe self.handle = handle
  }

  /// Writes the normalized `source` to `target`.
  func normalize(_ source: UTF16Buffer, into target: inout UTF16Buffer) throws(ICUError) {
    // A third attempt is never needed: an overflow tells the size.
    target.reserve(source.count * 2 + 16)
    for _ in 0..<2 {
      var status: Int32 = 0
      let count = Int32(source.count)
      // SAFETY: `count` units of the source are initialised, the target has as many as it says.
      let written = unsafe source.units.withUnsafeBufferPointer { source in
        unsafe target.units.withUnsafeMutableBufferPointer { target in
          unsafe cicu_normalize(
            handle, source.baseAddress, count, target.baseAddress, Int32(target.count), &status)
        }
      }
      if status == CICU_BUFFER_OVERFLOW {
        target.reserve(Int(written))
        continue
      }
      try ICUError.check(status, .normalize)
      target.setCount(Int(written))
      return
    }
  }

  /// Whether text may be cut before `scalar` and its parts normalized one by one.
  func hasBoundary(before scalar: UInt32) -> Bool {
    // SAFETY: `handle` is static; any code point may be asked about.
    unsafe cicu_hasBoundaryBefore(handle, Int32(bitPattern: scalar))
  }

  /// Whether `scalar` is left alone wherever it stands.
  func isInert(_ scalar: UInt32) -> Bool {
    // SAFETY: as above.
    unsafe cicu_isInert(handle, Int32(bitPattern: scalar))
  }

  /// Whether `first` and `second` compose to one character.
  func composes(_ first: UInt32, _ second: UInt32) -> Bool {
    // SAFETY: as above.
    unsafe cicu_composePair(handle, Int32(bitPattern: first), Int32(bitPattern: second)) >= 0
  }
}
