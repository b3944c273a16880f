// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Ranges and orders by date and number, with everything that makes them fast, against looking at one
// document after the other: dates as archives have them, in no order, nearly in order, missing, all the
// same, and the extremes; ranges that begin and end at values, beside them, and around whole zones.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct RangeTests {
  private static let fields = ["grown", "shuffled", "nearly", "rare", "fallen", "equal", "size"]

  /// Documents with words w0, w1, … of falling frequency and the numbers of `fields`.
  private static func index(
    seed: UInt64, count: Int, segments: Int, deleting: Bool, sealing: Bool
  ) throws -> SearchIndex {
    var random = SeededGenerator(seed: seed)
    let schema = try Schema([
      .identifier("id"), .text("text", analyzer: .standard), .keyword("group"), .date("grown"),
      .date("shuffled"), .date("nearly"), .date("rare"), .date("fallen"), .number("equal"),
      .number("size"),
    ])
    let index = try SearchIndex.create(in: MemoryDirectory(), schema: schema)
    let policy = WriteOptions(mergePolicy: MergePolicy(factor: 1_000))
    for part in 0..<segments {
      try index.write(options: policy) { writer in
        for n in (part * count / segments)..<((part + 1) * count / segments) {
          let words = (0..<Int.random(in: 1...12, using: &random)).map { _ in
            let a = Int.random(in: 0..<60, using: &random)
            return "w\(a * Int.random(in: 0...a, using: &random) / 60)"
          }
          var document: Document = [
            "id": .text("d\(n * 7_919 % count)"), "text": .text(words.joined(separator: " ")),
            "group": .text("g\(n % 5)"), "grown": date(n / 3),
            "shuffled": date(Int.random(in: 0..<count, using: &random)),
            "nearly": date(n + Int.random(in: 0..<300, using: &random)),
            "fallen": date(count - n), "equal": .number(7),
          ]
          if n % 2_000 < 40 || Int.random(in: 0..<50, using: &random) == 0 {
            document["rare"] = date(n % 700)
          }
          if Int.random(in: 0..<10, using: &random) > 0 {
            document["size"] = .number(
              [.min, .min + 1, -1, 0, 1, .max - 1, .max, Int64(n)].randomElement(using: &random)
                ?? 0)
          }
          try writer.add(document)
        }
      }
    }
    if deleting {
      try index.write(options: policy) { writer in
        for n in stride(from: 0, to: count, by: 3) { try writer.delete(identifier: "d\(n)") }
      }
    }
    if sealing { try index.write { writer in try writer.seal() } }
    return index
  }

  private static func date(_ n: Int) -> FieldValue { .date(Timestamp(seconds: Int64(n) * 60)) }

  private static func range(_ random: inout SeededGenerator, count: Int) -> Query {
    let field = fields.randomElement(using: &random) ?? "grown"
    if field == "size" || Int.random(in: 0..<10, using: &random) == 0 {
      let ends: [Int64] = [.min, .min + 1, -1, 0, 7, 8, 1_000, .max - 1, .max]
      let (a, b) = (
        ends.randomElement(using: &random) ?? 0, ends.randomElement(using: &random) ?? 0
      )
      return .range(min(a, b)...max(a, b), in: field)
    }
    let width = [0, 1, 5, 40, count / 100, count / 10, count / 2, count].randomElement(
      using: &random)
    let start = Int.random(in: -2..<(count + 2), using: &random)
    let shift = Int64.random(in: -1...1, using: &random)
    let low = Int64(start) * 60 + shift
    return .range(low...(low + Int64(width ?? 0) * 60), in: field)
  }

  private static func query(_ random: inout SeededGenerator) -> Query? {
    func word() -> Query {
      let a = Int.random(in: 0..<60, using: &random)
      return .text("w\(a * Int.random(in: 0...a, using: &random) / 60)")
    }
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1: return word()
    case 2: return .all(word(), word())
    case 3: return .all(word(), word(), word())
    case 4, 5: return .any(word(), word())
    case 6: return .any(word(), word(), word(), word())
    case 7: return .phrase("w0 w1")
    case 8: return word().excluding(word())
    case 9: return word().preferring(word())
    case 10: return .text("g1", in: "group")
    default: return Bool.random(using: &random) ? .everything : nil
    }
  }

  private static func expectSame(
    _ searcher: Searcher, _ query: Query, _ options: SearchOptions, _ context: Comment
  ) throws {
    var options = options
    for _ in 0..<2 {
      options.isExhaustive = false
      let fast = try searcher.search(query, options: options)
      options.isExhaustive = true
      let plain = try searcher.search(query, options: options)
      // Comparing once, not a hit at a time: most of the time of a run without optimisation.
      let isSame = zip(fast, plain).allSatisfy {
        $0.identifier == $1.identifier && $0.score.bitPattern == $1.score.bitPattern
      }
      #expect(fast.count == plain.count && isSame, context)
      if options.countsTotal { #expect(fast.total == plain.total, context) }
      #expect(fast.facets == plain.facets, context)
      #expect(fast.histogram == plain.histogram, context)
      guard let next = plain.next else { return }
      options.after = next
    }
  }

  @Test(
    arguments: [
      (1, 1, 1, false, false), (2, 1_023, 1, false, false), (3, 1_024, 1, true, false),
      (4, 1_025, 1, false, false), (5, 5_000, 1, false, false), (6, 5_000, 3, true, false),
      (7, 5_000, 1, true, true),
    ] as [(UInt64, Int, Int, Bool, Bool)])
  func `ranges and orders give the same bits as looking at each document`(
    seed: UInt64, count: Int, segments: Int, deleting: Bool, sealing: Bool
  ) throws {
    let searcher = try Self.index(
      seed: seed, count: count, segments: segments, deleting: deleting, sealing: sealing
    ).searcher()
    var random = SeededGenerator(seed: seed)
    for round in 0..<40 {
      var ranges: [Query] = []
      for _ in 0..<[0, 1, 1, 1, 2][Int.random(in: 0..<5, using: &random)] {
        ranges.append(Self.range(&random, count: count))
      }
      let words = Self.query(&random)
      guard words != nil || !ranges.isEmpty else { continue }
      var query = words ?? .all(ranges)
      if words != nil, !ranges.isEmpty {
        query = Bool.random(using: &random) ? query.restricted(to: ranges) : .all([query] + ranges)
      }
      if Int.random(in: 0..<8, using: &random) == 0 {
        query = query.excluding(Self.range(&random, count: count))
      }
      if Int.random(in: 0..<8, using: &random) == 0 { query = query.preferring(.text("w2")) }
      var options = SearchOptions(
        limit: [0, 1, 10, 100, 700].randomElement(using: &random) ?? 10, matching: .any,
        countsTotal: Bool.random(using: &random), loads: .identifiers)
      let field = (Self.fields + ["group"]).randomElement(using: &random) ?? "grown"
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: options.sort = .ascending(field)
      case 2, 3: options.sort = .descending(field)
      default: break
      }
      if Int.random(in: 0..<6, using: &random) == 0 {
        options.facets = [FacetRequest("group")]
        options.histogram = HistogramRequest(
          ["grown", "rare"].randomElement(using: &random) ?? "rare", by: .day)
      }
      try Self.expectSame(
        searcher, query, options,
        "seed \(seed), round \(round), \(options.sort), limit \(options.limit): \(query)")
    }
  }

  @Test(arguments: [21, 22] as [UInt64])
  func `ranges that come again are kept, and change nothing`(seed: UInt64) throws {
    let index = try Self.index(
      seed: seed, count: 5_000, segments: Int(seed - 20), deleting: seed == 22, sealing: false)
    let searcher = try index.searcher(memoryLimit: 20_000)
    var random = SeededGenerator(seed: seed)
    // More than are kept of a field, some of which differ by a moment at which no document lies.
    let ranges = (0..<20).map { n in
      let first = Int64(n / 2 * 200) * 60 + Int64(n % 2)
      return Query.range(first...(first + 60 * 2_500), in: "shuffled")
    }
    for round in 0..<90 {
      let words = Self.query(&random) ?? .everything
      let range = ranges[Int.random(in: 0..<(round < 40 ? 4 : 20), using: &random)]
      var options = SearchOptions(
        limit: [0, 10, 100].randomElement(using: &random) ?? 10, matching: .any,
        countsTotal: Bool.random(using: &random), loads: .identifiers)
      if round % 5 == 0 { options.sort = .descending("shuffled") }
      try Self.expectSame(
        searcher, words.restricted(to: range), options, "seed \(seed), round \(round): \(words)")
      #expect(searcher.memoryInUse <= 20_000)
    }
    #expect(searcher.memoryInUse > 0)
  }

  @Test(arguments: [31, 32] as [UInt64])
  func `stretches of an order that come again are kept, and change nothing`(seed: UInt64) throws {
    let index = try Self.index(
      seed: seed, count: 5_000, segments: Int(seed - 30), deleting: seed == 32, sealing: false)
    let searcher = try index.searcher()
    let plain = try index.searcher(memoryLimit: 0)
    var random = SeededGenerator(seed: seed)
    for round in 0..<90 {
      var words = Self.query(&random) ?? .text("w5 w6 w7")
      if round % 4 == 3 { words = words.restricted(to: Self.range(&random, count: 5_000)) }
      var options = SearchOptions(
        limit: [1, 10, 40].randomElement(using: &random) ?? 10, matching: .any,
        countsTotal: Bool.random(using: &random), loads: .identifiers)
      let field = ["shuffled", "nearly", "size", "equal"].randomElement(using: &random) ?? "size"
      options.sort = Bool.random(using: &random) ? .ascending(field) : .descending(field)
      try Self.expectSame(
        round % 6 == 5 ? plain : searcher, words, options,
        "seed \(seed), round \(round), \(options.sort): \(words)")
    }
    #expect(plain.memoryInUse == 0)
  }

  @Test func `of an order the first pages are kept, and no others`() throws {
    let index = try Self.index(seed: 33, count: 5_000, segments: 1, deleting: false, sealing: false)
    let searcher = try index.searcher()
    var options = SearchOptions(
      limit: 10, sort: .descending("shuffled"), matching: .any, countsTotal: false,
      loads: .identifiers)
    let words = Query.text("w20 w25")
    func search(times: Int) throws {
      for _ in 0..<times { _ = try searcher.search(words, options: options) }
    }
    try search(times: 6)
    let first = searcher.memoryInUse
    #expect(first > 0)
    for _ in 0..<8 {
      options.after = try searcher.search(words, options: options).next
      try search(times: 6)
    }
    #expect(searcher.memoryInUse == first)
  }

  @Test func `ranges of one field are all meant`() throws {
    let searcher = try Self.index(
      seed: 9, count: 2_000, segments: 1, deleting: false, sealing: false
    ).searcher()
    func total(_ ranges: ClosedRange<Int64>...) throws -> Int {
      try searcher.search(.all(ranges.map { .range($0, in: "fallen") })).total
    }
    #expect(try total(60...(60 * 2_000)) == 2_000)
    #expect(try total(60...(60 * 100), (60 * 50)...(60 * 200)) == 51)
    #expect(try total(60...(60 * 100), (60 * 101)...(60 * 200)) == 0)
    #expect(try total(61...119) == 0)
  }
}
