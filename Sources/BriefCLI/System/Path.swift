// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Paths as text: nothing here looks at the disk.

/// Operations on paths with `/` between their names.
package enum Path {
  /// `path` seen from `folder`, if it is not absolute; `~` is not expanded, the shell does that.
  package static func absolute(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") ? normalized(path) : normalized(folder + "/" + path)
  }

  /// Without `.`, `..` and repeated slashes, as far as that needs no look at the disk.
  package static func normalized(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    var names: [Substring] = []
    for name in path.split(separator: "/") where name != "." {
      if name != ".." {
        names.append(name)
      } else if let last = names.last, last != ".." {
        names.removeLast()
      } else if !isAbsolute {
        names.append(name)
      }
    }
    let joined = names.joined(separator: "/")
    return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
  }

  /// The folder something lies in; `/` for `/`, empty for a lone name.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last name.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// `path` as one would write it standing in `folder`: relative if it lies below, else as it is.
  package static func shown(_ path: String, from folder: String) -> String {
    if path == folder { return "." }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// Whether `path` is `folder` or lies below it.
  package static func lies(_ path: String, in folder: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  /// Those of `paths` that lie in no other one, each once, in their order.
  package static func outermost(_ paths: [String]) -> [String] {
    var kept: [String] = []
    for path in paths where !kept.contains(path) {
      guard !paths.contains(where: { $0 != path && lies(path, in: $0) }) else { continue }
      kept.append(path)
    }
    return kept
  }

  /// `folder` and all folders above it, nearest first.
  package static func upwards(from folder: String) -> [String] {
    var folders = [normalized(folder)]
    while let last = folders.last, last != "/", last.hasPrefix("/") {
      folders.append(parent(of: last))
    }
    return folders
  }
}
