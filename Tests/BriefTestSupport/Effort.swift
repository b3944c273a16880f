// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How much a test tries: a little with every change, much in the soak (`Tools/soak`).

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

public enum Effort {
  /// The duration of a soak in seconds, from `BRIEF_SOAK_SECONDS`; `nil` in the quick run.
  public static let soakSeconds: Double? = {
    // SAFETY: the C string is copied at once; nothing here changes the environment.
    guard let text = unsafe getenv("BRIEF_SOAK_SECONDS") else { return nil }
    return unsafe Double(String(cString: text))
  }()

  /// How often something random is tried: a few times, or as often as the soak's duration allows.
  public static func repetitions(_ quick: Int, perMinute: Int) -> Int {
    soakSeconds.map { max(quick, Int($0 / 60 * Double(perMinute))) } ?? quick
  }

  /// How far something systematic goes: a sample of it, or all there is.
  public static func rounds(_ quick: Int, soak: Int) -> Int { soakSeconds == nil ? quick : soak }
}
