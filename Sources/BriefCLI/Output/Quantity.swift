// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Numbers as people read them: bytes, durations, counts, and decimals of fixed length.

/// Writes quantities for people.
package enum Quantity {
  /// `value` with exactly `digits` decimals, halves away from zero; `–` if it is not finite.
  package static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return value.isFinite ? "\(value)" : "–" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return sign + "\(scaled)" }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(scaled / scale).\(zeros)\(fraction)"
  }

  /// `1.2 MB`: powers of 1000, three digits.
  package static func bytes(_ count: Int) -> String {
    guard count >= 1000 else { return "\(count) B" }
    var value = Double(count)
    var unit = 0
    while value >= 999.5 && unit < 4 {
      value /= 1000
      unit += 1
    }
    return fixed(value, digits: value < 9.95 ? 1 : 0) + [" B", " kB", " MB", " GB", " TB"][unit]
  }

  /// `0.8 ms`, `12 ms`, `1.4 s`, `3 min 20 s`, `2 h 5 min`.
  package static func seconds(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "–" }
    if seconds < 0.9995 {
      let milliseconds = seconds * 1000
      return fixed(milliseconds, digits: milliseconds < 9.95 ? 1 : 0) + " ms"
    }
    if seconds < 99.95 { return fixed(seconds, digits: seconds < 9.95 ? 1 : 0) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// `12,345`.
  package static func count(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `1 brief`, `2,000 briefs`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Duration {
  /// The duration in seconds.
  package var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
