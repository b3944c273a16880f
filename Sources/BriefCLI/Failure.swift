// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the command says when it cannot do what was asked: one line what, one line why, one line how
// to go on. Errors of the engine and of the system become failures here, once.

package import Brief

/// The end of a command that could not do what was asked.
package struct Failure: Error, Sendable {
  package var status: ExitStatus
  /// The kind, as the JSON output names it.
  package var code: String
  /// What happened, as a sentence.
  package var what: String
  /// Why, if that is known and not said yet.
  package var why: String?
  /// What people are shown in place of `why`: lines that point at it.
  package var picture: String?
  /// What to do now.
  package var remedy: String?
  /// Where: a file with an offset, or an argument.
  package var location: String?

  package init(
    _ status: ExitStatus, code: String, _ what: String, why: String? = nil, remedy: String? = nil,
    location: String? = nil
  ) {
    self.status = status
    self.code = code
    self.what = what
    self.why = why
    self.remedy = remedy
    self.location = location
  }

  /// A wrong command line.
  package static func usage(_ what: String, why: String? = nil, remedy: String? = nil) -> Failure {
    Failure(.usage, code: "usage", what, why: why, remedy: remedy)
  }

  /// The failure that any error amounts to.
  package init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as BriefError: self = Failure(engine: error)
    case let error as SystemError: self = Failure(system: error)
    default: self = Failure(.inputOutput, code: "failed", "\(error)")
    }
  }

  private init(engine error: BriefError) {
    let location = error.location.map { "\($0.file):\($0.offset)" }
    self.init(
      Self.status(of: error.code), code: "\(error.code)", error.message,
      why: error.location.map { "The place is byte \($0.offset) of the file \($0.file)." },
      remedy: Self.remedy(for: error.code), location: location)
  }

  private init(system error: SystemError) {
    self.init(
      .inputOutput, code: error.isOutOfSpace ? "outOfSpace" : "ioFailure",
      "Cannot \(error.operation) \(error.path).", why: error.reason,
      remedy: error.isOutOfSpace ? "Make room on the disk and run the command again." : nil,
      location: error.path)
  }

  /// The exit status an error of the engine ends the command with.
  package static func status(of code: BriefError.Code) -> ExitStatus {
    switch code {
    case .notAnIndex, .formatTooOld, .formatTooNew, .outdated: .noIndex
    case .invalidQuery, .invalidSchema, .alreadyExists: .usage
    case .corrupted: .damaged
    case .locked: .locked
    default: .inputOutput
    }
  }

  private static func remedy(for code: BriefError.Code) -> String? {
    switch code {
    case .notAnIndex: "Run “brief index FOLDER” to make one, or name one with --index."
    case .formatTooOld, .outdated: "Run “brief rebuild”: searching goes on meanwhile."
    case .formatTooNew: "Update brief, or run “brief rebuild” with this version."
    case .corrupted:
      "Run “brief repair” to save what is sound, or “brief rebuild” to make the index anew."
    case .locked: "Wait for it to finish, or stop it and run the command again."
    case .readOnly: "Searching needs the right to read the index, indexing that to write to it."
    case .outOfSpace: "Make room on the disk and run the command again."
    default: nil
    }
  }

  /// For people: a line each for what, why and how to go on.
  package var text: String {
    var text = "brief: \(what)\n"
    if let picture {
      text += picture
    } else if let why {
      text += "  Why: \(why)\n"
    }
    if let remedy { text += "  Try: \(remedy)\n" }
    return text
  }

  /// For programs: an object of type `error`.
  package var json: JSON {
    let sentences = [what, why].compactMap(\.self)
      .map { $0.last?.isPunctuation == true ? $0 : $0 + "." }
    let message = (sentences + [remedy.map { "Try: \($0)" }].compactMap(\.self))
      .joined(separator: " ")
    return [
      "type": "error", "version": 1, "code": .string(code), "message": .string(message),
      "location": location.map(JSON.string) ?? .null,
    ]
  }
}
