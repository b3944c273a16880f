// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Threads for which the system has no memory: what they would have done, whoever asks for it does.

#if canImport(Glibc)
  import BriefCodec
  import Glibc
  import Testing

  @Suite struct ThreadMemoryTests {
    /// The bytes of addresses this process has taken.
    private static func takenBytes() throws -> UInt {
      let process = try DiskDirectory(path: "/proc/self", create: false)
      // Whatever a file says, a lock's or another: here pages, in many ways.
      let text = try #require(process.lockHolder("statm"))
      return try #require(UInt(text.prefix { $0 != " " })) * UInt(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func setLimit(_ bytes: UInt) {
      let kind = __rlimit_resource_t(RLIMIT_AS.rawValue)
      var limit = rlimit()
      // SAFETY: the variable is this function's own.
      unsafe getrlimit(kind, &limit)
      limit.rlim_cur = min(rlim_t(bytes), limit.rlim_max)
      unsafe setrlimit(kind, &limit)
    }

    @Test func `threads the system refuses are missed by nobody`() async {
      await #expect(processExitsWith: .success) {
        Self.setLimit(try Self.takenBytes() + 24 << 20)
        let workers = WorkerThreads(count: 64)
        Self.setLimit(.max)
        let threads = try DiskDirectory(path: "/proc/self/task", create: false).list().count
        #expect(threads < 64, "all were started")
        let works = (0..<500).map { number in workers.start { number * number } }
        #expect(works.map { $0.result() } == (0..<500).map { $0 * $0 })
      }
    }
  }
#endif
