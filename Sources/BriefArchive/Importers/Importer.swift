// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The contract of the readers of formats, one of which stands in each file beside this.

internal import BriefText

/// The file, or the entry of an archive, that is being read.
struct SourceItem {
  /// As shown: `news/2024.zip!a.txt`.
  var source: String
  /// From the source's root, for ids, dates and patterns: `2024.zip!a.txt`.
  var path: String
  /// When it was last changed, in seconds since 1970.
  var modified: Int64?
  /// Metadata found beside it.
  var sidecar: [JSONValue.Member] = []
  /// What a packed file is called once unpacked, `a.jsonl` for `a.jsonl.gz`.
  var unpackedName: Substring?

  /// The last name of the path.
  var name: Substring {
    unpackedName ?? path.split(whereSeparator: { $0 == "/" || $0 == "!" }).last ?? Substring(path)
  }

  /// The names of the folders above it, archives among them.
  var folders: [Substring] {
    path.split(whereSeparator: { $0 == "/" || $0 == "!" }).dropLast()
  }

  /// The entry `name` within this archive.
  func entry(_ name: String, modified: Int64?) -> SourceItem {
    SourceItem(source: source + "!" + name, path: path + "!" + name, modified: modified)
  }
}

/// The place of a record in a file of many.
struct RecordPlace {
  /// Line or ordinal: what makes its id and source different from the others'.
  var number: Int
  var line: Int?
  var offset: Int?
}

/// Reads documents of one format.
protocol Importer {
  init(_ options: ImportOptions)

  /// Reads all of `stream` and hands each document, and each part that cannot be read, to
  /// `sink`. Throws a ``ReadFailure`` if the rest cannot be read, and whatever `sink` throws.
  func read(_ stream: any ByteStream, of item: SourceItem, into sink: ItemSink) throws
}

extension ByteStream {
  /// All of a document as text.
  func readText(
    limit: Int, or reason: RejectionReason? = nil, declared: ([UInt8]) -> String? = { _ in nil }
  ) throws(ReadFailure) -> DecodedText {
    let bytes = try readAll(limit: limit, or: reason ?? .tooLarge(limit: limit))
    guard !bytes.isEmpty else { throw ReadFailure(.empty) }
    do throws(CharsetError) {
      return try CharsetDecoder.decode(bytes, declared: declared(bytes))
    } catch {
      throw ReadFailure(error)
    }
  }
}
