// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A text that is not what its encoding says, as a reason to reject what is read.

internal import BriefText

extension ReadFailure {
  /// What bytes amount to that are no text.
  init(_ error: CharsetError) {
    switch error {
    case .binary(let offset): self.init(.binary(kind: nil), offset: offset)
    case .unknownCharset(let offset): self.init(.unknownCharset, offset: offset)
    }
  }
}
