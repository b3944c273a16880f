// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

/// The version of the command, as `brief --version` prints it and an index records it.
package enum Version {
  package static let current = "0.1.0"
}
