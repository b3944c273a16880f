// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Arrays of zeros, the scratch of every query.

extension Array where Element: AdditiveArithmetic {
  /// `count` zeros. `init(repeating:count:)` and `init(capacity:)` look the array's type up each time, some
  /// 500 instructions, a tenth of a short query in all; what an array grows by has it from the compiler.
  @inlinable
  package init(zeros count: Int) {
    self.init()
    // Appending nothing writes to the empty array, which is one for all threads.
    guard count > 0 else { return }
    append(addingCapacity: count) { room in room.append(repeating: .zero, count: count) }
  }
}
