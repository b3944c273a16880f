// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A declared index, as `index.yaml` says it. Every key but `sources` may be left out.
//
//     name: briefs                  # else the name of the folder
//     description: The archive of the daily brief.
//     sources: [archive, extra/**/*.jsonl]       # beside this file; patterns may be used
//     language: en                  # of Latin script, where a text does not say
//     time-zone: +08:00             # of times that name none
//     weights: {title: 5, deck: 3}  # a field not named keeps its usual weight
//     ranking: {k1: 1.2, b: 0.75}
//     recency: {half-life: 90d, weight: 0.2}
//     mapping: {body: [text, content], date: published}   # keys of records
//     include: ["*.txt"]
//     exclude: [drafts, "*.bak"]

/// A declared index: what is in it and how it ranks.
public struct IndexDefinition: Sendable, Hashable {
  /// The parameters of BM25, for all queries alike.
  public struct Ranking: Sendable, Hashable {
    /// How soon more occurrences cease to matter; 0...10.
    public var k1 = 1.2
    /// How much long documents are held back; 0...1.
    public var b = 0.75

    /// 1.2 and 0.75, the usual parameters: those the engine has of its own for questions, but not
    /// for keywords.
    public init() {}
  }

  /// How much newer documents are preferred.
  public struct Recency: Sendable, Hashable {
    /// Days in which the preference halves.
    public var halfLifeDays: Double
    /// How much a score gains at most, for a document of now: 0.2 is a fifth; 0...1.
    public var weight: Double

    /// A preference that halves in so many days.
    public init(halfLifeDays: Double, weight: Double) {
      self.halfLifeDays = halfLifeDays
      self.weight = weight
    }
  }

  /// What the index is called.
  public var name = ""
  /// What is in it, for people.
  public var description = ""
  /// Files, folders and patterns, as written: relative to the definition.
  public var sources: [String] = []
  /// The language of texts in Latin script that do not say theirs.
  public var language = "en"
  /// Seconds ahead of UTC, for times that name no zone.
  public var timeZone = 0
  /// Weights of fields by name; 0 keeps a field out of the default search.
  public var weights: [String: Double] = Self.standardWeights
  /// The parameters of BM25 for all queries; `nil`: the engine's, by the kind of query.
  public var ranking: Ranking?
  /// How much newer documents are preferred; `nil`: not at all.
  public var recency: Recency?
  /// Which names in records stand for which fields.
  public var mapping = FieldMapping()
  /// If not empty, only files whose path matches one are read.
  public var include: [Glob] = []
  /// Files and folders whose path matches one are passed over.
  public var exclude: [Glob] = []

  /// A definition without sources.
  public init() {}

  /// The fields that have weights, and what these are if nothing is said.
  public static let standardWeights: [String: Double] = [
    "title": 2, "deck": 2, "takeaways": 1, "caption": 1, "analysis": 1, "body": 1,
  ]

  /// The sources to read, for a definition that lies in `folder`. They are shown as they
  /// are written.
  public func archiveSources(in folder: String) -> [ArchiveSource] {
    sources.map { source in
      let names = source.split(separator: "/", omittingEmptySubsequences: false)
      let fixed = names.prefix { !Glob.isPattern($0) }
      let root = fixed.joined(separator: "/")
      let isAbsolute = source.hasPrefix("/")
      let path = isAbsolute ? root : root.isEmpty ? folder : folder + "/" + root
      guard fixed.count < names.count else { return ArchiveSource(path: path, name: root) }
      let pattern = names[fixed.count...].joined(separator: "/")
      // A bare pattern would match names in every folder; here it means this one.
      let glob = Glob(pattern, ofWholePath: true)
      return ArchiveSource(path: path, name: root.isEmpty ? "." : root, include: [glob])
    }
  }

  /// How the sources are to be read.
  public var importOptions: ImportOptions {
    var options = ImportOptions()
    options.defaultLanguage = language
    options.dateZone = timeZone
    options.mapping = mapping
    options.include = include
    options.exclude = exclude
    return options
  }
}
