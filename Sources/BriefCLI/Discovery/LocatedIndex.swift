// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

/// An index the command works on, and how it was chosen.
package struct LocatedIndex: Sendable, Hashable {
  /// How an index was chosen.
  package enum Origin: String, Sendable, Hashable {
    case option = "--index"
    case environment = "BRIEF_INDEX"
    case folder = "found from here upwards"
  }

  /// What people call it.
  package var name: String
  /// The folder of the index, absolute.
  package var path: String
  /// The definition that declares it, if there is one.
  package var definition: String?
  package var origin: Origin

  /// Where it is to be read: at its path, but for the moment of an exchange.
  var standing: String { FolderExchange(at: path).standing }
}
