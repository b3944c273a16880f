// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every reason for not reading something, and the sentence said about it.

/// Why something was not read: the facts. ``message`` has the words.
enum RejectionReason: Hashable {
  // The file itself
  case notFound
  case unreadable(String)
  case notRegularFile
  case folderReadBefore(String)
  case empty
  case binary(kind: String?)
  case unknownCharset
  case tooLarge(limit: Int)
  case fileTooLarge(limit: Int)
  case unsupportedFormat(String)
  // Its content
  case json(String)
  case notARecord(found: String)
  case noText
  case csv(String)
  case xml(String)
  case notAFeed(root: String)
  case html(String)
  case yaml(String)
  case sidecarNotMapping
  // Archives
  case archive(String)
  case encrypted
  case nestedTooDeep
  case nestedTooLarge(limit: Int)
  case expandsTooMuch(ratio: Int)
  case tooManyEntries(limit: Int)
  // Documents
  case duplicateID(String, first: String)

  /// The sentence about it, without full stop.
  var message: String {
    switch self {
    case .notFound: "no such file or folder"
    case .unreadable(let cause): "cannot be read: \(cause)"
    case .notRegularFile: "neither a file nor a folder"
    case .folderReadBefore(let first): "the same folder as \(first), which was read already"
    case .empty: "empty: there is no text in it"
    case .binary(let kind?): "binary, not text: it looks like \(kind)"
    case .binary(nil): "binary, not text: it has bytes that no text has"
    case .unknownCharset: "neither UTF-8 nor any other charset; save it as UTF-8"
    case .tooLarge(let limit):
      "larger than the limit of \(limit) bytes for one document; split it, or allow more memory"
    case .fileTooLarge(let limit):
      "larger than the limit of \(limit) bytes for a file that is held in memory whole; "
        + "split it, or allow more memory"
    case .unsupportedFormat(let name): "\(name) is not a format that is read"
    case .json(let fault): "broken JSON: \(fault)"
    case .notARecord(let found): "a record must be a JSON object, this is \(found)"
    case .noText: "has neither a title nor any text; map its fields in the index definition"
    case .csv(let fault): "broken CSV: \(fault)"
    case .xml(let fault): "broken XML: \(fault)"
    case .notAFeed(let root): "XML with the root \(root): only RSS, Atom and XHTML are read"
    case .html(let fault): "HTML that cannot be read: \(fault)"
    case .yaml(let fault): "broken YAML: \(fault)"
    case .sidecarNotMapping: "metadata beside a page must be keys with values"
    case .archive(let fault): "damaged archive: \(fault)"
    case .encrypted: "encrypted; unpack it first"
    case .nestedTooDeep: "an archive in an archive in an archive; unpack the outer one first"
    case .nestedTooLarge(let limit):
      "larger than the limit of \(limit) bytes for an archive in an archive; "
        + "unpack the outer one first, or allow more memory"
    case .expandsTooMuch(let ratio):
      "unpacks to more than \(ratio) times its size, as a decompression bomb does"
    case .tooManyEntries(let limit): "an archive with more than \(limit) entries"
    case .duplicateID(let id, let first):
      "the id \(id) was given already, to \(first); give one of the two another id"
    }
  }
}
