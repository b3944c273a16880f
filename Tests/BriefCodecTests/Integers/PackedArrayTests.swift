// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct PackedArrayTests {
  @Test(arguments: 0...64) func `values of every width are read in any order`(
    width: Int
  ) throws {
    var random = SeededGenerator(seed: UInt64(width))
    for count in [0, 1, 2, 63, 64, 65, 300] {
      let least = width == 64 ? 0 : random.next() >> UInt64(width + 1)
      var values = (0..<count).map { _ in
        least + (width == 0 ? 0 : random.next() >> UInt64(64 - width))
      }
      if count > 1 { values[count / 2] = least + (width == 0 ? 0 : .max >> UInt64(64 - width)) }
      var bytes = ByteWriter()
      PackedArray.encode(values, into: &bytes)
      // At the very end of a file: nothing beyond the array may be touched.
      let file = try storedFile([1, 2, 3] + bytes.bytes)
      let array = try PackedArray(file: file, offset: 35)
      #expect(array.count == count)
      for i in values.indices.reversed() {
        #expect(try array.get(i) == values[i], "seed \(width), value \(i) of \(count)")
      }
      var copy = [UInt64](repeating: 0, count: count)
      try array.copy(0..<count, into: &copy)
      #expect(copy == values, "seed \(width), \(count) values")
      if count > 2 {
        try array.copy(1..<(count - 1), into: &copy)
        #expect(copy[..<(count - 2)] == values[1..<(count - 1)], "seed \(width)")
      }
      for index in [-1, count, Int.max] {
        #expect(throws: CorruptionError.self) { try array.get(index) }
      }
      #expect(throws: CorruptionError.self) { try array.copy(0..<(count + 1), into: &copy) }
    }
  }

  @Test(arguments: [0, 1, 7, 19, 31, 32, 56, 57, 58, 63, 64])
  func `values of a range are selected as by looking at each`(width: Int) throws {
    var random = SeededGenerator(seed: UInt64(width))
    let least = width == 64 ? 0 : random.next() >> UInt64(width + 1)
    let widest: UInt64 = width == 0 ? 0 : .max >> UInt64(64 - width)
    var values = (0..<1_000).map { _ in least + (width == 0 ? 0 : random.next() & widest) }
    (values[3], values[500]) = (least, least + widest)
    let array = try PackedArray(file: Self.file(values), offset: 32)
    #expect(array.isConstant == (width == 0))
    let end = 32 + 17 + (width == 0 ? 0 : (1_000 * width + 7) / 8 + 7)
    #expect(array.end == end)
    for round in 0..<60 {
      let ends = [
        0, least, least &+ 1, least &- 1, least &+ widest, .max, values[Int(random.next() % 1_000)],
        values[Int(random.next() % 1_000)],
      ]
      let (a, b) = (ends[Int(random.next() % 8)], ends[Int(random.next() % 8)])
      let range = min(a, b)...max(a, b)
      let share = [1, 2, 40][round % 3]
      let documents = (0..<1_000).filter { _ in random.next() % UInt64(share) == 0 }.map {
        UInt32($0)
      }
      let context: Comment = "width \(width), round \(round)"
      let expected = documents.filter { range.contains(values[Int($0)]) }

      var kept = documents
      var scores = documents.map { Float($0) }
      let count = try array.keep(&kept, &scores, count: documents.count, in: range)
      #expect(Array(kept[..<count]) == expected, context)
      #expect(scores[..<count].map { UInt32($0) } == expected, context)

      // Marks that begin within the array and reach beyond its end.
      let first = 64 * Int(random.next() % 12)
      var marks = [UInt64](repeating: 0, count: 20)
      marks[0] = 0xABCD
      for document in documents where Int(document) >= first {
        marks[1 + (Int(document) - first) / 64] |= 1 << UInt64((Int(document) - first) % 64)
      }
      try array.clear(&marks, 1..<20, first: first, notIn: range)
      #expect(marks[0] == 0xABCD)
      let left = (64..<1_280).filter { marks[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      #expect(left.map { UInt32($0 - 64 + first) } == expected.filter { $0 >= first }, context)

      var copy = [UInt64](repeating: 0, count: documents.count)
      try array.copy(of: documents, count: documents.count, into: &copy)
      #expect(copy == documents.map { values[Int($0)] }, context)
    }
    var (documents, scores, copy) = ([1_000] as [UInt32], [0] as [Float], [0] as [UInt64])
    #expect(throws: CorruptionError.self) {
      try array.keep(&documents, &scores, count: 1, in: 0...1)
    }
    #expect(throws: CorruptionError.self) {
      try array.copy(of: documents, count: 1, into: &copy)
    }
    var marks = [UInt64](repeating: .max, count: 1)
    #expect(throws: CorruptionError.self) {
      try array.clear(&marks, 0..<1, first: 960, notIn: 0...1)
    }
  }

  /// Documents in order all have the same distance, which takes no bytes: seven of what follows were
  /// verified with it, or missed.
  @Test func `an order of documents touches nothing beyond its end`() throws {
    for (order, marked) in [([0, 1, 2, 3], 0b110), ([3, 0, 2, 1], 0b101)] as [([UInt64], UInt64)] {
      let distances = order.enumerated().map { $1 + UInt64(order.count - $0) }
      let array = try PackedArray(file: Self.file(distances), offset: 32)
      var marks: [UInt64] = [0]
      try array.mark(1..<3, in: &marks, below: 4)
      #expect(marks == [marked])
      #expect(try (0..<4).map { try array.document(at: $0, below: 4) } == order.map { Int($0) })
    }
  }

  @Test func `damage gives values or an error`() throws {
    var bytes = ByteWriter()
    PackedArray.encode([3, 900, 17, 1 << 40, 5], into: &bytes)
    var opened = 0
    forEveryDamage(to: bytes.bytes) { damaged in
      guard let file = try? storedFile(damaged),
        let array = try? PackedArray(file: file, offset: 32)
      else { return }
      opened += 1
      for index in [0, 1, 4, array.count / 2, array.count - 1] { _ = try? array.get(index) }
      var values = [UInt64](repeating: 0, count: 5)
      try? array.copy(0..<5, into: &values)
    }
    #expect(opened > 0)
  }

  @Test func `an offset beyond the file is an error`() throws {
    let file = try storedFile([UInt8](repeating: 0, count: 40))
    for offset in [-1, 56, 72, Int.max, Int.min] {
      #expect(throws: CorruptionError.self) { try PackedArray(file: file, offset: offset) }
    }
  }

  @Test func `an array may lie across pages`() throws {
    var random = SeededGenerator(seed: 9)
    let values = (0..<10_000).map { _ in random.next() >> 3 }
    let array = try PackedArray(file: Self.file(values), offset: 32)
    let read = try values.indices.map { try array.get($0) }
    #expect(read == values)
    var copy = [UInt64](repeating: 0, count: values.count)
    try array.copy(values.indices, into: &copy)
    #expect(copy == values)
  }

  @Test func `the extremes are read as written`() throws {
    for values in [[0, .max], [.max, 0], [.max], [.max, .max], [1 << 63, .max, 0]] as [[UInt64]] {
      let array = try PackedArray(file: Self.file(values), offset: 32)
      #expect(try values.indices.map { try array.get($0) } == values)
    }
  }

  @Test(arguments: [0, 1, 2, 57, 63, 64, 65, 255] as [UInt8])
  func `any number of values at any width is read or an error`(width: UInt8) throws {
    for count in [0, 1, 2, 3, 4, 5, 1 << 39, 1 << 40, 1 << 58, 1 << 63, .max] as [UInt64] {
      var bytes = ByteWriter()
      bytes.append(count)
      bytes.append(UInt64.max)
      bytes.append(width)
      bytes.append(contentsOf: [UInt8](repeating: 0xFF, count: 40))
      let array = try? PackedArray(file: storedFile(bytes.bytes), offset: 32)
      let fits = count < 1 << 40 && width <= 64 && (count * UInt64(width) + 7) / 8 <= 33
      #expect((array != nil) == fits, "\(count) values of \(width) bits")
      guard let array, array.count > 0 else { continue }
      // What the head promised is there.
      for index in [0, array.count / 2, array.count - 1] {
        #expect(throws: Never.self) { try array.get(index) }
      }
    }
  }

  @Test(arguments: 0...64) func `an array is as long as its description says`(width: Int) throws {
    for count in [2, 3, 8, 64, 65] {
      let widest: UInt64 = width == 0 ? 0 : .max >> UInt64(64 - width)
      var bytes = ByteWriter()
      PackedArray.encode([UInt64](repeating: 0, count: count - 1) + [widest], into: &bytes)
      #expect(bytes.count == 17 + (width == 0 ? 0 : (count * width + 7) / 8 + 7))
    }
  }

  static func file(_ values: [UInt64]) throws -> StoredFile {
    var bytes = ByteWriter()
    PackedArray.encode(values, into: &bytes)
    return try storedFile(bytes.bytes)
  }
}
