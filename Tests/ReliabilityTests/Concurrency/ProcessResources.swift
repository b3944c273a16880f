// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What this process holds of a folder: open files and mapped ones; and its resident memory. As Linux
// tells it; elsewhere nothing is known.

import FoundationEssentials

enum ProcessResources {
  /// How many open and mapped files lie in a folder. Tests run beside each other, so only those of one
  /// folder tell anything.
  static func files(in folder: String) -> Int {
    let manager = FileManager.default
    let descriptors = (try? manager.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    let open = descriptors.count {
      (try? manager.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.hasPrefix(folder)
        == true
    }
    let mapped = lines("/proc/self/maps").count { $0.contains(folder) }
    return open + mapped
  }

  /// Resident memory in bytes, or `nil` where it is not told.
  static var residentBytes: Int? {
    let fields = lines("/proc/self/statm").first?.split(separator: " ") ?? []
    return fields.count > 1 ? Int(fields[1]).map { $0 * 4_096 } : nil
  }

  private static func lines(_ path: String) -> [Substring] {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
      .split(separator: "\n")
  }
}
