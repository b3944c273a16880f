// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here is my document, how long is this field?" One byte a document, as Lucene encodes lengths
// (`SmallFloat.intToByte4`): exact up to 39 or so, then four significant bits, so that scores can be
// compared with Lucene's.

package import BriefCodec

/// The norms of a field: one byte a document.
package struct Norms: Sendable {
  private let file: StoredFile
  private let offset: Int
  private let count: Int

  /// Verifies the bytes of all norms: a microsecond for every 16,384 documents, once a file.
  package init(file: StoredFile, offset: Int, count: Int) throws(CorruptionError) {
    try file.verify(offset..<(offset + count))
    self.file = file
    self.offset = offset
    self.count = count
  }

  /// The norms of all documents.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get { file.bytes.extracting(offset..<(offset + count)) }
  }

  /// The norm of a document.
  @inline(__always)
  package subscript(doc: DocID) -> UInt8 {
    precondition(doc.index < count)
    return file.byte(at: offset + doc.index)
  }
}

/// The length of a field as one byte.
package enum Norm {
  /// The byte for a length of `length` tokens. Monotonic: a longer field never has a smaller norm.
  package static func encode(_ length: UInt32) -> UInt8 {
    let length = min(length, UInt32(Int32.max))
    guard length >= freeValues else { return UInt8(length) }
    return UInt8(freeValues + UInt32(longToInt4(UInt64(length - freeValues))))
  }

  /// The length a byte stands for: the smallest with this norm.
  package static func decode(_ norm: UInt8) -> UInt32 {
    guard norm >= freeValues else { return UInt32(norm) }
    return freeValues + UInt32(int4ToLong(Int(norm) - Int(freeValues)))
  }

  /// The lengths of all norms.
  package static let lengths: [UInt32] = (0...255).map { decode(UInt8($0)) }

  /// The greatest length with each norm.
  package static let mostLengths: [UInt32] = lengths.dropFirst().map { $0 - 1 } + [.max]

  /// How many lengths are exact before the four-bit code begins: 255 minus the code of 2³¹ − 1.
  private static let freeValues = UInt32(255 - longToInt4(UInt64(Int32.max)))

  /// A float with three mantissa bits and an implied one, as an integer.
  private static func longToInt4(_ value: UInt64) -> Int {
    let bits = 64 - value.leadingZeroBitCount
    guard bits >= 4 else { return Int(value) }
    let shift = bits - 4
    let mantissa = Int(value >> UInt64(shift)) & 0x07
    return mantissa | (shift + 1) << 3
  }

  private static func int4ToLong(_ code: Int) -> UInt64 {
    let mantissa = UInt64(code & 0x07)
    let shift = (code >> 3) - 1
    return shift == -1 ? mantissa : (mantissa | 0x08) << UInt64(shift)
  }
}
