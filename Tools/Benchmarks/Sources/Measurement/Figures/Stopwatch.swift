// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Time, as every table here takes it.

/// Measures time.
public enum Stopwatch {
  /// What `body` returns, and the nanoseconds it took.
  @inline(__always)
  public static func time<Result>(
    _ body: () throws -> Result
  ) rethrows -> (result: Result, nanoseconds: Int) {
    let start = SuspendingClock.now
    let result = try body()
    return (result, nanoseconds(start.duration(to: .now)))
  }

  /// A duration in nanoseconds.
  public static func nanoseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  }
}
