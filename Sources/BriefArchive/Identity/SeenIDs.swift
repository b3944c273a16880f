// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The ids given so far, so that none is given twice. An id is kept as 128 bits of hash
// and the number of its file, some 50 bytes in the table: 435,000 documents take some 30 MB
// less than with strings. The path of each file that gave one is kept once, as a string.

/// Remembers which ids are taken, and by whom.
struct SeenIDs {
  private struct Place {
    var file: Int32
    /// The line or ordinal of the record; 0 if the document is the whole file.
    var record: Int32
  }

  private var places: [XXHash.Wide: Place] = [:]
  private var files: [String] = []

  /// Notes that `id` belongs to a record of `source`, unless it is taken: then returns
  /// whose it is.
  mutating func insert(_ id: String, source: String, record: Int?) -> String? {
    let key = XXHash.hash128(Array(id.utf8))
    if let place = places[key] {
      let file = files[Int(place.file)]
      return place.record == 0 ? file : "\(file)#\(place.record)"
    }
    if files.last != source { files.append(source) }
    places[key] = Place(
      file: Int32(files.count - 1), record: Int32(clamping: record ?? 0))
    return nil
  }
}
