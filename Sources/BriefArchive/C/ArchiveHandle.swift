// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// libarchive, as a sequence of entries each of which is a stream. Nothing is ever
// unpacked to disk, so that an entry named `../../etc/passwd` is only an odd name.
//
// Formats: zip, tar (all kinds), 7-Zip, cpio; and `raw`, one compressed file of anything.
// Filters: gzip, zstd, bzip2, xz, lz4, compress.

internal import CArchive

/// One entry of an archive.
struct ArchiveEntry {
  enum Kind { case file, folder, other }

  /// The name within the archive, `nil` for the content of a lone compressed file.
  var name: String?
  var kind: Kind
  var isEncrypted: Bool
  /// When it was last changed, in seconds since 1970.
  var modified: Int64?
}

/// An open archive. Reads forwards only; the current entry is the stream.
@safe final class ArchiveHandle: ByteStream {
  private let handle: OpaquePointer
  private let chunkSize = 1 << 18
  private let limits: ImportLimits
  /// What libarchive reads from; kept alive as long as it may ask for more.
  private let source: AnyObject?
  private var unpacked = 0
  private var lastConsumed = 0
  /// Whether nothing more can be read.
  private var isOver = false

  /// Opens the archive in the file at `path`.
  convenience init(path: PathBytes, limits: ImportLimits) throws(ReadFailure) {
    try self.init(source: nil, limits: limits)
    let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the name is NUL-terminated and copied by the call.
    try check(unsafe archive_read_open_filename(handle, name, 1 << 17))
  }

  /// Opens the archive that `bytes` are.
  convenience init(bytes: [UInt8], limits: ImportLimits) throws(ReadFailure) {
    let box = StableBytes(bytes)
    try self.init(source: box, limits: limits)
    // SAFETY: `box` does not move its bytes and lives as long as this object.
    try check(unsafe archive_read_open_memory(handle, box.start, box.count))
  }

  /// Opens the compressed file that `stream` is; reads it as it is read itself.
  convenience init(stream: any ByteStream, limits: ImportLimits) throws(ReadFailure) {
    let feed = StreamFeed(stream)
    try self.init(source: feed, limits: limits)
    // SAFETY: `feed` lives as long as this object, whose handle is the only one to call
    // back, and keeps each chunk in place until it is asked for the next.
    try check(
      unsafe archive_read_open(
        handle, Unmanaged.passUnretained(feed).toOpaque(), nil,
        { _, context, buffer in
          guard let context = unsafe context, let buffer = unsafe buffer else { return -1 }
          let feed = unsafe Unmanaged<StreamFeed>.fromOpaque(context).takeUnretainedValue()
          return unsafe feed.next(into: buffer)
        }, nil))
  }

  private init(source: AnyObject?, limits: ImportLimits) throws(ReadFailure) {
    // SAFETY: the handle is checked for nil and freed in deinit only.
    guard let handle = unsafe archive_read_new() else {
      throw ReadFailure(.unreadable("out of memory"))
    }
    unsafe self.handle = handle
    self.source = source
    self.limits = limits
    unsafe archive_read_support_filter_gzip(handle)
    unsafe archive_read_support_filter_zstd(handle)
    unsafe archive_read_support_filter_bzip2(handle)
    unsafe archive_read_support_filter_xz(handle)
    unsafe archive_read_support_filter_lz4(handle)
    unsafe archive_read_support_filter_compress(handle)
    unsafe archive_read_support_format_zip(handle)
    unsafe archive_read_support_format_tar(handle)
    unsafe archive_read_support_format_7zip(handle)
    unsafe archive_read_support_format_cpio(handle)
    unsafe archive_read_support_format_raw(handle)
    unsafe archive_read_support_format_empty(handle)
  }

  deinit {
    // SAFETY: frees what archive_read_new made; `source` outlives the call.
    unsafe archive_read_free(handle)
  }

  /// Moves to the next entry; `nil` after the last.
  func nextEntry() throws(ReadFailure) -> ArchiveEntry? {
    guard !isOver else { return nil }
    try finishEntry()
    var entry: OpaquePointer?
    // SAFETY: the entry belongs to the handle and is read before the next call.
    let status = unsafe archive_read_next_header(handle, &entry)
    guard status != ARCHIVE_EOF else { return nil }
    guard status >= ARCHIVE_WARN, let entry = unsafe entry else { throw failure() }
    let isRaw = unsafe archive_format(handle) == ARCHIVE_FORMAT_RAW
    // Any bytes at all are "raw"; what is not even packed has no business here.
    guard unsafe !isRaw || archive_filter_count(handle) > 1 else {
      throw ReadFailure(.archive("it is no archive and not packed"), offset: 0)
    }
    let kind: ArchiveEntry.Kind =
      switch unsafe archive_entry_filetype(entry) {
      case 0o100000, 0: .file  // some writers leave the kind out
      case 0o040000: .folder
      default: .other
      }
    let hasTime = unsafe archive_entry_mtime_is_set(entry) != 0
    return unsafe ArchiveEntry(
      name: isRaw ? nil : name(of: entry), kind: kind,
      isEncrypted: archive_entry_is_encrypted(entry) != 0,
      modified: hasTime ? Int64(archive_entry_mtime(entry)) : nil)
  }

  /// Passes the rest of the current entry. Zip and 7-Zip leap; in other formats passing is
  /// unpacking, to which the bound on expansion must apply.
  private func finishEntry() throws(ReadFailure) {
    // SAFETY: the handle is open; 0 stands for "no entry yet".
    let format = unsafe archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK
    guard
      format == ARCHIVE_FORMAT_TAR || format == ARCHIVE_FORMAT_CPIO
        || format == ARCHIVE_FORMAT_RAW
    else { return }
    while try !nextChunk().isEmpty {}
  }

  private func name(of entry: OpaquePointer) -> String {
    // SAFETY: both calls return nil or a NUL-terminated string, copied at once.
    if let name = unsafe archive_entry_pathname_utf8(entry) { return unsafe String(cString: name) }
    if let name = unsafe archive_entry_pathname(entry) { return unsafe String(cString: name) }
    return "unnamed"
  }

  func nextChunk() throws(ReadFailure) -> [UInt8] {
    var got = 0
    // SAFETY: the call writes at most `chunkSize` bytes, the capacity, and says how many.
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
      got = unsafe archive_read_data(handle, buffer.baseAddress, chunkSize)
      count = max(0, got)
    }
    guard got >= 0 else {
      isOver = got <= Int(ARCHIVE_FATAL)
      throw failure()
    }
    unpacked += chunk.count
    let bytesConsumed = bytesConsumed
    if unpacked > limits.freeExpansion, unpacked / limits.expansionRatio > max(1, bytesConsumed) {
      isOver = true
      throw ReadFailure(.expandsTooMuch(ratio: limits.expansionRatio), offset: unpacked)
    }
    return chunk
  }

  /// Bytes of the packed file read so far; after a fault, of which libarchive does not say where it
  /// was, as many as were known before.
  var bytesConsumed: Int {
    // SAFETY: -1 asks for the last filter, which is the file itself.
    lastConsumed = max(lastConsumed, unsafe Int(archive_filter_bytes(handle, -1)))
    return lastConsumed
  }

  private func check(_ status: Int32) throws(ReadFailure) {
    guard status >= ARCHIVE_WARN else { throw failure() }
  }

  private func failure() -> ReadFailure {
    if let feed = source as? StreamFeed, let failure = feed.failure { return failure }
    // SAFETY: nil or a NUL-terminated string, copied at once.
    guard let text = unsafe archive_error_string(handle) else {
      return ReadFailure(.archive("it ends too early"))
    }
    return unsafe ReadFailure(.archive(String(cString: text)), offset: bytesConsumed)
  }
}

/// Bytes that stay where they are.
@safe private final class StableBytes {
  let start: UnsafeMutableRawPointer
  let count: Int

  init(_ bytes: [UInt8]) {
    count = bytes.count
    // SAFETY: allocated with room for `count` bytes, and freed in deinit only.
    unsafe start = .allocate(byteCount: max(1, count), alignment: 1)
    unsafe bytes.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      unsafe start.copyMemory(from: base, byteCount: count)
    }
  }

  deinit {
    unsafe start.deallocate()
  }
}

/// Hands the chunks of a stream to libarchive.
private final class StreamFeed {
  private let stream: any ByteStream
  private var chunk = StableBytes([])
  /// What ended the stream early, if anything did.
  private(set) var failure: ReadFailure?

  init(_ stream: any ByteStream) {
    self.stream = stream
  }

  /// Sets `buffer` to the next chunk and returns its size; 0 at the end, -1 on failure.
  func next(into buffer: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
    do throws(ReadFailure) {
      chunk = StableBytes(try stream.nextChunk())
      // SAFETY: `chunk` keeps the bytes in place until the next call.
      unsafe buffer.pointee = UnsafeRawPointer(chunk.start)
      return chunk.count
    } catch {
      failure = error
      return -1
    }
  }
}
