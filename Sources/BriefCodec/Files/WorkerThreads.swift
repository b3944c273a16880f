// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Pieces of work that other threads may do while their owner goes on. Plain threads: the engine is
// synchronous, its callers wait, and a task pool must never be blocked by someone who waits.
//
// Work is begun in the order it was asked for. Whoever waits for a result works in the meantime: on
// that very piece if nobody has begun it, else on the next one. Without threads everything is
// therefore done by whoever asks for the results, by the same code.
//
// Work may wait for other work only if that waits for nothing: a thread that waits inside a piece of work may begin
// another one in the meantime, which must not wait for what lies beneath it on the same stack.
//
// Work that nobody can ask for its result any more, since an error came between, is not begun.

/// Threads that do pieces of work.
package final class WorkerThreads: Sendable {
  private let queue = WorkQueue()
  private let threads: [SystemThread]

  /// Starts threads, besides the caller's own; if the system refuses some, there are fewer.
  ///
  /// - Precondition: `count >= 0`.
  package init(count: Int) {
    let queue = queue
    threads = (0..<count).compactMap { _ in SystemThread { queue.work() } }
  }

  /// Whether there are any.
  package var isEmpty: Bool { threads.isEmpty }

  /// Ends the threads after the pieces they are at; what nobody has begun is dropped. The caller may be one of them, if
  /// it let go last of work that holds the threads.
  deinit {
    queue.close()
    for thread in threads { thread.join() }
  }

  /// Asks for a piece of work.
  package func start<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) -> Work<Result> {
    let work = Work(body, queue)
    queue.append(work)
    return work
  }
}

/// A piece of work somebody asked for.
package final class Work<Result: Sendable>: Sendable {
  private enum State {
    case waiting(@Sendable () -> Result)
    case running
    case done(Result)
  }

  private let state: Guarded<State>
  private let queue: WorkQueue

  fileprivate init(_ body: @escaping @Sendable () -> Result, _ queue: WorkQueue) {
    state = Guarded(.waiting(body))
    self.queue = queue
  }

  /// Waits until the work is done.
  package func result() -> Result {
    queue.withdraw(self)
    run()
    while true {
      if let result = finished { return result }
      queue.help { finished != nil }
    }
  }

  private var finished: Result? {
    state.withLock { state in
      if case .done(let result) = state { result } else { nil }
    }
  }
}

extension Work: QueuedWork {
  /// Does the work, unless somebody has begun it.
  fileprivate func run() {
    let body = state.withLock { state -> (@Sendable () -> Result)? in
      guard case .waiting(let body) = state else { return nil }
      state = .running
      return body
    }
    guard let body else { return }
    let result = body()
    state.withLock { $0 = .done(result) }
    queue.announce()
  }
}

/// Work without its type.
private protocol QueuedWork: AnyObject, Sendable {
  func run()
}

/// Work that nobody has begun, and those who wait for more of it or for its results.
private final class WorkQueue: Sendable {
  private struct State {
    var pending: [Pending] = []
    var isOpen = true
  }

  /// Whoever asked for the work has it.
  private struct Pending: Sendable {
    weak var work: (any QueuedWork)?
  }

  private let state = Guarded(State())
  private let signal = Signal()

  func append(_ work: any QueuedWork) {
    state.withLock { $0.pending.append(Pending(work: work)) }
    signal.raise()
  }

  func withdraw(_ work: any QueuedWork) {
    state.withLock { state in
      guard let place = state.pending.firstIndex(where: { $0.work === work }) else { return }
      state.pending.remove(at: place)
    }
  }

  /// Tells everybody that some work is done.
  func announce() { signal.raise() }

  func close() {
    state.withLock { state in
      state.isOpen = false
      state.pending.removeAll()
    }
    signal.raise()
  }

  /// Does what comes until the queue is closed: the life of a thread.
  func work() {
    while state.withLock({ $0.isOpen }) {
      help { !state.withLock { $0.isOpen } }
    }
  }

  private func takeNext() -> (any QueuedWork)? {
    state.withLock { state in
      while !state.pending.isEmpty {
        if let work = state.pending.removeFirst().work { return work }
      }
      return nil
    }
  }

  /// Does the next piece of work, or waits until there is some or `isEnough` says true.
  func help(until isEnough: () -> Bool) {
    let seen = signal.count
    if let next = takeNext() {
      next.run()
    } else if !isEnough() {
      signal.wait(beyond: seen)
    }
  }
}
