// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// libxml2's streaming reader, with everything off that XML is dangerous for: no network,
// no external files, no entity is expanded. A bomb of entities is a list of names here.

internal import CXML

/// Reads XML node by node.
@safe final class XMLPullReader {
  enum Event {
    /// `name` is without prefix.
    case open(name: String, isEmpty: Bool)
    case close(name: String)
    case text(String)
  }

  private let reader: xmlTextReaderPtr
  private let bytes: UnsafeMutableBufferPointer<CChar>
  private let faults = XMLFaults()

  /// Opens `bytes`, which are UTF-8 whatever the declaration says.
  init(_ bytes: [UInt8]) throws(ReadFailure) {
    xmlInitParser()
    // SAFETY: the buffer has room for all bytes, is initialised in full, and is freed in
    // deinit, after the reader that reads from it.
    let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: max(1, bytes.count))
    _ = unsafe buffer.initialize(from: bytes.lazy.map { CChar(bitPattern: $0) })
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue
      | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOCDATA.rawValue
    guard bytes.count < Int(Int32.max),
      let reader = unsafe xmlReaderForMemory(
        buffer.baseAddress, Int32(bytes.count), nil, "UTF-8", Int32(options))
    else {
      unsafe buffer.deallocate()
      throw ReadFailure(.xml("it cannot be opened"))
    }
    unsafe self.bytes = buffer
    unsafe self.reader = reader
    // SAFETY: `faults` lives as long as the reader that may report to it.
    unsafe xmlTextReaderSetStructuredErrorHandler(
      reader,
      { context, error in
        guard let context = unsafe context, let error = unsafe error else { return }
        let faults = unsafe Unmanaged<XMLFaults>.fromOpaque(context).takeUnretainedValue()
        unsafe faults.note(error.pointee)
      }, Unmanaged.passUnretained(faults).toOpaque())
  }

  deinit {
    // SAFETY: made in init, freed here only; the reader goes before its bytes.
    unsafe xmlFreeTextReader(reader)
    unsafe bytes.deallocate()
  }

  /// The line the reader has come to.
  var line: Int {
    // SAFETY: the reader is open.
    unsafe max(1, Int(xmlTextReaderGetParserLineNumber(reader)))
  }

  /// The first fault met so far, if any.
  var fault: ReadFailure? { faults.first }

  /// The next event; `nil` at the end, which may be where a fault is (see ``fault``).
  func next() -> Event? {
    // SAFETY: strings are owned by the reader and copied before the next read.
    while unsafe xmlTextReaderRead(reader) == 1 {
      switch unsafe xmlTextReaderNodeType(reader) {
      case 1:
        return unsafe .open(
          name: text(xmlTextReaderConstLocalName(reader)),
          isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
      case 15:
        return unsafe .close(name: text(xmlTextReaderConstLocalName(reader)))
      case 3, 4, 13, 14:
        return unsafe .text(text(xmlTextReaderConstValue(reader)))
      case 5:
        return .text(" ")  // an entity that is not expanded parts two words
      default:
        continue
      }
    }
    return nil
  }

  /// The value of an attribute of the element just opened.
  func attribute(_ name: String) -> String? {
    // SAFETY: the value is owned by the reader and copied before it moves back.
    guard unsafe xmlTextReaderMoveToAttribute(reader, name) == 1 else { return nil }
    defer { unsafe xmlTextReaderMoveToElement(reader) }
    return unsafe text(xmlTextReaderConstValue(reader))
  }

  /// The language in force at the current node, if the feed says.
  var language: String? {
    // SAFETY: owned by the reader, copied at once.
    guard let value = unsafe xmlTextReaderConstXmlLang(reader) else { return nil }
    return unsafe String(cString: value)
  }

  private func text(_ pointer: UnsafePointer<UInt8>?) -> String {
    // SAFETY: libxml2's strings are NUL-terminated UTF-8, copied at once.
    unsafe pointer.map { unsafe String(cString: $0) } ?? ""
  }
}

/// The first fault a reader reports.
private final class XMLFaults {
  private(set) var first: ReadFailure?

  func note(_ error: xmlError) {
    // Undeclared prefixes are common and do no harm.
    let harmless = XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue
    guard first == nil, unsafe error.level.rawValue >= XML_ERR_ERROR.rawValue,
      unsafe UInt32(bitPattern: error.code) != harmless
    else { return }
    // SAFETY: nil or NUL-terminated, copied at once.
    let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "not well formed"
    let sentence = message.split(separator: "\n").first.map(String.init) ?? message
    first = unsafe ReadFailure(.xml(sentence), line: Int(error.line))
  }
}
