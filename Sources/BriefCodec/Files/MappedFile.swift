// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The bytes of an open file: mapped from a disk, or a copy in memory. Files are immutable once they
// have their name, so a mapping is never written through. One whose file is cut by somebody else, or
// whose disk fails, reads as zeros from then on, and says so (`MappingWatch.c`): it does not end the process.

import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of an open file, for as long as this object lives.
@safe
package final class MappedFile: Sendable {
  // SENDABLE: the bytes are never written while this exists: a mapping is private and read-only, a
  // copy is this object's own.
  @usableFromInline nonisolated(unsafe) let base: UnsafeRawPointer
  @usableFromInline let count: Int
  private let isMapped: Bool
  /// Where the mapping is watched; -1 if it is not.
  private let watch: Int64

  /// Maps a file of the disk, for reading.
  init(_ file: borrowing OpenFile) throws(FileError) {
    count = try file.length()
    guard count > 0 else {  // nothing cannot be mapped
      unsafe base = UnsafeRawPointer(.allocate(byteCount: 1, alignment: 1))
      isMapped = false
      watch = -1
      return
    }
    // SAFETY: a new mapping of `count` bytes, released in `deinit`. It outlives the descriptor.
    guard let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file.descriptor, 0),
      unsafe start != MAP_FAILED
    else { throw FileError(operation: "map", path: file.path, code: errno) }
    unsafe base = UnsafeRawPointer(start)
    isMapped = true
    unsafe watch = brief_mapping_watch(start, count)
  }

  /// Asks the processor for the bytes around an offset, if there are any.
  @inline(__always)
  package func prefetch(_ offset: Int) {
    // SAFETY: an address of the mapping; nothing is read.
    if offset >= 0, offset < count { unsafe brief_prefetch(base + offset) }
  }

  /// Holds a copy of some bytes.
  package init(copying bytes: [UInt8]) {
    // SAFETY: room for all bytes, filled at once, released in `deinit`.
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
    unsafe bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        unsafe copy.copyMemory(from: start, byteCount: source.count)
      }
    }
    unsafe base = UnsafeRawPointer(copy)
    count = bytes.count
    isMapped = false
    watch = -1
  }

  /// Valid for as long as this object.
  @inlinable var buffer: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base, count: count)
  }

  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // SAFETY: the bytes live as long as `self`, which the span borrows.
      let span = unsafe RawSpan(_unsafeBytes: buffer)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Where bytes were lost since the file was opened, and read as zeros; `nil` if none were.
  var lostOffset: Int? {
    // As long as no mapping of this process lost any, this one need not be asked.
    guard brief_mapping_lossCount() > 0 else { return nil }
    let offset = brief_mapping_lostOffset(watch)
    return offset < 0 ? nil : Int(offset)
  }

  /// Gives back the memory that the bytes looked at so far take. They are read again when next looked
  /// at, from the system's cache if it still has them. Nothing to do for a copy.
  func releaseMemory() {
    guard isMapped else { return }
    // SAFETY: the mapping is this object's, private and never written, so that its pages come back with
    // the same bytes. It is advice: what the system says to it does not matter.
    unsafe _ = madvise(UnsafeMutableRawPointer(mutating: base), count, MADV_DONTNEED)
  }

  deinit {
    // SAFETY: the bytes are this object's own, and nothing borrows it any more.
    if isMapped {
      brief_mapping_forget(watch)
      unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
    } else {
      unsafe UnsafeMutableRawPointer(mutating: base).deallocate()
    }
  }
}
