// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief show`: a brief as the index keeps it.
struct ShowCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Read briefs by their ids.",
    discussion: "Exit status 1 if one of them is not in the index.")

  @Argument(help: ArgumentHelp("The ids, as search prints them.", valueName: "id"))
  var ids: [String]

  @OptionGroup var index: IndexOptions
  @OptionGroup var output: OutputOptions

  func run(on console: Console) throws -> ExitStatus {
    let located = try index.locate(on: console)
    let searcher = try OpenIndex(located).searcher
    var status = ExitStatus.success
    var pages: [String] = []
    for id in ids {
      guard let document = try searcher.document(identifier: id) else {
        status = .nothingFound
        tellMissing(id, located, on: console)
        continue
      }
      let brief = StoredBrief(document)
      if output.json { console.write(brief.json) } else { pages.append(page(brief, on: console)) }
    }
    output.show(pages.joined(separator: "\n"), on: console)
    return status
  }

  private func tellMissing(_ id: String, _ index: LocatedIndex, on console: Console) {
    let failure = Failure(
      .nothingFound, code: "notFound", "There is no brief “\(id)” in the index \(index.name).",
      remedy: "brief search WORDS prints the ids of what it finds.", location: id)
    if output.json { console.write(failure.json) } else { console.err.write(failure.text) }
  }

  private func page(_ brief: StoredBrief, on console: Console) -> String {
    let terminal = output.terminal(of: console)
    let width = output.lineWidth(on: terminal)
    var text = ""
    func paragraph(_ content: String, _ style: Terminal.Style? = nil, lead: String = "") {
      let space = String(repeating: " ", count: DisplayWidth.of(lead))
      for (index, line) in MarkedText(content).lines(width: width - space.count).enumerated() {
        let line = String(line.map(\.character))
        text +=
          (index == 0 ? lead : space) + (style.map { terminal.styled(line, $0) } ?? line) + "\n"
      }
    }
    func section(_ name: String, _ paragraphs: [String], lead: String = "") {
      guard !paragraphs.isEmpty else { return }
      text += "\n"
      if !name.isEmpty { paragraph(name, .strong) }
      for (index, content) in paragraphs.enumerated() {
        if index > 0 && lead.isEmpty { text += "\n" }
        paragraph(content, lead: lead)
      }
    }
    paragraph(brief.title.isEmpty ? brief.id : brief.title, .title)
    let facts = [
      brief.date.map { date in brief["dateFrom"].map { "\(date) (from \($0))" } ?? date },
      brief.lang, brief["publication"], brief["byline"], brief["author"],
      brief.list("category").isEmpty ? nil : brief.list("category").joined(separator: ", "),
    ]
    paragraph(facts.compactMap(\.self).joined(separator: " · "), .quiet)
    section("", [brief["deck"]].compactMap(\.self))
    section("", [brief["caption"]].compactMap(\.self))
    section("Key takeaways", brief.list("takeaways"), lead: "  • ")
    section("Analysis", brief.list("analysis"))
    section("", brief.list("body"))
    section("Related", brief.list("related"), lead: "  • ")
    text += "\n"
    for (name, value) in brief.extra { paragraph("\(name): \(value)", .quiet) }
    if let url = brief.url { paragraph(url, .quiet) }
    paragraph([brief.id, brief.source].compactMap(\.self).joined(separator: " · "), .quiet)
    return text
  }
}
