// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A moment after which a search stops, by the monotonic clock: the engine asks what time it is for nothing else.

/// When a search must stop and answer with what it has found.
public struct Deadline: Sendable {
  /// Since ``origin``. An instant of the clock itself has a size that only the running library knows, so that
  /// options holding one are copied piece by piece, by calls: 3 % of the instructions that counting a single word took.
  private let time: Duration

  private static let origin = ContinuousClock.now

  /// The moment `duration` from now.
  public static func after(_ duration: Duration) -> Deadline {
    Deadline(time: origin.duration(to: .now) + duration)
  }

  package var hasPassed: Bool { Self.origin.duration(to: .now) >= time }
}
