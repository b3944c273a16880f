// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What can be wrong with what is to be measured.

/// Why nothing could be measured.
public enum MeasurementError: Error, CustomStringConvertible {
  /// A file is absent or unreadable.
  case cannotRead(String)
  /// A file could not be written.
  case cannotWrite(String)
  /// A line, counted from 1, is not a flat JSON object.
  case malformedLine(Int)
  /// The command line asks for something that does not exist.
  case usage(String)

  public var description: String {
    switch self {
    case .cannotRead(let path): "Cannot read \(path)."
    case .cannotWrite(let path): "Cannot write \(path)."
    case .malformedLine(let number): "Line \(number) is not a JSON object on one line."
    case .usage(let text): text
    }
  }
}
