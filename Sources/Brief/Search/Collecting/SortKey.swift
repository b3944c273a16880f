// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What hits are ordered by, in terms that hold for all segments: a page token carries one.

/// The sort key of a hit, the same in every segment.
package enum SortKey: Hashable, Sendable {
  /// Hits that match as asked are in tier 0, those of a relaxed query in tier 1.
  case score(tier: Int, Float)
  case number(Int64?)
  case keyword([UInt8]?)

  /// Whether a hit with this key comes before one with `other`, in a direction; documents without a
  /// value come last in both.
  package func precedes(_ other: SortKey, descending: Bool) -> Bool {
    switch (self, other) {
    case (.score(let t1, let a), .score(let t2, let b)): t1 != t2 ? t1 < t2 : a > b
    case (.number(let a?), .number(let b?)): descending ? a > b : a < b
    case (.keyword(let a?), .keyword(let b?)):
      descending ? b.lexicographicallyPrecedes(a) : a.lexicographicallyPrecedes(b)
    case (.number(.some), .number(nil)), (.keyword(.some), .keyword(nil)): true
    default: false
    }
  }
}

extension PageToken {
  // A token is a few fields separated by dots: the kind of the key, the key, the identifier; texts in
  // hexadecimal, so that a token needs no quoting anywhere.

  /// The token as text that needs no quoting anywhere.
  public var description: String {
    let key =
      switch key {
      case .score(let tier, let score): "s\(tier).\(String(score.bitPattern, radix: 16))"
      case .number(let number): number.map { "n.\($0)" } ?? "n."
      case .keyword(let bytes): bytes.map { "k.x\(Self.hex($0))" } ?? "k."
      }
    return "\(key).\(Self.hex(Array(identifier.utf8)))"
  }

  /// The token that a text stands for; `nil` if it stands for none.
  public init?(_ description: String) {
    let parts = description.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let identifier = Self.bytes(parts[2]) else { return nil }
    let key: SortKey
    switch parts[0] {
    case "s0", "s1":
      guard let bits = UInt32(parts[1], radix: 16) else { return nil }
      let score = Float(bitPattern: bits)
      guard score >= 0 else { return nil }
      key = .score(tier: parts[0] == "s0" ? 0 : 1, score)
    case "n":
      guard parts[1].isEmpty || Int64(parts[1]) != nil else { return nil }
      key = .number(Int64(parts[1]))
    case "k":
      guard parts[1].isEmpty || parts[1].first == "x" else { return nil }
      guard let bytes = Self.bytes(parts[1].dropFirst()) else { return nil }
      key = .keyword(parts[1].isEmpty ? nil : bytes)
    default: return nil
    }
    self.init(key: key, identifier: String(decoding: identifier, as: UTF8.self))
    guard self.description == description else { return nil }  // numbers have other spellings
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func bytes(_ hex: Substring) -> [UInt8]? {
    let digits = Array(hex.utf8)
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for i in stride(from: 0, to: digits.count, by: 2) {
      guard
        let byte = UInt8(String(decoding: digits[i..<(i + 2)], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
