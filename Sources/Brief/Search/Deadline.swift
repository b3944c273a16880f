// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A moment after which a search stops. Time is passed in as a moment of the monotonic clock, so that
// the engine itself never asks what time it is except to compare with it.

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
