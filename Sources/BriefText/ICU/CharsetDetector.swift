// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ICU's statistical guess at the charset of bytes, as a list of candidates.

internal import CICU

/// Asks ICU which charsets bytes may be in.
package enum CharsetDetector {
  /// A charset ICU finds possible.
  package struct Candidate: Sendable, Hashable {
    /// The name, as ICU's converters take it.
    package let charset: String
    /// 0...100; ICU's own scale. Below 10 it is hardly more than a guess.
    package let confidence: Int
  }

  /// The detector reads no further than this: more text does not change its mind.
  private static let sampleSize = 1 << 18

  /// The candidates for `bytes`, the likeliest first; empty if ICU has no idea.
  package static func candidates(for bytes: Span<UInt8>) -> [Candidate] {
    let sample = bytes.extracting(first: sampleSize)
    guard !sample.isEmpty else { return [] }
    var status: Int32 = 0
    // SAFETY: the detector is closed on leaving, after the last use of its matches; the
    // sample is borrowed for the whole closure, as ucsdet_setText does not copy it.
    return unsafe sample.withUnsafeBufferPointer { sample in
      guard let detector = unsafe cicu_ucsdet_open(&status) else { return [] }
      defer { unsafe cicu_ucsdet_close(detector) }
      unsafe sample.withMemoryRebound(to: CChar.self) { sample in
        unsafe cicu_ucsdet_setText(detector, sample.baseAddress, Int32(sample.count), &status)
      }
      var count: Int32 = 0
      guard let matches = unsafe cicu_ucsdet_detectAll(detector, &count, &status),
        status <= 0
      else { return [] }
      var found: [Candidate] = []
      for index in 0..<Int(count) {
        guard let match = unsafe matches[index],
          let name = unsafe cicu_ucsdet_getName(match, &status)
        else { continue }
        let confidence = unsafe Int(cicu_ucsdet_getConfidence(match, &status))
        unsafe found.append(Candidate(charset: String(cString: name), confidence: confidence))
      }
      return found
    }
  }
}
