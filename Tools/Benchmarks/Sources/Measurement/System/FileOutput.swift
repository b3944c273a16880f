// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Writing small files and answers.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writing what was found out.
public enum FileOutput {
  /// Replaces a file.
  public static func save(_ text: String, to path: String) throws(MeasurementError) {
    // SAFETY: both strings live as C strings for the length of the call.
    guard let file = unsafe fopen(path, "w") else { throw .cannotWrite(path) }
    let isWritten = unsafe fputs(text, file) >= 0
    guard unsafe fclose(file) == 0, isWritten else { throw .cannotWrite(path) }
  }

  /// Writes a line to the standard output at once.
  public static func answer(_ line: String) {
    print(line)
    fflush(nil)
  }

  /// Writes a line to the standard error.
  public static func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    // SAFETY: the buffer holds the bytes for the length of the call.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
  }
}
