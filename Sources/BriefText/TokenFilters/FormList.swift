// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The forms in which a word at one position may be typed, still as they are written: the
// word first, then its variants.

/// Forms to be folded and stemmed. Reusable scratch.
struct FormList {
  struct Form {
    /// Its place in `bytes`.
    var written: Range<Int>
    var source: Range<Int>
    var positionLength = 1
    /// Symbols make it no matter for a stemmer.
    var isSymbolic = false
  }

  private(set) var bytes: [UInt8] = []
  private(set) var forms: [Form] = []

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
  }

  /// Adds a form that is written as the source has it.
  mutating func add(_ text: Span<UInt8>, _ range: Range<Int>) {
    write(text, range)
    finish(source: range)
  }

  /// Writes a part of a form, to be finished.
  mutating func write(_ text: Span<UInt8>, _ range: Range<Int>) {
    for i in range { bytes.append(text[i]) }
  }

  /// Writes an ASCII character of a form, to be finished.
  mutating func write(_ character: UInt8) {
    bytes.append(character)
  }

  /// Ends the form whose parts have been written since the last.
  mutating func finish(source: Range<Int>, positionLength: Int = 1, isSymbolic: Bool = false) {
    let start = forms.last?.written.upperBound ?? 0
    guard start < bytes.count else { return }
    forms.append(
      Form(
        written: start..<bytes.count, source: source, positionLength: positionLength,
        isSymbolic: isSymbolic))
  }
}
