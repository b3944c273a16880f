// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The numbers that the documents of some segments have in the one that is made of them: in the order they
// stand in, or in any other. Deleted documents have none.

/// Which number each document of some segments gets.
struct Renumbering: Sendable {
  /// For each segment, the new number of each document; ``leftOut`` for those that get none.
  let numbers: [[UInt32]]
  /// How many documents have a number.
  let count: Int
  /// Where each document stands, by new number; `nil` if their order stays.
  private let origins: [Origin]?

  /// The number of a document that is left out.
  static let leftOut = PostingsBlock.leftOut

  /// A document of one of the segments.
  struct Origin: Sendable {
    let source: UInt32
    let document: UInt32
  }

  /// All documents of the segments that are not deleted, in their order.
  init(inOrder sources: [SegmentReader]) {
    var next: UInt32 = 0
    numbers = sources.map { source in
      (0..<source.documentCount).map { index in
        guard source.live?[DocID(UInt32(index))] ?? true else { return Self.leftOut }
        next += 1
        return next - 1
      }
    }
    count = Int(next)
    origins = nil
  }

  /// The same documents in another order.
  ///
  /// - Parameter order: the numbers of a renumbering that keeps the order, each once.
  init(_ inOrder: Renumbering, order: [UInt32]) {
    precondition(inOrder.origins == nil && order.count == inOrder.count, "each document once")
    var places = [UInt32](repeating: 0, count: order.count)
    for (number, old) in order.enumerated() { places[Int(old)] = UInt32(number) }
    var origins = [Origin](repeating: Origin(source: 0, document: 0), count: order.count)
    numbers = inOrder.numbers.enumerated().map { source, numbers in
      numbers.enumerated().map { document, old in
        guard old != Self.leftOut else { return old }
        let number = places[Int(old)]
        origins[Int(number)] = Origin(source: UInt32(source), document: UInt32(document))
        return number
      }
    }
    count = inOrder.count
    self.origins = origins
  }

  /// The new number of each document by its number in the order of the segments.
  func permutation(of inOrder: Renumbering) -> [UInt32] {
    var places = [UInt32](repeating: 0, count: count)
    for (from, to) in zip(inOrder.numbers, numbers) {
      for (old, new) in zip(from, to) where old != Self.leftOut { places[Int(old)] = new }
    }
    return places
  }

  /// Whether documents stand in another order than they did.
  var isReordered: Bool { origins != nil }

  /// Calls `body` for every document in the new order.
  func forEachDocument<Failure: Error>(
    _ body: (_ source: Int, _ document: DocID) throws(Failure) -> Void
  ) throws(Failure) {
    if let origins {
      for origin in origins { try body(Int(origin.source), DocID(origin.document)) }
    } else {
      for (source, numbers) in numbers.enumerated() {
        for (document, number) in numbers.enumerated() where number != Self.leftOut {
          try body(source, DocID(UInt32(document)))
        }
      }
    }
  }
}
