// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The variants that reach beyond a word: over several words of a compound, or to the symbols
// before and after it (.NET, @desk, #news, C++, C#).

extension FormList {
  /// Adds a form over several words.
  mutating func add(
    _ text: Span<UInt8>, _ spanning: Compound.Spanning, of compound: Compound,
    _ scan: inout WordScan, _ characters: inout CharacterTable
  ) {
    for index in spanning.first...spanning.last {
      let word = compound.words[index]
      switch spanning.style {
      case .joined:
        scan.scan(text, word, &characters)
        writeBase(text, of: word, scan)
      case .kept:
        write(text, word)
        guard index < spanning.last else { continue }
        if let character = Compound.character(compound.connectors[index]) { write(character) }
      }
    }
    let source =
      compound.words[spanning.first].lowerBound..<compound.words[spanning.last].upperBound
    finish(
      source: source, positionLength: spanning.last - spanning.first + 1,
      isSymbolic: spanning.style == .kept)
  }

  /// Adds `word` with the symbol before it: `@desk`, `#news`, `.net`.
  mutating func addLeadingSymbol(
    _ text: Span<UInt8>, _ word: Range<Int>, _ characters: inout CharacterTable
  ) {
    guard word.lowerBound > 0 else { return }
    let symbol = text[word.lowerBound - 1]
    guard symbol == UInt8(ascii: "@") || symbol == UInt8(ascii: "#") || symbol == UInt8(ascii: ".")
    else { return }
    let first = characters[UTF8Decoder.scalar(in: text, at: word.lowerBound).value]
    guard !first.has([.digit, .attached]) || symbol == UInt8(ascii: "@") else { return }
    if word.lowerBound > 1, !Self.mayPrecedeSymbol(text[word.lowerBound - 2]) { return }
    write(symbol)
    write(text, word)
    finish(source: word.lowerBound - 1..<word.upperBound, isSymbolic: true)
  }

  /// Whether a symbol after `byte` belongs to what follows it.
  private static func mayPrecedeSymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case ...0x20, 0x80...: true
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"),
      UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: "="), UInt8(ascii: "*"):
      true
    default: false
    }
  }

  /// Adds `word` with the symbols after it: `c++`, `c#`, `disney+`.
  mutating func addTrailingSymbol(
    _ text: Span<UInt8>, _ word: Range<Int>, _ characters: inout CharacterTable
  ) {
    var end = word.upperBound
    guard end < text.count else { return }
    let symbol = text[end]
    switch symbol {
    case UInt8(ascii: "#"): end += 1
    case UInt8(ascii: "+"): while end < text.count, text[end] == symbol { end += 1 }
    default: return
    }
    let count = end - word.upperBound
    guard count <= 2 else { return }
    if end < text.count, count == 1 {
      let next = characters[UTF8Decoder.scalar(in: text, at: end).value]
      guard !next.has([.word, .attached]), text[end] != UInt8(ascii: "#") else { return }
    }
    write(text, word)
    for _ in 0..<count { write(symbol) }
    finish(source: word.lowerBound..<end, isSymbolic: true)
  }
}
