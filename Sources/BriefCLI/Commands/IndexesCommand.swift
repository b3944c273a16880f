// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief indexes`: the indexes in sight.
struct IndexesCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "indexes",
    abstract: "List the indexes in sight: those declared or built in this folder or above it.")

  @OptionGroup var output: OutputOptions

  func run(on console: Console) throws -> ExitStatus {
    let located = IndexLocator(console).all()
    var table = Table(.left, .right, .left, .left)
    for index in located {
      let isBuilt = SearchIndex.exists(at: index.standing)
      // One that cannot be opened is listed all the same.
      let documents = isBuilt ? try? OpenIndex(index).searcher.documentCount : nil
      let state = isBuilt ? documents == nil ? "unreadable" : "built" : "declared"
      if output.json {
        console.write([
          "type": "index", "version": 1, "name": .string(index.name), "path": .string(index.path),
          "definition": .optional(index.definition), "state": .string(state),
          "documents": .optional(documents),
        ])
      }
      table.add(
        index.name, documents.map { Quantity.count($0, "brief") } ?? "",
        state == "declared" ? "not built yet: brief rebuild \(index.name)" : state,
        Path.shown(index.path, from: console.folder))
    }
    if !output.json { output.show(table.rendered(), on: console) }
    if located.isEmpty {
      output.say("There is no index here or above; brief index FOLDER makes one.", on: console)
    }
    return located.isEmpty ? .nothingFound : .success
  }
}
