// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which files beside pages hold their metadata, by name: for `a.txt` these are `a.json`,
// `a.meta.json` and `a.txt.json`, and the same with `.yaml` and `.yml`.

struct SidecarNames {
  private var sidecars: [String: [String]] = [:]
  private(set) var all: Set<String> = []

  /// Matches the `names` of a folder, or the paths of an archive.
  init(_ names: [String] = []) {
    var candidates: [String: [String]] = [:]
    for name in names {
      if let page = Self.page(of: name) { candidates[page, default: []].append(name) }
    }
    guard !candidates.isEmpty else { return }
    for name in names where Self.isPage(name) {
      let stem = name.lastIndex(of: ".").map { String(name[..<$0]) }
      let found = [name, stem].compactMap { $0.flatMap { candidates[$0] } }.joined().sorted()
      guard !found.isEmpty else { continue }
      sidecars[name] = found
      all.formUnion(found)
    }
  }

  /// The sidecars of `page`, the first being trusted most.
  func sidecars(of page: String) -> [String] {
    sidecars[page] ?? []
  }

  private static func isPage(_ name: String) -> Bool {
    switch Format(name: name) {
    case .page, .html, .markdown: true
    default: false
    }
  }

  /// The page, with or without extension, that `name` would be the sidecar of.
  private static func page(of name: String) -> String? {
    for suffix in [".json", ".yaml", ".yml"] where name.hasSuffix(suffix) {
      let base = name.dropLast(suffix.count)
      return String(base.hasSuffix(".meta") ? base.dropLast(5) : base)
    }
    return nil
  }
}
