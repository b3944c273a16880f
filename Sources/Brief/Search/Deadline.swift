// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A moment after which a search stops. Time is passed in as a moment of the monotonic clock, so that
// the engine itself never asks what time it is except to compare with it.

/// When a search must stop and answer with what it has found.
public struct Deadline: Sendable {
  package let instant: ContinuousClock.Instant

  /// The moment `duration` from now.
  public static func after(_ duration: Duration) -> Deadline {
    Deadline(instant: .now.advanced(by: duration))
  }

  package var hasPassed: Bool { ContinuousClock.Instant.now >= instant }
}
