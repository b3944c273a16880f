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

  @Test func `giving up leaves what nobody began undone`() {
    let count = Guarded(0)
    for _ in 0..<50 {
      let workers = WorkerThreads(count: 2)
      for _ in 0..<10 { _ = workers.start { count.withLock { $0 += 1 } } }
    }
    #expect(count.withLock { $0 } <= 500)
  }
}
