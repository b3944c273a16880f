// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One line on standard error that says how a build is getting on. Drawn at most ten times a second,
// and only on a terminal.

/// How a build is getting on.
package final class ProgressMeter {
  private let err: Output
  private let columns: Int
  private let totalBytes: Int
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant
  private var isShown = false

  /// A meter for reading `totalBytes`; `nil` where there is no terminal to show it on.
  package init?(on console: Console, totalBytes: Int) {
    guard let size = console.errSize else { return nil }
    err = console.err
    columns = size.columns
    self.totalBytes = totalBytes
    start = .now
    last = start
  }

  /// Says how far the build has come, if it is time to.
  package func update(read: Int, rejected: Int, bytes: Int) {
    let now = ContinuousClock.now
    guard last.duration(to: now) >= .milliseconds(100) else { return }
    last = now
    let line = Self.line(
      read: read, rejected: rejected, bytes: bytes, totalBytes: totalBytes,
      memory: Process.peakMemory(), seconds: start.duration(to: now).inSeconds)
    err.write("\r\u{1B}[K" + MarkedText.truncated(line, width: columns - 1))
    isShown = true
  }

  /// Takes the line away, for other text to be written.
  package func clear() {
    guard isShown else { return }
    err.write("\r\u{1B}[K")
    isShown = false
  }

  /// The line after `seconds`.
  package static func line(
    read: Int, rejected: Int, bytes: Int, totalBytes: Int, memory: Int, seconds: Double
  ) -> String {
    let rate = seconds > 0 ? Double(read) / seconds : 0
    let speed = seconds > 0 ? Double(bytes) / seconds : 0
    var line = "\(Quantity.count(read)) read, \(Quantity.count(Int(rate)))/s"
    line += ", \(Quantity.bytes(Int(speed)))/s"
    if totalBytes > 0 {
      let share = min(1, Double(bytes) / Double(totalBytes))
      line += ", \(Int(share * 100))%"
      if speed > 0 && share < 1 {
        line += ", \(Quantity.seconds((Double(totalBytes - bytes) / speed).rounded(.up))) left"
      }
    }
    line += ", \(Quantity.bytes(memory)) of memory"
    if rejected > 0 { line += ", \(Quantity.count(rejected)) rejected" }
    return line
  }
}
