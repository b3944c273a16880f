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

/// Looks at a deadline now and then. All that works on the matches of a segment shares one: once time is over, nobody
/// knows more, cursors say that they are exhausted, and what they said since is not believed.
package final class StepClock {
  let deadline: Deadline
  private var steps = 0
  private(set) var isOver = false

  package init(_ deadline: Deadline) { self.deadline = deadline }

  /// Counts a step, after `interval` of which, a power of two, it looks at the time; says whether that is over.
  func step(of interval: Int) -> Bool {
    steps &+= 1
    if steps & (interval &- 1) == 0, deadline.hasPassed { isOver = true }
    return isOver
  }
}
