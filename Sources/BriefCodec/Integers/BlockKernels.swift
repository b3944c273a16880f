// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The door to the kernels in C that decode, count and search. Each checks here that what the C code
// will touch is there. The plain twins, which must give the same bits, are in
// `BlockKernels+Plain.swift`.

import CKernels

package enum BlockKernels {
  /// Which version of a kernel runs.
  package enum Path: Sendable, CaseIterable {
    /// The best this processor has.
    case best
    /// The one that every processor of the kind has.
    case baseline

    var isWide: Bool { self == .best }
  }

  // MARK: - Packed blocks

  /// Unpacks 256 values of `width` bits, 1...32, that begin at an offset, each raised by a number, modulo 2³².
  package static func unpack(
    _ bytes: RawSpan, at offset: Int, width: Int, raisedBy addend: UInt32 = 0,
    into values: inout [UInt32], path: Path = .best
  ) {
    precondition((1...32).contains(width) && values.count >= blockLength)
    precondition(offset >= 0 && offset + 32 * width <= bytes.byteCount)
    // SAFETY: 32 · width bytes are read and 256 values written: both are there, by the lines above.
    unsafe bytes.withUnsafeBytes { input in
      unsafe values.withUnsafeMutableBufferPointer { output in
        unsafe brief_unpack_block(
          bytePointer(input, offset), UInt32(width), addend, output.baseAddress, path.isWide)
      }
    }
  }

  /// The same for gaps − 1, which become documents: base + i + the sum of gaps 0...i, modulo 2³².
  package static func unpackDeltas(
    _ bytes: RawSpan, at offset: Int, width: Int, base: UInt32, into documents: inout [UInt32],
    path: Path = .best
  ) {
    precondition((1...32).contains(width) && documents.count >= blockLength)
    precondition(offset >= 0 && offset + 32 * width <= bytes.byteCount)
    // SAFETY: as in `unpack`.
    unsafe bytes.withUnsafeBytes { input in
      unsafe documents.withUnsafeMutableBufferPointer { output in
        unsafe brief_unpack_deltas(
          bytePointer(input, offset), UInt32(width), base, output.baseAddress, path.isWide)
      }
    }
  }

  /// Unpacks at most 256 values of `width` bits, 0...32, that lie one after the other from an
  /// offset on, each raised by a number, modulo 2³². What is written behind them, up to seven, means nothing.
  package static func unpackTail(
    _ bytes: RawSpan, at offset: Int, width: Int, count: Int, raisedBy addend: UInt32 = 0,
    into values: inout [UInt32], path: Path = .best
  ) {
    precondition((0...32).contains(width) && (0...blockLength).contains(count))
    precondition(offset >= 0 && offset + (count * width + 7) / 8 <= bytes.byteCount)
    precondition(values.count >= (count + 7) & ~7)
    // SAFETY: ⌈count · width / 8⌉ bytes are read, at most 1,024, and `count` values written, rounded up to
    // a multiple of eight.
    unsafe bytes.withUnsafeBytes { input in
      unsafe values.withUnsafeMutableBufferPointer { output in
        unsafe brief_unpack_tail(
          bytePointer(input, offset), UInt32(width), count, addend, output.baseAddress, path.isWide)
      }
    }
  }

  /// Turns the first `count` values, gaps − 1, into documents: base + i + the sum of gaps 0...i,
  /// modulo 2³².
  package static func sumGaps(_ documents: inout [UInt32], count: Int, base: UInt32) {
    precondition(count >= 0 && count <= documents.count)
    // SAFETY: `count` values are read and written.
    unsafe documents.withUnsafeMutableBufferPointer { values in
      unsafe brief_sum_gaps(values.baseAddress, count, base)
    }
  }

  /// Appends 256 values at `width` bits, 1...32; what does not fit is cut off.
  package static func pack(_ values: Span<UInt32>, width: Int, into bytes: inout ByteWriter) {
    precondition((1...32).contains(width) && values.count == blockLength)
    let start = bytes.count
    bytes.bytes.append(contentsOf: repeatElement(0, count: 32 * width))
    // SAFETY: 256 values are read, by the precondition, and 32 · width bytes written, just
    // appended.
    unsafe values.withUnsafeBufferPointer { input in
      unsafe bytes.bytes.withUnsafeMutableBufferPointer { output in
        unsafe brief_pack_block(input.baseAddress, UInt32(width), output.baseAddress! + start)
      }
    }
  }

  static func bytePointer(
    _ buffer: UnsafeRawBufferPointer, _ offset: Int
  ) -> UnsafePointer<UInt8>? {
    // SAFETY: callers have checked that the offset lies inside.
    unsafe buffer.baseAddress.map { unsafe ($0 + offset).assumingMemoryBound(to: UInt8.self) }
  }

  // MARK: - Bit sets

  /// Writes base + i for each bit i set in the words that begin at an offset, ascending, and
  /// returns how many; above 256 it counts no further, and what it has written means nothing.
  package static func expandBits(
    _ bytes: RawSpan, at offset: Int, wordCount: Int, base: UInt32,
    into documents: inout [UInt32], path: Path = .best
  ) -> Int {
    precondition(offset >= 0 && wordCount >= 0 && documents.count >= blockLength)
    precondition(offset + 8 * wordCount <= bytes.byteCount)
    // SAFETY: 8 · wordCount bytes are read and at most 256 documents written.
    return unsafe bytes.withUnsafeBytes { input in
      unsafe documents.withUnsafeMutableBufferPointer { output in
        unsafe brief_expand_bits(
          bytePointer(input, offset), wordCount, base, output.baseAddress, path.isWide)
      }
    }
  }

  /// The bits set in the first `count` words.
  package static func popcount(_ words: [UInt64], count: Int, path: Path = .best) -> Int {
    precondition(count >= 0 && count <= words.count)
    // SAFETY: `count` words are read.
    return unsafe words.withUnsafeBytes {
      unsafe brief_popcount($0.baseAddress, count, path.isWide)
    }
  }

  // MARK: - Searching

  /// The index of the first document at or after `target` among `documents[from..<count]`,
  /// ascending; `count` if there is none.
  ///
  /// Compares all of them: that costs less than a wrongly predicted branch.
  package static func firstAtOrAfter(
    _ target: UInt32, in documents: [UInt32], from: Int, count: Int, path: Path = .best
  ) -> Int {
    from + countBelow(target, in: documents.span.extracting(from..<count), path: path)
  }

  /// How many of some values are less than `bound`.
  package static func countBelow(
    _ bound: UInt32, in values: Span<UInt32>, path: Path = .best
  ) -> Int {
    // SAFETY: as many values are read as there are.
    unsafe values.withUnsafeBufferPointer {
      unsafe brief_count_below($0.baseAddress, $0.count, bound, path.isWide)
    }
  }
}
