// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The terms of several dictionaries, walked over at once: how segments are merged or repaired, and
// identifiers compared.

package import BriefCodec

/// The terms of several dictionaries in order, each once. Before the first term until it is moved.
package struct TermUnion {
  /// A place in each dictionary.
  package private(set) var cursors: [BriefCodec.TermCursor]
  /// The dictionaries that have the current term, ascending.
  package private(set) var places: [Int]
  /// Those that are not at their end.
  private var open: [Bool]

  package init(_ dictionaries: some Sequence<TermDictionaryReader>) {
    cursors = dictionaries.map { $0.cursor() }
    places = Array(cursors.indices)
    open = cursors.map { _ in true }
  }

  /// The current term.
  ///
  /// - Precondition: the last ``next()`` was not the end.
  package var term: [UInt8] { cursors[places[0]].term }

  /// Moves to the next term; `false` at the end.
  package mutating func next() throws(CorruptionError) -> Bool {
    for i in places { open[i] = try cursors[i].next() }
    places.removeAll(keepingCapacity: true)
    for i in cursors.indices where open[i] {
      guard let first = places.first else {
        places.append(i)
        continue
      }
      switch Self.order(cursors[i].term, cursors[first].term) {
      case ..<0:
        places.removeAll(keepingCapacity: true)
        places.append(i)
      case 0: places.append(i)
      default: break
      }
    }
    return !places.isEmpty
  }

  /// Below 0 if `a` comes first, 0 if both are the same.
  private static func order(_ a: [UInt8], _ b: [UInt8]) -> Int {
    let (a, b) = (a.span, b.span)
    for i in 0..<min(a.count, b.count) where a[i] != b[i] { return Int(a[i]) - Int(b[i]) }
    return a.count - b.count
  }
}
