// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Threads of the operating system.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread of the operating system.
struct SystemThread: Sendable {
  private let handle: pthread_t

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs `body` on a thread of its own; `nil` if the system has none to give.
  init?(_ body: @escaping @Sendable () -> Void) {
    // SAFETY: the reference is taken over by the thread, or taken back if there is none; the stack is
    // set because some systems give a thread less than the text analysis may take.
    let context = unsafe Unmanaged.passRetained(Body(body))
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setstacksize(&attributes, 4 << 20)
    defer { unsafe pthread_attr_destroy(&attributes) }
    #if canImport(Darwin)
      var handle: pthread_t?
      let code = unsafe pthread_create(
        &handle, &attributes,
        { context in
          unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
          return nil
        }, context.toOpaque())
    #else
      var handle = pthread_t()
      let code = unsafe pthread_create(
        &handle, &attributes,
        { context in
          if let context = unsafe context {
            unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
          }
          return nil
        }, context.toOpaque())
    #endif
    guard code == 0 else {
      unsafe context.release()
      return nil
    }
    #if canImport(Darwin)
      guard let handle else { return nil }
    #endif
    self.handle = handle
  }

  /// Waits until the thread has ended, or lets it end by itself if it is the caller. To be called once.
  func join() {
    if pthread_equal(handle, pthread_self()) != 0 {
      pthread_detach(handle)
    } else {
      pthread_join(handle, nil)
    }
  }
}
