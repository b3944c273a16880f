// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Waiting, for those who poll a lock.

package enum Pause {
  package static func milliseconds(_ count: UInt32) { SystemCalls.sleep(milliseconds: count) }
}
