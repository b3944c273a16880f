// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Tokens written as tests like to read them: `multi/multiagent:2 agent` is the word multi with
// the variant multiagent of length two, then the word agent.

import BriefText

func tokens(
  _ text: String, _ analyzer: Analyzer = .brief, language: String? = "en", firstPosition: Int = 0
) throws -> [Token] {
  var buffer = TokenBuffer()
  _ = try TextAnalyzer(analyzer).analyze(
    text, language: language, firstPosition: firstPosition, into: &buffer)
  return (0..<buffer.count).map { buffer[$0] }
}

/// The words of `text` and their variants, position by position.
func forms(_ text: String, _ analyzer: Analyzer = .brief, language: String? = "en") throws -> String
{
  written(try tokens(text, analyzer, language: language).filter { $0.form != .stem })
}

/// The stems of `text`, position by position.
func stems(_ text: String, language: String?) throws -> String {
  written(try tokens(text, language: language).filter { $0.form == .stem })
}

private func written(_ tokens: [Token]) -> String {
  var positions: [[String]] = []
  var last = -1
  for token in tokens {
    if token.position != last { positions.append([]) }
    last = token.position
    let length = token.positionLength == 1 ? "" : ":\(token.positionLength)"
    positions[positions.count - 1].append(token.term + length)
  }
  return positions.map { $0.joined(separator: " | ") }.joined(separator: "  ")
}
