// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What every fuzzed part has in common: rounds that can be had again, and a count of them.

import BriefTestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A part of the engine that random inputs are given to.
enum FuzzTarget {
  /// `BRIEF_ROUND`: the only round to be run, beside `BRIEF_SEED`, to have a finding again quickly.
  private static let onlyRound: Int? = {
    // SAFETY: the C string is copied at once; nothing here changes the environment.
    guard let text = unsafe getenv("BRIEF_ROUND") else { return nil }
    return unsafe Int(String(cString: text))
  }()

  /// Runs `quick` rounds, or in the soak `perMinute` of its minutes. `body` gets the round's random
  /// numbers and what to say with a finding. What a round throws is a finding.
  static func run(
    _ name: String, quick: Int, perMinute: Int,
    _ body: (_ random: inout SeededGenerator, _ story: String) throws -> Void
  ) throws {
    let seed = Seed(of: name)
    let count = Effort.repetitions(quick, perMinute: perMinute)
    for round in onlyRound.map({ $0...$0 }) ?? 0...max(0, count - 1) {
      var random = seed.generator(round: round)
      let story = "\(seed) BRIEF_ROUND=\(round)"
      do { try body(&random, story) } catch { throw Finding(story: story, error: error) }
    }
    print("fuzzing \(name): \(count) executions")
  }

  /// What a round threw, and how to have it again.
  struct Finding: Error, CustomStringConvertible {
    let story: String
    let error: any Error
    var description: String { "\(story): \(error)" }
  }
}
