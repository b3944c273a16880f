// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stored text in compressed blocks, by the zstd library.

import CZstd

/// Compresses and decompresses blocks; keeps its working memory from one to the next.
@safe
package final class BlockCompressor {
  private let level: Int32
  private let compression: OpaquePointer
  private let decompression: OpaquePointer

  /// `level` as zstd counts: 1 is fastest, 19 smallest.
  package init(level: Int32) {
    self.level = level
    guard let compression = unsafe ZSTD_createCCtx(), let decompression = unsafe ZSTD_createDCtx()
    else { preconditionFailure("out of memory") }
    unsafe self.compression = compression
    unsafe self.decompression = decompression
  }

  deinit {
    // SAFETY: both were created in `init` and are freed once.
    unsafe ZSTD_freeCCtx(compression)
    unsafe ZSTD_freeDCtx(decompression)
  }

  /// One frame that says its own size and carries no checksum: the file's pages have theirs.
  package func compress(_ bytes: [UInt8]) -> [UInt8] {
    let bound = ZSTD_compressBound(bytes.count)
    // SAFETY: the output has room for `bound` bytes, the most zstd writes; the count it returns is
    // set.
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      let size = unsafe bytes.withUnsafeBytes { input in
        unsafe ZSTD_compressCCtx(
          compression, output.baseAddress, bound, input.baseAddress, input.count, level)
      }
      precondition(ZSTD_isError(size) == 0, "zstd failed with enough room")
      count = size
    }
  }

  /// The length of the frame that begins at an offset of a file and ends before `end`; `nil` if there is
  /// none.
  package func frameLength(
    _ file: StoredFile, at offset: Int, before end: Int
  ) throws(CorruptionError) -> Int? {
    // Pages behind the frame may be damaged: of few pages only those of the frame are looked at.
    let pageSize = FileFormat.pageSize
    guard offset >= 0, offset < end else { return nil }
    var reach = min(end, (offset / pageSize + 1) * pageSize)
    while true {
      let bytes = try file.span(offset..<reach)
      // SAFETY: zstd reads within the span; the pointer does not leave the closure.
      let length = unsafe bytes.withUnsafeBytes {
        unsafe ZSTD_findFrameCompressedSize($0.baseAddress, $0.count)
      }
      if ZSTD_isError(length) == 0 { return length }
      guard reach < end else { return nil }
      reach = min(end, reach + max(1, (reach - offset) / pageSize / 8) * pageSize)
    }
  }

  /// The content of the frame in a range of a file; more than `limit` bytes are an error before
  /// anything is allocated.
  package func decompress(
    _ file: StoredFile, _ range: Range<Int>, limit: Int
  ) throws(CorruptionError) -> [UInt8] {
    func damaged(_ reason: String) -> CorruptionError {
      CorruptionError(file: file.name, offset: range.lowerBound, reason: reason)
    }
    let frame = try file.span(range)
    // SAFETY: zstd reads within the span; the pointer does not leave the closure.
    let size = unsafe frame.withUnsafeBytes {
      unsafe ZSTD_getFrameContentSize($0.baseAddress, $0.count)
    }
    guard size <= UInt64(limit) else { throw damaged("size of a compressed block") }
    var failed = false
    // SAFETY: the output has room for `size` bytes and zstd writes no more than that. There is room for one
    // where nothing is expected: an array without room is the same for all threads, and is written to.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(1, Int(size))) { output, count in
      let written = unsafe frame.withUnsafeBytes { input in
        unsafe ZSTD_decompressDCtx(
          decompression, output.baseAddress, Int(size), input.baseAddress, input.count)
      }
      failed = ZSTD_isError(written) != 0 || written != Int(size)
      count = failed ? 0 : written
    }
    guard !failed else { throw damaged("compressed block") }
    return bytes
  }
}
