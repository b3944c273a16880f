// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where a test that tries something else each time begins: said before it starts, as what it finds
// may end the process.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The start of a series of random rounds, each of which can be had again alone.
public struct Seed: CustomStringConvertible {
  private let value: UInt64

  /// `BRIEF_SEED` if that is set, otherwise one at random; printed to standard error with the name of
  /// `test`.
  public init(of test: String) {
    // SAFETY: the C string is copied at once; nothing here changes the environment.
    let wish = unsafe getenv("BRIEF_SEED").flatMap { unsafe UInt64(String(cString: $0)) }
    value = wish ?? UInt64.random(in: 0 ... .max)
    let line = Array("\(test): BRIEF_SEED=\(value)\n".utf8)
    // SAFETY: the bytes live for the call. Unbuffered, unlike what is printed.
    unsafe line.withUnsafeBytes { unsafe _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// The generator of one round; the same for every run with this seed.
  public func generator(round: Int) -> SeededGenerator {
    SeededGenerator(seed: value &+ UInt64(round) &* 0xD129_0E8A_3C1F_5A77)
  }

  public var description: String { "BRIEF_SEED=\(value)" }
}
