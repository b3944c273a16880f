// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is to be built, settled before anything is written: from the definition that declares the
// index, else from the one it remembers, else from what the command line says.

import Brief
import BriefArchive

/// What an index is to be built from, and how.
package struct BuildPlan {
  /// What an index remembers of its building.
  enum Remembered {
    static let version = "brief.version"
    static let definition = "definition.path"
    static let sources = "sources"
    static let language = "language"
    static let halfLife = "recency.half-life-days"
    static let recencyWeight = "recency.weight"
  }

  let index: LocatedIndex
  let definition: IndexDefinition
  let schema: Schema
  private(set) var sources: [ArchiveSource]
  /// What the index is made from altogether: the sources, and those it knows beside them.
  private let allSources: [ArchiveSource]
  /// Whether the sources are all there is to the index; else briefs from elsewhere stay.
  let isWhole: Bool
  /// What an index must remember from its first commit on: what it is made from.
  let origin: [String: String?]
  /// All that the index is to remember.
  let metadata: [String: String?]
  /// What was settled otherwise than the command line says, as sentences.
  let notes: [String]

  /// The plan for an index.
  ///
  /// - Parameters:
  ///   - sources: files and folders named on the command line, none for all that the index knows.
  init(
    _ index: LocatedIndex, sources named: [String], options: BuildOptions, on console: Console
  ) throws {
    let base = Path.parent(of: index.path)
    var remembered: [String: String] = [:]
    if SearchIndex.exists(at: index.standing) {
      // A damaged or outdated index is no reason not to build it anew.
      remembered = (try? SearchIndex.open(at: index.standing).metadata()) ?? [:]
    }
    let path =
      options.definition.map { Path.absolute($0, from: console.folder) }
      ?? index.definition
      ?? remembered[Remembered.definition].map { Path.absolute($0, from: base) }
    var definition = try path.map(Self.definition) ?? IndexDefinition()
    if path == nil { definition.language = remembered[Remembered.language] ?? definition.language }
    if let language = options.language.flatMap(WrittenLanguage.code) {
      definition.language = language
    }
    if definition.name.isEmpty { definition.name = index.name }

    let known = (remembered[Remembered.sources]?.split(separator: "\n") ?? [])
      .map { Path.absolute(String($0), from: base) }
    let given = named.map { Path.absolute($0, from: console.folder) }
    let all = known.filter { !given.contains($0) } + given
    let outermost = Path.outermost(all)
    // A source within another is read as a part of that, else its briefs were there twice.
    let paths = outermost.filter { path in
      given.isEmpty || given.contains { Path.lies($0, in: path) }
    }
    notes =
      given.isEmpty
      ? []
      : all.compactMap { inner in
        outermost.first { $0 != inner && Path.lies(inner, in: $0) }.map { outer in
          "\(Path.shown(inner, from: console.folder)) lies in "
            + "\(Path.shown(outer, from: console.folder)) and is read as a part of it"
        }
      }
    // Shown as seen from the index, wherever the command was run.
    func asShown(_ paths: [String]) -> [ArchiveSource] {
      paths.map { ArchiveSource(path: $0, name: Path.shown($0, from: base)) }
    }
    let declared = path.map { definition.archiveSources(in: Path.parent(of: $0)) }
    isWhole = declared != nil && given.isEmpty
    sources = given.isEmpty ? declared ?? asShown(paths) : asShown(paths)
    if let declared {
      allSources =
        declared
        + sources.filter { source in
          !declared.contains { Path.lies(source.path, in: $0.path) }
        }
    } else {
      allSources = asShown(outermost)
    }
    guard !self.sources.isEmpty else {
      throw Failure.usage(
        "There is nothing to index: no folder was named.",
        why: "The index “\(index.name)” does not know its sources yet.",
        remedy: "brief index FOLDER")
    }
    let folder = Files.identity(of: index.path)
    if let inside = self.sources.first(where: { source in
      Path.lies(source.path, in: index.path)
        || folder != nil && Files.identity(of: source.path) == folder
    }) {
      throw Failure.usage(
        "\(Path.shown(inside.path, from: console.folder)) lies in the folder of the index itself.",
        why: "That folder is not read, so that nothing would be found.",
        remedy: "Put the index into a folder of its own: --index ./NAME")
    }
    self.index = index
    self.definition = definition
    schema = try Schema.briefs(definition)
    // As seen from the folder of the index, so that both can be moved together.
    origin = [
      Remembered.definition: index.definition == nil
        ? path.map { Path.shown($0, from: base) } : nil,
      Remembered.sources: path == nil
        ? outermost.map { Path.shown($0, from: base) }.sorted().joined(separator: "\n") : nil,
      Remembered.language: path == nil ? definition.language : nil,
    ]
    let facts: [String: String?] = [
      Remembered.version: Version.current,
      Remembered.halfLife: definition.recency.map { "\($0.halfLifeDays)" },
      Remembered.recencyWeight: definition.recency.map { "\($0.weight)" },
    ]
    metadata = facts.merging(origin) { fact, _ in fact }
  }

  /// The plan for making the index anew, with whatever it is made from.
  var forRebuild: BuildPlan {
    var plan = self
    plan.sources = allSources
    return plan
  }

  /// How the sources are to be read: all but the index itself, and what a rebuild keeps beside it.
  var importOptions: ImportOptions {
    var options = definition.importOptions
    let exchange = FolderExchange(at: index.path)
    options.foldersLeftOut = [exchange.path, exchange.aside, exchange.old]
    return options
  }

  private static func definition(at path: String) throws(Failure) -> IndexDefinition {
    do throws(DefinitionError) {
      return try IndexDefinition(contentsOf: path)
    } catch {
      throw Failure(
        .usage, code: "invalidDefinition", "The definition \(path) cannot be used.",
        why: "Line \(error.line), column \(error.column): \(error.message).",
        remedy: "Correct it and run the command again; the index is as it was.",
        location: "\(path):\(error.line):\(error.column)")
    }
  }

  /// Whether a brief from `source` would have been read again, had it still been there.
  func covers(_ source: String) -> Bool {
    isWhole || sources.contains { Self.lies(source, under: $0.name) }
  }

  /// `source` itself and the archives and folders it lies in.
  package static func containers(of source: String) -> [String] {
    let ends = source.indices.filter { source[$0] == "/" || source[$0] == "!" || source[$0] == "#" }
    return ends.map { String(source[..<$0]) } + [source]
  }

  /// Whether `source` is `root` or lies in that folder, archive or file of records.
  package static func lies(_ source: String, under root: String) -> Bool {
    if root == "." { return !source.hasPrefix("/") }
    guard source.hasPrefix(root) else { return false }
    guard let next = source.dropFirst(root.count).first else { return true }
    return root.hasSuffix("/") || next == "/" || next == "!" || next == "#"
  }
}
