// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a command has around it: streams, environment, folder, clock. Commands take all of it from
// here, so that a test can run any of them in memory.

package import Brief

/// The surroundings of a command.
package struct Console {
  /// Results, and nothing else.
  package let out: Output
  /// Progress, footers and errors.
  package let err: Output
  /// The size of the terminal behind `out`; `nil` if it is a file or a pipe.
  package let outSize: TerminalSize?
  /// The size of the terminal behind `err`.
  package let errSize: TerminalSize?
  /// The variables of the environment.
  package let environment: (String) -> String?
  /// The current folder, absolute.
  package let folder: String
  /// The moment relative dates count from.
  package let now: Timestamp
  /// Exchanges two folders in one step; says whether the file system can.
  package let exchange: (String, String) throws -> Bool

  package init(
    out: Output, err: Output, outSize: TerminalSize? = nil, errSize: TerminalSize? = nil,
    environment: @escaping (String) -> String? = { _ in nil }, folder: String, now: Timestamp,
    exchange: @escaping (String, String) throws -> Bool = Files.exchange
  ) {
    self.out = out
    self.err = err
    self.outSize = outSize
    self.errSize = errSize
    self.environment = environment
    self.folder = folder
    self.now = now
    self.exchange = exchange
  }

  /// The surroundings of the process.
  package static func standard() -> Console {
    Console(
      out: .standardOutput(), err: .standardError(), outSize: TerminalSize.of(descriptor: 1),
      errSize: TerminalSize.of(descriptor: 2), environment: Process.environment,
      folder: Process.currentFolder(), now: Timestamp(seconds: Process.secondsSince1970()))
  }

  /// Writes an object of JSON Lines.
  package func write(_ object: JSON) {
    out.writeLine(object.line)
  }
}
