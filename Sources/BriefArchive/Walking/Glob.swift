// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Path patterns. `*` is anything within a name, `?` one character of it, `**` anything
// across folders, `**/` where a name begins any number of folders, none as well; all else
// is itself. A pattern without `/` is compared with the last name of a path, one with `/`
// with the whole path. Matching keeps a set of positions in the pattern and takes at most
// pattern × path steps.

/// A pattern for paths.
public struct Glob: Sendable, Hashable {
  private enum Step: Hashable {
    case character(UInt8)
    case one
    case anyInName
    case anyPath
    /// `**/`: nothing, or anything that ends in `/`.
    case anyFolders
  }

  /// The pattern as written.
  public let pattern: String
  private let steps: [Step]
  private let matchesNameOnly: Bool

  /// A pattern; one without a slash is about names in any folder.
  public init(_ pattern: String) {
    self.init(pattern, ofWholePath: pattern.contains("/"))
  }

  /// A pattern of whole paths even if it has no `/`.
  init(_ pattern: String, ofWholePath: Bool) {
    self.pattern = pattern
    var steps: [Step] = []
    var bytes = Array(pattern.utf8)[...]
    let slash = UInt8(ascii: "/")
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "?"): steps.append(.one)
      case UInt8(ascii: "*"):
        guard bytes.first == UInt8(ascii: "*") else {
          steps.append(.anyInName)
          continue
        }
        bytes.removeFirst()
        let beginsName = steps.last.map { $0 == .character(slash) || $0 == .anyFolders } ?? true
        if beginsName, bytes.first == slash {
          bytes.removeFirst()
          // At the end it means whatever lies there.
          steps.append(bytes.isEmpty ? .anyPath : .anyFolders)
        } else {
          steps.append(.anyPath)
        }
      default: steps.append(.character(byte))
      }
    }
    self.steps = steps
    matchesNameOnly = !ofWholePath
  }

  /// Whether `path`, with `/` between its names, matches.
  public func matches(_ path: String) -> Bool {
    var path = Array(path.utf8)[...]
    if matchesNameOnly, let slash = path.lastIndex(of: UInt8(ascii: "/")) {
      path = path[(slash + 1)...]
    }
    var states = closure([0], beginsName: true)
    for byte in path {
      var next: Set<Int> = []
      // A character of several bytes is one for `?`: its trailing bytes keep the state.
      let isTrailing = byte & 0xC0 == 0x80
      for state in states where state < steps.count {
        switch steps[state] {
        case .character(let expected): if byte == expected { next.insert(state + 1) }
        case .one: if byte != UInt8(ascii: "/"), !isTrailing { next.insert(state + 1) }
        case .anyInName: if byte != UInt8(ascii: "/") { next.insert(state) }
        case .anyPath, .anyFolders: next.insert(state)
        }
      }
      if isTrailing {
        for state in states where state > 0 && steps[state - 1] == .one { next.insert(state) }
      }
      guard !next.isEmpty else { return false }
      states = closure(next, beginsName: byte == UInt8(ascii: "/"))
    }
    return states.contains(steps.count)
  }

  /// `states` and all that are reached from them without a character; folders end only where
  /// a name begins.
  private func closure(_ states: Set<Int>, beginsName: Bool) -> Set<Int> {
    var all = states
    for state in states {
      var state = state
      while state < steps.count, isPassed(steps[state], beginsName: beginsName) {
        state += 1
        all.insert(state)
      }
    }
    return all
  }

  private func isPassed(_ step: Step, beginsName: Bool) -> Bool {
    switch step {
    case .anyInName, .anyPath: true
    case .anyFolders: beginsName
    case .character, .one: false
    }
  }

  /// Whether `text` has a character that makes it a pattern.
  static func isPattern(_ text: some StringProtocol) -> Bool {
    text.contains { $0 == "*" || $0 == "?" }
  }
}
