// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ICU speaks UTF-16, everything else here UTF-8. This is the reusable room between the two.

/// A growing run of UTF-16 units that keeps its storage.
struct UTF16Buffer {
  /// Storage; only the first `count` units mean anything.
  var units: [UInt16] = Array(repeating: 0, count: 64)
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func removeAll() { count = 0 }

  /// Makes room for `capacity` units in all.
  mutating func reserve(_ capacity: Int) {
    guard capacity > units.count else { return }
    units.append(contentsOf: repeatElement(0, count: max(capacity, units.count * 2) - units.count))
  }

  /// Says how many units have been written from outside.
  mutating func setCount(_ newCount: Int) {
    precondition(newCount <= units.count)
    count = newCount
  }

  mutating func append(_ scalar: UInt32) {
    reserve(count + 2)
    if scalar < 0x10000 {
      units[count] = UInt16(truncatingIfNeeded: scalar)
      count += 1
    } else {
      units[count] = UInt16(truncatingIfNeeded: 0xD7C0 + (scalar >> 10))
      units[count + 1] = UInt16(truncatingIfNeeded: 0xDC00 + (scalar & 0x3FF))
      count += 2
    }
  }

  /// Appends `range` of UTF-8 `text`; U+FFFD stands for what is not UTF-8.
  mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    reserve(count + range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      append(scalar)
      i += length
    }
  }

  /// The scalar at unit `i` and the number of units it takes; U+FFFD for a lone surrogate.
  func scalar(at i: Int) -> (value: UInt32, length: Int) {
    let unit = UInt32(units[i])
    guard unit & 0xF800 == 0xD800 else { return (unit, 1) }
    guard unit < 0xDC00, i + 1 < count, units[i + 1] & 0xFC00 == 0xDC00 else { return (0xFFFD, 1) }
    return (0x10000 + ((unit & 0x3FF) << 10 | UInt32(units[i + 1]) & 0x3FF), 2)
  }

  /// Appends the content to `bytes` as UTF-8.
  func appendUTF8(to bytes: inout [UInt8]) {
    var i = 0
    while i < count {
      let (scalar, length) = scalar(at: i)
      UTF8Decoder.append(scalar, to: &bytes)
      i += length
    }
  }
}
