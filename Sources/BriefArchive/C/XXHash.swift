// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// XXH3, the hash by which contents and ids are recognised. It is the same on every
// machine and in every version from 0.8.0 on.

internal import CXXHash

enum XXHash {
  /// 128 bits: as good as an identity where nobody forges ids.
  struct Wide: Hashable {
    var low: UInt64
    var high: UInt64
  }

  static func hash64(_ bytes: [UInt8]) -> UInt64 {
    // SAFETY: base and count describe the array, which lives for the call.
    unsafe bytes.withUnsafeBytes { unsafe XXH3_64bits($0.baseAddress, $0.count) }
  }

  static func hash128(_ bytes: [UInt8]) -> Wide {
    // SAFETY: base and count describe the array, which lives for the call.
    let hash = unsafe bytes.withUnsafeBytes { unsafe XXH3_128bits($0.baseAddress, $0.count) }
    return Wide(low: hash.low64, high: hash.high64)
  }
}
