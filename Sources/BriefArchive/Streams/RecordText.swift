// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The charset of a file that is read record by record. The beginning of the file decides:
// a mark, or what is found in the first chunk. A record that is not in the file's charset
// is decoded by itself, as files glued together from several sources need it.
//
// Records are cut at line ends, commas, tabs and quotation marks before they are decoded:
// in no charset but UTF-16 and UTF-32 are these bytes part of another character. Files in
// those are converted first, as a whole.

internal import BriefText

final class RecordText {
  /// The bytes to be cut into records, without byte order mark.
  let stream: any ByteStream
  private var charset = "UTF-8"
  private var converter: CharsetConverter?

  /// - Parameter convertsWhole: whether the bytes that part records may be within characters of other
  ///   charsets than UTF-8, so that files in any of these are converted first.
  init(
    _ stream: any ByteStream, limits: ImportLimits, convertsWhole: Bool = false
  ) throws(ReadFailure) {
    var head = try stream.nextChunk()
    // A first chunk may be very short where an archive has it so.
    while head.count < 1 << 12 {
      let more = try stream.nextChunk()
      guard !more.isEmpty else { break }
      head += more
    }
    guard CharsetDecoder.firstFault(in: head) != nil || Self.hasNUL(head) else {
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      if head.starts(with: mark) { head.removeFirst(3) }
      self.stream = ResumedStream(head: head, rest: stream)
      return
    }
    let sample = head.lastIndex(of: 0x0A).map { Array(head[...$0]) } ?? head
    let found = try? CharsetDecoder.decode(Self.hasNUL(head) ? head.evenPrefix : sample)
    if convertsWhole || Self.hasMultibyteUnits(found?.charset) {
      let all = try ResumedStream(head: head, rest: stream).readText(
        limit: limits.fileBytes, or: .fileTooLarge(limit: limits.fileBytes))
      charset = all.charset
      self.stream = MemoryStream(Array(all.text.utf8))
      return
    }
    if let found, found.charset != "UTF-8" {
      charset = found.charset
      converter = CharsetConverter(found.charset)
    }
    self.stream = ResumedStream(head: head, rest: stream)
  }

  /// The record `bytes` in UTF-8, and the charset it was in.
  func decode(_ bytes: [UInt8]) throws(ReadFailure) -> (bytes: [UInt8], charset: String) {
    if CharsetDecoder.firstFault(in: bytes) == nil {
      let isASCII = converter != nil && !bytes.contains { $0 >= 0x80 }
      return (bytes, isASCII || converter == nil ? charset : "UTF-8")
    }
    if let converter, let text = converter.utf8(from: bytes.span) { return (text, charset) }
    do throws(CharsetError) {
      let decoded = try CharsetDecoder.decode(bytes)
      return (Array(decoded.text.utf8), decoded.charset)
    } catch {
      throw ReadFailure(error)
    }
  }

  private static func hasMultibyteUnits(_ charset: String?) -> Bool {
    charset?.hasPrefix("UTF-16") == true || charset?.hasPrefix("UTF-32") == true
  }

  private static func hasNUL(_ bytes: [UInt8]) -> Bool {
    ByteSearch.firstIndex(of: 0, in: bytes, from: 0) != nil
  }
}

extension [UInt8] {
  /// Without a last odd byte, which would be half a unit of UTF-16.
  fileprivate var evenPrefix: [UInt8] { count % 2 == 0 ? self : Array(self[..<(count - 1)]) }
}
