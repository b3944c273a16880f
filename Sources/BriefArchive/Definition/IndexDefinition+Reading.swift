// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// `index.yaml` → definition. Every key and value is checked where it stands.

internal import BriefText

extension IndexDefinition {
  /// Reads the definition at `path`. Without a `name` in it, the folder's name is taken.
  public init(contentsOf path: String) throws(DefinitionError) {
    let bytes: [UInt8]
    do throws(ReadFailure) {
      bytes = try FileStream(PathBytes(path)).readAll(limit: 1 << 20, or: .tooLarge(limit: 1 << 20))
    } catch {
      throw DefinitionError(
        problem: .unreadable(error.reason.message), file: path, line: 1, column: 1)
    }
    try self.init(parsing: bytes, file: path)
    if name.isEmpty, let folder = path.split(separator: "/").dropLast().last {
      name = String(folder)
    }
  }

  /// Reads a definition in UTF-8; `file` is what errors call it.
  public init(parsing bytes: [UInt8], file: String) throws(DefinitionError) {
    self.init()
    let root: YAMLNode?
    do throws(YAMLFault) { root = try YAMLReader.read(bytes) } catch {
      throw DefinitionError(
        problem: .notYAML(error.problem), file: file, line: error.line, column: error.column)
    }
    let reader = DefinitionReader(file: file)
    guard let root else { throw reader.error(.missingKey("sources"), line: 1, column: 1) }
    for (key, value) in try reader.entries(of: root, called: "a definition", among: Self.keys) {
      try read(key, value, reader)
    }
    guard !sources.isEmpty else { throw reader.error(.missingKey("sources"), root) }
  }

  private static let keys = [
    "name", "description", "sources", "language", "time-zone", "weights", "ranking", "recency",
    "mapping", "include", "exclude",
  ]

  private mutating func read(
    _ key: String, _ value: YAMLNode, _ reader: DefinitionReader
  ) throws(DefinitionError) {
    switch key {
    case "name": name = try reader.text(key, value)
    case "description": description = try reader.text(key, value)
    case "sources": sources = try reader.texts(key, value)
    case "language":
      guard let tag = value.text.flatMap({ WrittenLanguage.code($0) }) else {
        throw reader.badValue(key, "a language such as en", value)
      }
      language = tag
    case "time-zone":
      let moment = value.text.flatMap { CalendarDate(parsing: "1970-01-02T00:00:00" + $0) }
      guard let moment else { throw reader.badValue(key, "an offset such as +08:00, or Z", value) }
      timeZone = 86_400 - Int(moment.secondsSince1970)
    case "weights":
      let fields = Self.standardWeights.keys.sorted()
      for (field, weight) in try reader.entries(of: value, called: key, among: fields) {
        weights[field] = try reader.number(field, weight, in: 0...100)
      }
    case "ranking":
      var ranking = Ranking()
      for (name, number) in try reader.entries(of: value, called: key, among: ["k1", "b"]) {
        if name == "k1" {
          ranking.k1 = try reader.number(name, number, in: 0...10)
        } else {
          ranking.b = try reader.number(name, number, in: 0...1)
        }
      }
      self.ranking = ranking
    case "recency": try readRecency(value, reader)
    case "mapping":
      let fields = FieldMapping.Field.allCases.map(\.rawValue)
      for (name, keys) in try reader.entries(of: value, called: key, among: fields) {
        guard let field = FieldMapping.Field(rawValue: name) else { continue }
        mapping.map(try reader.texts(name, keys), to: field)
      }
    case "include": include = try reader.texts(key, value).map { Glob($0) }
    default: exclude = try reader.texts(key, value).map { Glob($0) }
    }
  }

  private mutating func readRecency(
    _ value: YAMLNode, _ reader: DefinitionReader
  ) throws(DefinitionError) {
    var recency = Recency(halfLifeDays: 90, weight: 0)
    for (name, number) in try reader.entries(
      of: value, called: "recency", among: ["half-life", "weight"])
    {
      if name == "weight" {
        recency.weight = try reader.number(name, number, in: 0...1)
      } else {
        guard let days = number.text.flatMap({ Self.days($0) }) else {
          throw reader.badValue(name, "a time such as 90d, 12w, 6m or 2y", number)
        }
        recency.halfLifeDays = days
      }
    }
    self.recency = recency
  }

  /// `90d`, `12w`, `6m`, `2y`; months have 30 days and years 365.
  private static func days(_ text: String) -> Double? {
    let units: [Character: Double] = ["d": 1, "w": 7, "m": 30, "y": 365]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Double(text.dropLast()),
      count > 0, count.isFinite
    else { return nil }
    return count * unit
  }
}
