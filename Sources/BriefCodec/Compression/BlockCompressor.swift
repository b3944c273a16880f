// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stored text in compressed blocks, by the zstd library.

import CZstd

/// Compresses blocks; keeps its working memory from one to the next.
@safe
package final class BlockCompressor {
  private let level: Int32
  private let context: OpaquePointer

  /// `level` as zstd counts: 1 is fastest, 19 smallest.
  package init(level: Int32) {
    self.level = level
    guard let context = unsafe ZSTD_createCCtx() else { preconditionFailure("out of memory") }
    unsafe self.context = context
  }

  deinit {
    // SAFETY: it was created in `init` and is freed once.
    unsafe ZSTD_freeCCtx(context)
  }

  /// One frame that says its own size and carries no checksum: the file's pages have theirs.
  package func compress(_ bytes: [UInt8]) -> [UInt8] {
    let bound = ZSTD_compressBound(bytes.count)
    // SAFETY: the output has room for `bound` bytes, the most zstd writes; the count it returns is
    // set.
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      let size = unsafe bytes.withUnsafeBytes { input in
        unsafe ZSTD_compressCCtx(
          context, output.baseAddress, bound, input.baseAddress, input.count, level)
      }
      precondition(ZSTD_isError(size) == 0, "zstd failed with enough room")
      count = size
    }
  }
}
