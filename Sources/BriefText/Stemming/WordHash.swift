// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The hash by which the word cache finds its entries: FNV-1a (Fowler, Noll, Vo), short
// and good enough for words. Who makes words collide on purpose gains nothing: the cache
// looks at a few slots and gives up.

struct WordHash {
  private(set) var value: UInt32 = 0x811C_9DC5

  @inline(__always)
  mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt32(byte)) &* 0x0100_0193
  }

  init() {}

  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    for i in range { combine(text[i]) }
  }
}
