// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every sentence the library says when a layer below it fails: what happened, where, what to do.

package import BriefCodec
import BriefText

extension BriefError {
  /// The public error for whatever a layer below threw.
  package init(any error: any Error) {
    switch error {
    case let error as BriefError: self = error
    case let error as StorageError:
      switch error {
      case .corruption(let corruption): self.init(corruption)
      case .file(let file): self.init(file)
      case .limit(let limit): self.init(limit)
      }
    case let error as CorruptionError: self.init(error)
    case let error as FileError: self.init(error)
    case let error as ICUError:
      self.init(.analysisFailed, "The text analysis failed: \(error).", cause: error)
    case let error as RegularExpressionError:
      self.init(.invalidQuery, "The regular expression is not one: \(error.reason).", cause: error)
    default: self.init(.ioFailure, "\(error)", cause: error)
    }
  }

  /// For a path where no index is.
  package init(notAnIndex path: String, cause: FileError) {
    self.init(
      .notAnIndex, "There is no index at \(path). Build one with `brief index` or `brief rebuild`.",
      cause: cause)
  }

  package init(_ error: CorruptionError) {
    let file = error.file
    let facts =
      switch (error.expected, error.found) {
      case (let expected?, let found?): " (expected \(expected), found \(found))"
      case (nil, let found?): " (found \(found))"
      default: ""
      }
    switch error.reason {
    case CorruptionError.newerFormat:
      self.init(
        .formatTooNew,
        "\(file) was written by a later version of Brief\(facts). Use that version, or rebuild.")
    case CorruptionError.olderFormat:
      self.init(
        .formatTooOld,
        "\(file) was written in a format that is no longer read\(facts). Rebuild the index.")
    default:
      self.init(
        .corrupted,
        """
        \(file) is damaged at byte \(error.offset): \(error.reason)\(facts). \
        Save what is sound with `brief repair`, or rebuild the index.
        """,
        location: FileLocation(file: file, offset: error.offset), cause: error)
    }
  }

  package init(_ error: LimitError) {
    self.init(
      .ioFailure,
      """
      The \(error.subject) would take more than \(error.limit) bytes, for which an index has no room. \
      The last commit stands. Divide the documents among several indexes, or merge less (MergePolicy).
      """, cause: error)
  }

  package init(_ error: FileError) {
    let path = error.path
    if error.isOutOfSpace {
      self.init(
        .outOfSpace, "The disk is full while writing \(path). The last commit stands.",
        cause: error)
    } else if error.isPermissionDenied {
      self.init(
        .readOnly, "No permission to \(error.operation) \(path).", cause: error)
    } else {
      self.init(
        .ioFailure, "Could not \(error.operation) \(path): \(error.explanation).", cause: error)
    }
  }
}
