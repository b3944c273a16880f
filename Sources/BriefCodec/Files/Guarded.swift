// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A value that one thread at a time may look at. By the system's mutex and not by Synchronization's: where
// two threads contend for that one, the kernel hands it over out of the thread sanitizer's sight, which
// then calls a race what is none (two threads that count under a Mutex are enough). Told to be silent
// about it, the sanitizer would be silent about everything that is done on other threads.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A value and its lock.
///
/// SENDABLE: the value is only looked at with the lock, which stays where it is for the life of the
/// object.
@safe
package final class Guarded<Value: ~Copyable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  // SAFETY: two accesses never overlap, since the mutex keeps them apart.
  @exclusivity(unchecked) private var value: Value

  package init(_ value: consuming sending Value) {
    // SAFETY: initialized here, freed in `deinit`, and used by nobody else.
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe self.value = value
  }

  deinit {
    // SAFETY: nobody has the lock, since whoever has it holds a reference.
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Calls `body` with the value while nobody else has it. Not to be called within `body`.
  package func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try unsafe body(&value)
  }
}
