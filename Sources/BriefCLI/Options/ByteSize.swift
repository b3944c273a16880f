// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser

/// A number of bytes as typed: `65536`, `64k`, `256M`, `2G`, with or without `B` or `iB`; powers of 1024.
package struct ByteSize: Sendable, Hashable {
  package let bytes: Int

  package init(bytes: Int) { self.bytes = bytes }

  package init?(_ text: String) {
    var text = text.lowercased()[...]
    if text.hasSuffix("ib") {
      text = text.dropLast(2)
    } else if text.hasSuffix("b") {
      text = text.dropLast()
    }
    var shift = 0
    if let unit = text.last, let index = Array("kmgt").firstIndex(of: unit) {
      shift = (index + 1) * 10
      text = text.dropLast()
    }
    guard let number = Int(text), number >= 0, number <= Int.max >> shift else { return nil }
    bytes = number << shift
  }
}

extension ByteSize: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
  package var defaultValueDescription: String { "\(bytes >> 20)M" }
}
