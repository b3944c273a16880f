// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Values by document, for sorting, ranges, facets and histograms.
//
//     date, number   a column of integers; documents without a value are marked in a second one;
//                    the documents in the order of their values, and for each stretch of documents
//                    the least and greatest value
//     keyword        ordinals of the field's terms; where some document has several (or none), a
//                    further column says where each document's ordinals begin, else another the least
//                    ordinal of each stretch of documents
//     identifier     one ordinal a document: its rank among the segment's identifiers, which is also
//                    what breaks ties between equal scores

package import BriefCodec

/// Where a column lies in the `.segment` file.
package struct ColumnRoot: Sendable, Hashable {
  /// Offset of the packed values.
  package var values = 0
  /// Offset of the packed starts (keywords with other than one value a document) or presence bits
  /// (numbers and dates that are not everywhere), or 0.
  package var starts = 0
  /// Offset of the documents by value, behind which the zones lie (numbers and dates), or 0.
  package var order = 0

  package init() {}

  package func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(values))
    bytes.appendVarint(UInt64(starts))
    bytes.appendVarint(UInt64(order))
  }

  package init(decoding reader: inout ByteReader) throws(CorruptionError) {
    values = try reader.readOffset()
    starts = try reader.readOffset()
    order = try reader.readOffset()
  }
}

/// A column in memory, as it will stand in the file.
struct ColumnDraft: Sendable {
  private let bytes: [UInt8]
  /// Offsets count from the beginning of the draft.
  private let root: ColumnRoot

  /// What `body` writes.
  init(_ body: (FileWriter) throws -> ColumnRoot) rethrows {
    let file = FileWriter(draft: ())
    root = try body(file)
    bytes = file.takeDraft()
  }

  /// Appends the column to the file.
  func write(to file: FileWriter) throws(StorageError) -> ColumnRoot {
    var moved = root
    moved.values += file.position
    // 0 stands for none: the values are first.
    if moved.starts > 0 { moved.starts += file.position }
    if moved.order > 0 { moved.order += file.position }
    try file.append(bytes)
    return moved
  }
}

/// A column of integers being built.
struct NumberColumnBuilder: Sendable {
  private(set) var values: [Int64?] = []

  var memoryUse: Int { values.count * 16 }

  mutating func append(_ value: Int64?) { values.append(value) }

  /// Adds the values of the documents that follow.
  mutating func append(_ other: NumberColumnBuilder) { values.append(contentsOf: other.values) }

  /// Writes the column. Values are kept as unsigned integers of the same order.
  func write(to file: FileWriter) throws(StorageError) -> ColumnRoot {
    var root = ColumnRoot()
    root.values = file.position
    let least = values.lazy.compactMap { $0 }.min() ?? 0
    try PackedArray.write(values.map { ($0 ?? least).ordered }, into: file)
    if values.contains(nil) {
      root.starts = file.position
      try PackedArray.write(values.map { $0 == nil ? 0 : 1 }, into: file)
    }
    root.order = file.position
    let order = documentsByValue()
    let count = order.count
    // As distances from their places: of an archive in the order of its dates all are the same.
    try PackedArray.write(
      order.enumerated().map { place, document in UInt64(document + count - place) }, into: file)
    try writeZones(to: file, least: least, order)
    return root
  }

  /// Documents that have a value, by value, then by number.
  private func documentsByValue() -> [Int] {
    var order: [(value: Int64, document: Int)] = []
    order.reserveCapacity(values.count)
    for (document, value) in values.enumerated() {
      if let value { order.append((value, document)) }
    }
    let isSorted = zip(order, order.dropFirst()).allSatisfy { $0.value <= $1.value }
    if !isSorted { order.sort { $0 < $1 } }
    return order.map(\.document)
  }

  /// Of each zone the least and greatest value, and how many documents have none, if any has not; of no
  /// zone if they tell too little.
  private func writeZones(
    to file: FileWriter, least: Int64, _ order: [Int]
  ) throws(StorageError) {
    var (low, high, missing) = ([UInt64](), [UInt64](), [UInt64]())
    if !isScattered(order) {
      for start in stride(from: 0, to: values.count, by: NumberColumn.zoneLength) {
        let zone = values[start..<min(start + NumberColumn.zoneLength, values.count)]
        let known = zone.lazy.compactMap { $0 }
        low.append((known.min() ?? least).ordered)
        high.append((known.max() ?? least).ordered)
        missing.append(UInt64(zone.count { $0 == nil }))
      }
    }
    for array in [low, high] { try PackedArray.write(array, into: file) }
    if values.contains(nil) { try PackedArray.write(missing, into: file) }
  }

  /// Whether most zones span most of the order, so that they would seldom be passed over.
  private func isScattered(_ order: [Int]) -> Bool {
    let count = (values.count + NumberColumn.zoneLength - 1) / NumberColumn.zoneLength
    var ends = [(first: Int, last: Int)?](repeating: nil, count: count)
    for (place, document) in order.enumerated() {
      let zone = document / NumberColumn.zoneLength
      ends[zone] = (ends[zone]?.first ?? place, place)
    }
    let wide = ends.count { end in end.map { 4 * ($0.last - $0.first) > 3 * order.count } ?? false }
    return count > 1 && 2 * wide > count
  }
}

/// A column of term ordinals being built: one list a document.
struct OrdinalColumnBuilder {
  private var ordinals: [UInt64] = []
  /// Where each document's ordinals end; none as long as each has exactly one.
  private var ends: [UInt64] = []

  /// Adds the next document's ordinals.
  mutating func append(_ list: some RandomAccessCollection<UInt32>) {
    if ends.isEmpty, list.count != 1 { ends = (0..<ordinals.count).map { UInt64($0 + 1) } }
    let isSingle = ends.isEmpty && list.count == 1
    for ordinal in list { ordinals.append(UInt64(ordinal)) }
    if !isSingle { ends.append(UInt64(ordinals.count)) }
  }

  func write(to file: FileWriter) throws(StorageError) -> ColumnRoot {
    var root = ColumnRoot()
    root.values = file.position
    try PackedArray.write(ordinals, into: file)
    guard ends.isEmpty else {
      root.starts = file.position
      try PackedArray.write([0] + ends, into: file)
      return root
    }
    try PackedArray.write(OrdinalColumn.leastOfZones(ordinals), into: file)
    return root
  }
}
