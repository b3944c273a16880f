// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where the date of a document was found. The order of the cases is the order of trust.

/// Where a document's date comes from; the first of these that gives a valid one.
public enum DateOrigin: String, Sendable, Hashable, CaseIterable {
  /// The front matter above the text.
  case frontMatter = "front-matter"
  /// The page's or record's own metadata.
  case metadata
  /// A file of metadata beside the page.
  case sidecar
  /// The name of the file, `2024-03-01-rates.txt`.
  case fileName = "file-name"
  /// The folders the file lies in, `2024/03/01`.
  case folderName = "folder-name"
  /// When the file was last changed.
  case fileTime = "file-time"
}
