// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What can go wrong inside ICU: hardly anything but missing data files or memory.

internal import CICU

/// ICU could not do what it was asked to.
public struct ICUError: Error, Sendable, Hashable {
  /// What was asked of ICU.
  public enum Operation: String, Sendable, Hashable {
    case openNormalizer, normalize, openBreakIterator, findBreaks
  }

  /// What was asked.
  public var operation: Operation
  /// ICU's name for what went wrong, such as `U_MISSING_RESOURCE_ERROR`.
  public var status: String

  /// Throws if `status` is a failure; ICU's warnings are negative and pass.
  static func check(_ status: Int32, _ operation: Operation) throws(ICUError) {
    guard status > 0 else { return }
    // SAFETY: u_errorName returns a static string, for any value.
    let name = unsafe String(cString: cicu_errorName(status))
    throw ICUError(operation: operation, status: name)
  }
}

extension ICUError: CustomStringConvertible {
  public var description: String {
    "ICU failed to \(operation.phrase) (\(status)). Its library or its data may be incomplete: "
      + "reinstall ICU, version 72 or later."
  }
}

extension ICUError.Operation {
  fileprivate var phrase: String {
    switch self {
    case .openNormalizer: "load its normalization data"
    case .normalize: "normalize a text"
    case .openBreakIterator: "load its word or sentence boundaries"
    case .findBreaks: "find the boundaries of a text"
    }
  }
}
