// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The bytes of an open file: mapped from a disk, or an array in memory. Files are immutable once they
// have their name, so a mapping is never written through.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Synchronization

/// The bytes of an open file.
@safe
package final class FileContents: Sendable {
  // SENDABLE: the bytes are never written while this exists: a mapping is private and read-only, a
  // copy is this value's own.
  private nonisolated(unsafe) let base: UnsafeRawPointer
  private let count: Int
  private let isMapped: Bool

  /// Maps a file of the disk.
  package convenience init(mapping path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileError(operation: "read", path: path, code: errno)
    }
    let count = Int(status.st_size)
    guard count > 0 else {  // nothing cannot be mapped
      self.init(copying: [])
      return
    }
    guard let base = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      unsafe base != MAP_FAILED
    else { throw FileError(operation: "map", path: path, code: errno) }
    unsafe self.init(base: UnsafeRawPointer(base), count: count, isMapped: true)
  }

  private init(base: UnsafeRawPointer, count: Int, isMapped: Bool) {
    unsafe self.base = base
    self.count = count
    self.isMapped = isMapped
  }

  /// Holds a copy of some bytes.
  package convenience init(copying bytes: [UInt8]) {
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
    // SAFETY: `copy` was allocated above with room for all bytes.
    unsafe bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { unsafe copy.copyMemory(from: start, byteCount: source.count) }
    }
    unsafe self.init(base: UnsafeRawPointer(copy), count: bytes.count, isMapped: false)
  }

  /// The bytes: valid for as long as this object.
  var buffer: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base, count: count)
  }

  deinit {
    // SAFETY: the bytes are this value's own, and nothing borrows it any more.
    if isMapped {
      unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
    } else {
      unsafe UnsafeMutableRawPointer(mutating: base).deallocate()
    }
  }
}

/// Bits that many threads may set and read.
@safe
final class AtomicBits: Sendable {
  // SENDABLE: the pointer is set once; what it points at are atomics.
  private nonisolated(unsafe) let words: UnsafeMutablePointer<Atomic<UInt64>>
  private let wordCount: Int

  init(count: Int) {
    wordCount = (count + 63) / 64
    unsafe words = .allocate(capacity: max(1, wordCount))
    for i in 0..<wordCount {
      // SAFETY: `i` is below the capacity allocated above.
      unsafe (words + i).initialize(to: Atomic(0))
    }
  }

  @inline(__always)
  subscript(bit: Int) -> Bool {
    precondition(bit >> 6 < wordCount)
    // SAFETY: the word exists, by the line above. Relaxed: the bytes behind a bit never change.
    return unsafe words[bit >> 6].load(ordering: .relaxed) >> UInt64(bit & 63) & 1 == 1
  }

  func set(_ bit: Int) {
    precondition(bit >> 6 < wordCount)
    // SAFETY: the word exists, by the line above.
    unsafe words[bit >> 6].bitwiseOr(1 << UInt64(bit & 63), ordering: .relaxed)
  }

  deinit {
    // SAFETY: as many words as were initialized.
    unsafe words.deinitialize(count: wordCount)
    unsafe words.deallocate()
  }
}

extension [UInt8] {
  /// A copy of a span's bytes.
  init(unsafeUninitializedCapacityOf span: RawSpan) {
    // SAFETY: the closure initializes exactly the bytes it copies, as many as there is room for.
    self = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
  }
}
