// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Three signals are ours: a closed pipe and a file that may not grow are met where they are written to, and Ctrl-C asks
// a build to stop in good order. A handler may do next to nothing; this one adds one to a number.

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C and closed pipes.
package enum Signals {
  private static let interruptions = Atomic<Int>(0)

  /// From now on a write to a closed pipe, or beyond a limit of file sizes, fails instead of ending the process.
  package static func letWritesFail() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// From now on the first Ctrl-C (or SIGTERM) only raises ``isInterrupted``; the second ends the
  /// process at once.
  package static func catchInterruptions() {
    _ = interruptions.load(ordering: .relaxed)  // made before a handler needs it
    unblock([SIGINT, SIGTERM])
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        let count = Signals.interruptions.wrappingAdd(1, ordering: .relaxed).newValue
        if count > 1 { _exit(ExitStatus.interrupted.rawValue) }
      }
    }
  }

  /// A process that was started with signals blocked, as test runners and schedulers do, would never
  /// hear of them.
  private static func unblock(_ numbers: [Int32]) {
    var set = sigset_t()
    // SAFETY: the pointers are valid for the calls; the set is made empty before it is used.
    unsafe sigemptyset(&set)
    for number in numbers { unsafe sigaddset(&set, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Ctrl-C was pressed.
  package static var isInterrupted: Bool { interruptions.load(ordering: .relaxed) > 0 }
}
