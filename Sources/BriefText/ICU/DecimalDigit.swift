// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The decimal digits of all scripts.

internal import CICU

enum DecimalDigit {
  /// The value of `scalar` if it is a decimal digit (general category Nd).
  static func value(of scalar: UInt32) -> UInt32? {
    // ICU's digit values are those of Nd alone.
    let value = cicu_digitValue(Int32(bitPattern: scalar))
    return value >= 0 ? UInt32(value) : nil
  }
}
