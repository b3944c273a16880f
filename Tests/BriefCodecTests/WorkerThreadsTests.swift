// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Work on threads: every piece once, every result to whoever asked for it.

import BriefCodec
import Testing

@Suite struct WorkerThreadsTests {
  @Test(arguments: [0, 1, 2, 5])
  func `every piece is done once and gives its own result`(threads: Int) {
    let workers = WorkerThreads(count: threads)
    let runs = Guarded<[Int]>([])
    let works = (0..<500).map { number in
      workers.start {
        runs.withLock { $0.append(number) }
        return number * number
      }
    }
    // From the end, so that whoever waits has to find its own piece among the others.
    for (number, work) in works.enumerated().reversed() {
      #expect(work.result() == number * number)
    }
    #expect(works[7].result() == 49, "a result may be asked for again")
    #expect(runs.withLock { $0.sorted() } == Array(0..<500))
  }

  @Test func `without threads work waits for whoever asks`() {
    let workers = WorkerThreads(count: 0)
    let order = Guarded<[Int]>([])
    let works = (0..<3).map { number in workers.start { order.withLock { $0.append(number) } } }
    #expect(order.withLock { $0.isEmpty })
    works[1].result()
    #expect(order.withLock { $0 } == [1])
    works[0].result()
    works[2].result()
    #expect(order.withLock { $0 } == [1, 0, 2])
  }

  @Test func `work may ask for work and wait for it`() {
    let workers = WorkerThreads(count: 2)
    let sums = (0..<20).map { first in
      workers.start {
        (0..<10).map { second in workers.start { first * second } }.reduce(0) { $0 + $1.result() }
      }
    }
    #expect(sums.map { $0.result() } == (0..<20).map { $0 * 45 })
  }

  @Test func `work that nobody can ask for its result is not begun`() {
    let workers = WorkerThreads(count: 1)
    let done = Guarded<[String]>([])
    let isOpen = Guarded(false)
    let first = workers.start {
      while !isOpen.withLock({ $0 }) {}
      done.withLock { $0.append("first") }
    }
    _ = workers.start { done.withLock { $0.append("forgotten") } }
    let last = workers.start { done.withLock { $0.append("last") } }
    isOpen.withLock { $0 = true }
    // The thread alone works, in the order it was asked.
    while done.withLock({ $0.last }) != "last" {}
    #expect(done.withLock { $0 } == ["first", "last"])
    first.result()
    last.result()
  }

  @Test func `giving up ends the threads, and does no work twice`() {
    let count = Guarded(0)
    weak var threads: WorkerThreads?
    for _ in 0..<50 {
      let workers = WorkerThreads(count: 2)
      threads = workers
      let works = (0..<10).map { _ in workers.start { count.withLock { $0 += 1 } } }
      works[0].result()
    }
    #expect(threads == nil)
    #expect((50...500).contains(count.withLock { $0 }))
  }

  /// Once as work that nobody begins, and once as work that outlives whoever asked for it, so that a thread lets go
  /// of its own pool.
  @Test(arguments: [0, 1, 3])
  func `work that holds the threads does not keep them`(count: Int) async throws {
    weak var threads: WorkerThreads?
    let isLetGo = Guarded(false)
    do {
      let workers = WorkerThreads(count: count)
      threads = workers
      let isBegun = Guarded(false)
      let work = workers.start { [workers] in
        isBegun.withLock { $0 = true }
        while !isLetGo.withLock({ $0 }) {}
        withExtendedLifetime(workers) {}
      }
      while count > 0, !isBegun.withLock({ $0 }) {}
      withExtendedLifetime(work) {}
    }
    isLetGo.withLock { $0 = true }
    for _ in 0..<1_000 where threads != nil { try await Task.sleep(for: .milliseconds(5)) }
    #expect(threads == nil)
  }
}
