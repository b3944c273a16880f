// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A pager for what is longer than the screen.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that shows text a screen at a time.
package struct Pager: Sendable {
  /// The shell command, such as `less -FRX`.
  package let command: String

  /// The pager of the environment: `BRIEF_PAGER`, `PAGER`, else `less -FRX`; `nil` if that is empty
  /// or `cat`.
  package init?(environment: (String) -> String?) {
    let command = environment("BRIEF_PAGER") ?? environment("PAGER") ?? "less -FRX"
    guard !command.isEmpty, command != "cat" else { return nil }
    // `less` by itself would show the escape sequences instead of the colours.
    self.command = command == "less" ? "less -FRX" : command
  }

  /// Shows `text` and waits until the reader has had enough.
  ///
  /// - Returns: whether the pager could be run.
  package func show(_ text: String) -> Bool {
    // SAFETY: the stream is used only here and closed by pclose; the bytes outlive the write.
    guard let stream = unsafe popen(command, "w") else { return false }
    var text = text
    text.withUTF8 { bytes in
      _ = unsafe fwrite(bytes.baseAddress, 1, bytes.count, stream)
    }
    // 127 is the shell's word for "no such command".
    return unsafe pclose(stream) >> 8 & 0xFF != 127
  }
}
