// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A way for threads to wait for one another.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A count that goes up, for which threads may wait.
///
/// SENDABLE: mutex and condition are made for several threads, stay where they are for the life of
/// the object, and guard the count.
@safe
final class Signal: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var raised = 0

  init() {
    // SAFETY: both are initialized here, freed in `deinit`, and used by nobody else.
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe condition.initialize(to: pthread_cond_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    // SAFETY: nobody waits, since whoever waits holds a reference.
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body()
  }

  /// How often it was raised.
  var count: Int { locked { raised } }

  /// Counts one up and wakes all who wait.
  func raise() {
    locked {
      raised += 1
      unsafe pthread_cond_broadcast(condition)
    }
  }

  /// Returns when it was raised more often than `count` times.
  func wait(beyond count: Int) {
    locked {
      while raised <= count { unsafe pthread_cond_wait(condition, mutex) }
    }
  }
}
