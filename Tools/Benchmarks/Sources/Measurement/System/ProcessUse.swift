// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What this process has used so far.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The use of a process.
public enum ProcessUse {
  private static var usage: rusage {
    var usage = rusage()
    #if canImport(Glibc)
      let own = Int32(RUSAGE_SELF.rawValue)
    #else
      let own = Int32(RUSAGE_SELF)
    #endif
    // SAFETY: `usage` is the structure the call fills, and outlives it.
    unsafe getrusage(own, &usage)
    return usage
  }

  /// Seconds on all processors, the system's work for it included.
  public static var cpuSeconds: Double {
    let usage = usage
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  /// The most memory held at once since the start or the last ``forgetPeakMemory()``, in KiB.
  public static var peakMemory: Int {
    #if os(Linux)
      for line in (try? status()) ?? [] where line.hasPrefix("VmHWM:") {
        return Int(line.filter(\.isNumber)) ?? 0
      }
      return Int(usage.ru_maxrss)
    #else
      return Int(usage.ru_maxrss) >> 10
    #endif
  }

  #if os(Linux)
    private static func status() throws -> [Substring] {
      var bytes: [UInt8] = []
      _ = try ByteInput(path: "/proc/self/status").read(1 << 16, appendingTo: &bytes)
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
  #endif

  /// Starts counting ``peakMemory`` anew, where the system can (Linux).
  public static func forgetPeakMemory() {
    #if os(Linux)
      try? FileOutput.save("5", to: "/proc/self/clear_refs")
    #endif
  }
}
