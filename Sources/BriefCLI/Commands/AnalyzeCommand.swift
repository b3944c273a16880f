// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief analyze`: what an analyzer makes of a text.
struct AnalyzeCommand: Subcommand {
  /// The analyzers that have names.
  enum Name: String, CaseIterable, ExpressibleByArgument {
    case brief, standard, keyword

    var analyzer: Analyzer {
      switch self {
      case .brief: .brief
      case .standard: .standard
      case .keyword: .keyword
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Show what an analyzer makes of a text: the terms that it is found by.",
    discussion: "Without a text, standard input is read.")

  @Argument(help: ArgumentHelp("The text; several words are one text.", valueName: "text"))
  var words: [String] = []

  @Option(help: ArgumentHelp("The analyzer: brief, standard or keyword.", valueName: "name"))
  var analyzer = Name.brief

  @Option(
    help: ArgumentHelp("The text's language; without it, told by the script.", valueName: "code"))
  var lang: String?

  @OptionGroup var output: OutputOptions

  func run(on console: Console) throws -> ExitStatus {
    let text =
      words.isEmpty
      ? String(decoding: try Files.read("-"), as: UTF8.self) : words.joined(separator: " ")
    var buffer = TokenBuffer()
    do {
      _ = try TextAnalyzer(analyzer.analyzer).analyze(text, language: lang, into: &buffer)
    } catch {
      throw Failure(.inputOutput, code: "analysisFailed", "The text analysis failed: \(error).")
    }
    let bytes = Array(text.utf8)
    let tokens = (0..<buffer.count).map { buffer[$0] }
    if output.json {
      for token in tokens { console.write(Self.json(token, bytes)) }
    } else {
      output.show(Self.table(tokens, bytes), on: console)
    }
    return tokens.isEmpty ? .nothingFound : .success
  }

  private static func json(_ token: Token, _ bytes: [UInt8]) -> JSON {
    [
      "type": "token", "version": 1, "term": .string(token.term), "form": .string("\(token.form)"),
      "position": .integer(token.position), "length": .integer(token.positionLength),
      "range": [.integer(token.sourceRange.lowerBound), .integer(token.sourceRange.upperBound)],
      "text": .string(String(decoding: bytes[token.sourceRange], as: UTF8.self)),
    ]
  }

  private static func table(_ tokens: [Token], _ bytes: [UInt8]) -> String {
    var table = Table(.right, .left, .left, .right, .left)
    table.add("position", "term", "form", "bytes", "text")
    for token in tokens {
      let last = token.position + token.positionLength - 1
      let position = last > token.position ? "\(token.position)–\(last)" : "\(token.position)"
      table.add(
        position, MarkedText.plain(token.term), "\(token.form)",
        "\(token.sourceRange.lowerBound)–\(token.sourceRange.upperBound)",
        MarkedText.plain(String(decoding: bytes[token.sourceRange], as: UTF8.self)))
    }
    return table.rendered()
  }
}
