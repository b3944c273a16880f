// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Compressed blocks of a file, whose bytes nobody may trust.

import CZstd

/// Decompresses blocks; keeps its working memory from one to the next.
@safe
package final class BlockDecompressor {
  private let context: OpaquePointer

  package init() {
    guard let context = unsafe ZSTD_createDCtx() else { preconditionFailure("out of memory") }
    unsafe self.context = context
  }

  deinit {
    // SAFETY: it was created in `init` and is freed once.
    unsafe ZSTD_freeDCtx(context)
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
          context, output.baseAddress, Int(size), input.baseAddress, input.count)
      }
      failed = ZSTD_isError(written) != 0 || written != Int(size)
      count = failed ? 0 : written
    }
    guard !failed else { throw damaged("compressed block") }
    return bytes
  }
}
