// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a file that is named like a sidecar holds. A JSON file with a text of its own is a
// document after all, whatever stands beside it.

internal import BriefText

enum Sidecar {
  case metadata([JSONValue.Member])
  case document
  case broken(ReadFailure)

  /// A sidecar is no larger than this.
  private static let limit = 1 << 20

  init(_ stream: any ByteStream, name: String, options: ImportOptions) {
    let isJSON = name.hasSuffix(".json")
    do throws(ReadFailure) {
      let text = try stream.readText(limit: Self.limit)
      self =
        try isJSON
        ? Self.json(Array(text.text.utf8), options) : Self.yaml(Array(text.text.utf8))
    } catch {
      if case .tooLarge = error.reason, isJSON { self = .document } else { self = .broken(error) }
    }
  }

  private static func json(_ bytes: [UInt8], _ options: ImportOptions) throws(ReadFailure)
    -> Sidecar
  {
    do throws(JSONFault) {
      let value = try JSONReader.value(of: bytes, maximumDepth: options.limits.jsonDepth)
      guard case .object(let members) = value else { return .document }
      let hasText = members.contains {
        $0.key == "documents" || options.mapping.target(of: $0.key)?.field == .body
      }
      return hasText ? .document : .metadata(members)
    } catch {
      throw ReadFailure(.json(error.problem), offset: error.offset)
    }
  }

  private static func yaml(_ bytes: [UInt8]) throws(ReadFailure) -> Sidecar {
    do throws(YAMLFault) {
      guard let node = try YAMLReader.read(bytes), case .object(let members) = JSONValue(node)
      else {
        throw YAMLFault(problem: "", line: 1, column: 1)
      }
      return .metadata(members)
    } catch {
      let reason: RejectionReason =
        error.problem.isEmpty ? .sidecarNotMapping : .yaml(error.problem)
      throw ReadFailure(reason, line: error.line)
    }
  }
}
