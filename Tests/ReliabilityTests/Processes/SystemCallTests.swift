// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the command asks the system for, watched: that reading writes nothing, and that what is made
// is made durable.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite(.enabled(if: TemporaryFolder.hasCommand, "the command is not built here"))
struct SystemCallTests {
  /// Calls that change a file or a folder, or take a lock, whatever they are given.
  private static let changes = [
    "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir",
    "link", "linkat", "symlink", "symlinkat", "truncate", "ftruncate", "fallocate", "fsync",
    "fdatasync", "flock", "chmod", "fchmod", "fchmodat", "chown", "fchown", "fchownat", "utimensat",
    "pwrite64", "pwritev", "sendfile", "copy_file_range", "setxattr", "fsetxattr", "mknodat",
  ]

  /// Who reads an index that cannot be written, and why it cannot.
  enum Reader: String, CaseIterable {
    case owner = "the owner of files without write permission"
    case stranger = "a user whom the files do not belong to"
    case mounted = "anybody, from a read-only file system"

    /// What comes before a command that is to be run so.
    var prefix: String {
      switch self {
      case .owner: ""
      case .stranger: "setpriv --reuid=65534 --regid=65534 --clear-groups"
      case .mounted:
        "unshare -m sh -c 'mount --bind idx idx && mount -o remount,ro,bind idx idx "
          + "&& exec \"$@\"' sh"
      }
    }

    /// Those that can be had here: only root may become somebody else or mount anything.
    static let possible = allCases.filter { reader in
      let folder = TemporaryFolder()
      let can = reader == .owner ? "" : "&& ! \(reader.prefix) touch idx/new 2>/dev/null"
      let done = folder.lines(
        "mkdir idx; chmod 755 . idx; \(reader.prefix) true 2>&1 \(can) && echo yes")
      if done != ["yes"] { print("reading an index as \(reader.rawValue) cannot be tried here") }
      return done == ["yes"]
    }
  }

  @Test(
    arguments: [
      "search rain", "search rain --json --explain", "show b7", "explain rain b7", "stats",
      "terms word", "check", "check --deep", "search 'title:brief OR wrod1'",
    ], Reader.possible)
  func `reading asks for no change of anything`(command: String, reader: Reader) throws {
    let folder = TemporaryFolder()
    folder.publish(edition: 1, count: 50)
    #expect(folder.lines("\"$BRIEF\" index news --index ./idx >/dev/null 2>&1; echo $?") == ["0"])
    let look = "stat -c '%n %s %Y %Z %i %a' idx idx/* | sort; cat idx/* | cksum"
    _ = folder.lines("chmod 755 . idx; chmod 444 idx/*; chmod a-w idx; mkdir -m 777 trace")
    let before = folder.lines(look)
    let run = "\"$BRIEF\" \(command) --index ./idx"
    if TemporaryFolder.canTrace {
      let calls = "openat,open,write,writev," + Self.changes.joined(separator: ",")
      let known = calls.split(separator: ",").map { "?\($0)" }.joined(separator: ",")
      let out = folder.lines(
        "\(reader.prefix) strace -f -qq -e trace=\(known) -o trace/calls \(run) 2>&1; echo $?")
      #expect(out.last == "0", "\(out)")
      let lines = folder.lines("cat trace/calls")
      #expect(!lines.isEmpty)
      for line in lines {
        // After the number of the process: name(arguments) = result.
        let call = line.drop { $0.isNumber || $0 == " " }
        let name = String(call.prefix { $0 != "(" })
        let isPlain: Bool =
          switch name {
          case "open", "openat":
            !["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].contains { call.contains($0) }
          case "write", "writev": call.hasPrefix("\(name)(1,") || call.hasPrefix("\(name)(2,")
          default: !Self.changes.contains(name)
          }
        #expect(isPlain, "\(line)")
      }
    } else {
      print("strace cannot be used here: only the folder is compared before and after")
      let out = folder.lines("\(reader.prefix) \(run) 2>&1; echo $?")
      #expect(out.last == "0", "\(out)")
    }
    #expect(folder.lines(look) == before)
  }

  @Test(arguments: Reader.possible.filter { $0 != .owner })
  func `who may not write hears so, and nothing is changed`(writer: Reader) throws {
    let folder = TemporaryFolder()
    folder.publish(edition: 1, count: 5)
    #expect(folder.lines("\"$BRIEF\" index news --index ./idx >/dev/null 2>&1; echo $?") == ["0"])
    _ = folder.lines("chmod 755 . idx; chmod 444 idx/*; chmod a-w idx")
    folder.publish(edition: 2, count: 6)
    let before = folder.lines("stat -c '%n %s %Y %i' idx idx/*")
    let out = folder.lines("\(writer.prefix) \"$BRIEF\" index news --index ./idx 2>&1; echo $?")
    #expect(out.last == "6", "\(out)")
    #expect(out.contains { $0.contains("idx/write.lock") }, "\(out)")
    #expect(folder.lines("stat -c '%n %s %Y %i' idx idx/*") == before)
  }

  /// The files of a new index were synced, and its folder too, but not the folder that one lies in. A
  /// power cut after the first commit could take the whole index.
  @Test(.enabled(if: TemporaryFolder.canTrace, "strace cannot be used here"))
  func `the folders above a new index are made durable too`() throws {
    let folder = TemporaryFolder()
    _ = folder.lines("mkdir -p new")
    folder.publish(edition: 1, count: 5)
    let calls = folder.lines(
      """
      strace -f -qq -y -e trace=?mkdir,?mkdirat,fsync -o calls \
      "$BRIEF" index news --index ./new/one/two/idx >/dev/null 2>&1
      cat calls
      """)
    for made in ["new/one", "new/one/two", "new/one/two/idx"] {
      let parent = made.split(separator: "/").dropLast().joined(separator: "/")
      let place = calls.firstIndex { $0.contains("mkdir") && $0.contains("\(made)\"") }
      let synced = calls.lastIndex { $0.contains("fsync") && $0.contains("/\(parent)>") }
      #expect(place != nil, "\(calls)")
      #expect(synced ?? -1 > place ?? .max, "\(made): \(calls)")
    }
  }

  /// The exchange of a rebuild is durable before any of the old index is removed: else a power cut could
  /// bring the old one back without its files.
  @Test(.enabled(if: TemporaryFolder.canTrace, "strace cannot be used here"))
  func `an exchange is made durable before the old index goes`() throws {
    let folder = TemporaryFolder()
    folder.publish(edition: 1, count: 5)
    let calls = folder.lines(
      """
      mkdir shelf; "$BRIEF" index news --index ./shelf/idx >/dev/null 2>&1
      strace -f -qq -y -e trace=?rename,?renameat,renameat2,fsync,?unlink,unlinkat,?rmdir -o calls \
      "$BRIEF" rebuild ./shelf/idx >/dev/null 2>&1
      cat calls
      """)
    let exchange = calls.firstIndex { $0.contains("RENAME_EXCHANGE") }
    let place = try #require(exchange, "\(calls)")
    let synced = calls[place...].firstIndex { $0.contains("fsync(") && $0.contains("/shelf>") }
    let removed = calls[place...].firstIndex {
      ($0.contains("unlink") || $0.contains("rmdir")) && $0.contains("idx.rebuild")
    }
    #expect(synced != nil && removed != nil, "\(calls)")
    #expect(synced ?? .max < removed ?? -1, "\(calls)")
  }
}
