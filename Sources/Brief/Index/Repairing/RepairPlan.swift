// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is sound, what can be saved, what is lost: everything a repair decides before it writes. Of two
// documents with one identifier the one of the later segment is kept, since the earlier one was
// replaced by it; so it does not matter if nothing says which were deleted, except for those that
// were and not replaced.

import BriefCodec

/// What is to be done with a damaged index.
struct RepairPlan {
  let directory: any Directory
  let commit: Commit
  let layout: IndexLayout
  private(set) var segments: [Segment] = []
  private(set) var report = IndexRepairer.Report()
  /// Whether everything is indexed again, by the analyzers at hand.
  private(set) var isReanalyzed = false

  /// Checks everything there is, as deeply as can be.
  init(_ directory: any Directory) throws {
    self.directory = directory
    do {
      commit = try Commit.read(from: directory)
    } catch StorageError.file(let error) {
      throw StorageError.file(error)  // no commit at all, or one that cannot be read just now
    } catch {
      report.problems.append(try Self.damage(error))
      guard let copy = try? Commit.readCopy(from: directory) else { throw BriefError(any: error) }
      commit = copy
      report.isFromCopy = true
    }
    layout = IndexLayout(commit.schema)
    if !report.isFromCopy {
      do { try commit.verifyCopy(in: directory) } catch {
        report.problems.append(try Self.damage(error))
      }
    }
    for entry in commit.segments { segments.append(try diagnose(entry)) }
    try checkIdentifiers()
    try reanalyze()
    try deleteReplaced()
    try countLost(try choose())
    try requireWhole()
    try summarize()
  }

  /// The error, if it speaks of damage; whatever else it is, is not for a repair to mend.
  private static func damage(_ error: any Error) throws(BriefError) -> BriefError {
    let error = BriefError(any: error)
    guard error.code == .corrupted else { throw error }
    return error
  }

  // MARK: - Segments

  private mutating func diagnose(_ entry: Commit.Segment) throws(BriefError) -> Segment {
    var (bare, live, knowsDeletions) = (entry, LiveDocs?.none, true)
    do {
      live = try SegmentReader.liveDocs(directory, entry)
    } catch {
      report.problems.append(try Self.damage(error))
      knowsDeletions = false
      bare.deletedCount = 0
    }
    do {
      let reader = try SegmentReader(directory, entry: bare, layout: layout)
      try reader.verifyAll()
      var found = IndexChecker.Report()
      try SegmentCheck(
        reader, comparesTexts: commit.analysis == commit.schema.analysisFingerprint,
        knowsDeletions: knowsDeletions
      ).run(&found)
      try reader.requireWhole()
      report.problems += found.problems
      if found.problems.isEmpty {
        return .kept(
          Kept(
            reader: reader, live: live ?? LiveDocs(documentCount: reader.documentCount),
            isChanged: !knowsDeletions))
      }
    } catch {
      // A reader ends at the first damage; all damaged files are to be named.
      let found = try damagedFiles(of: entry)
      report.problems += found.isEmpty ? [try Self.damage(error)] : found
    }
    do {
      return .salvaged(Salvaged(segment: try SalvagedSegment(directory, entry, layout, live: live)))
    } catch {
      throw BriefError(any: error)
    }
  }

  /// What is wrong with each file of a segment whose checksums are not right.
  private func damagedFiles(of entry: Commit.Segment) throws(BriefError) -> [BriefError] {
    var found: [BriefError] = []
    for (part, summary) in zip(SegmentPart.allCases, entry.files) {
      do {
        let file = try SegmentReader.open(
          directory, part.fileName(entry.id), kind: part.kind, id: entry.id, summary)
        try file.verifyAll()
      } catch {
        found.append(try Self.damage(error))
      }
    }
    return found
  }

  /// Of all segments that say which documents are deleted, no two may have one document living.
  private mutating func checkIdentifiers() throws(BriefError) {
    let readers = segments.indices.compactMap { kept(at: $0) }.filter { !$0.isChanged }.map(
      \.reader)
    var found = IndexChecker.Report()
    do {
      try IdentifierCheck(layout, readers).run(&found)
    } catch {
      found.problems.append(try Self.damage(error))
    }
    report.problems += found.problems
  }

  /// All segments of an index are built by the same analyzers. If those are not at hand any more, then
  /// with the documents of damaged segments those of all others are indexed again; unless none are,
  /// because not all of their texts are stored.
  private mutating func reanalyze() throws(StorageError) {
    guard layout.schema.storesWholeDocuments, commit.analysis != commit.schema.analysisFingerprint,
      segments.indices.contains(where: { kept(at: $0) == nil })
    else { return }
    isReanalyzed = true
    for case (let place, .kept(let kept)) in segments.enumerated() {
      segments[place] = .salvaged(
        Salvaged(
          segment: try SalvagedSegment(
            directory, commit.segments[place], layout,
            live: kept.isChanged ? nil : kept.reader.live),
          isDamaged: false))
    }
  }

  // MARK: - Documents of one identifier

  /// Of the documents of one identifier in segments that stay, only the last one lives on.
  private mutating func deleteReplaced() throws(CorruptionError) {
    let places = segments.indices.filter { kept(at: $0) != nil }
    var identifiers = TermUnion(
      places.compactMap { kept(at: $0)?.reader.dictionary(layout.identifierSpace) })
    while try identifiers.next() {
      var isFound = false
      for i in identifiers.places.reversed() {
        isFound =
          try deleteAll(
            identifiers.cursors[i].payload, inSegment: places[i], butLast: !isFound) || isFound
      }
    }
  }

  /// Deletes the documents of a list in a segment that stays; says whether any of them lived.
  @discardableResult
  private mutating func deleteAll(
    _ payload: TermPayload, inSegment place: Int, butLast: Bool
  ) throws(CorruptionError) -> Bool {
    guard var kept = kept(at: place) else { return false }
    let living = try living(payload, in: kept)
    for doc in living.dropLast(butLast ? 1 : 0) {
      kept.live.delete(doc)
      kept.isChanged = true
    }
    if kept.isChanged { segments[place] = .kept(kept) }
    return !living.isEmpty
  }

  /// The documents of a list that live.
  private func living(
    _ payload: TermPayload, in kept: Kept
  ) throws(CorruptionError) -> [DocID] {
    let list = try PostingsCursor(kept.reader, detail: .documents, payload: payload)
    var living: [DocID] = []
    while try list.advance().index < kept.reader.documentCount {
      if kept.live[list.doc] { living.append(list.doc) }
    }
    return living
  }

  /// The list of an identifier in a segment that stays; `nil` in any other, or if it has none.
  private func list(
    _ identifier: String, inSegment place: Int
  ) throws(CorruptionError) -> TermPayload? {
    try kept(at: place)?.reader.dictionary(layout.identifierSpace).find(Array(identifier.utf8))?
      .payload
  }

  // MARK: - Documents of damaged segments

  /// A document of a segment.
  private struct Address {
    let place: Int
    let index: Int
  }

  /// Decides which documents of damaged segments are wanted; returns, by identifier, the last of those that
  /// can be indexed again.
  private mutating func choose() throws(CorruptionError) -> [String: Address] {
    var holders: [String: Address] = [:]
    for place in segments.indices {
      guard case .salvaged(var salvaged) = segments[place] else { continue }
      let savable = divide(&salvaged)
      salvaged.isWanted = [Bool](repeating: false, count: (savable.last?.index ?? -1) + 1)
      for (index, identifier) in savable {
        let address = Address(place: place, index: index)
        if let earlier = holders.updateValue(address, forKey: identifier) {
          if earlier.place == place {
            salvaged.isWanted[earlier.index] = false
          } else {
            drop(earlier)
          }
        }
        salvaged.isWanted[index] = try !isReplaced(identifier, after: place)
        try deleteEarlier(identifier, before: place)
      }
      segments[place] = .salvaged(salvaged)
    }
    return holders
  }

  /// The documents of a damaged segment that can be indexed again; the others are noted in it.
  private func divide(_ salvaged: inout Salvaged) -> [(index: Int, identifier: String)] {
    var savable: [(index: Int, identifier: String)] = []
    var unsaved = Unsaved()
    salvaged.segment.forEachDocument { index, document in
      var known: String?
      if case .text(let identifier)? = document?[layout.schema.identifier] { known = identifier }
      // Indexed again without all of its texts, a document would be there and not be found.
      if let known, layout.schema.storesWholeDocuments {
        savable.append((index, known))
      } else {
        unsaved.append(index, identifier: known)
      }
    }
    salvaged.unsaved = unsaved
    return savable
  }

  /// Counts and names the documents that cannot be indexed again and that no other took the place of.
  private mutating func countLost(_ holders: [String: Address]) throws(CorruptionError) {
    var lost: Set<String> = []
    for case (let place, .salvaged(var salvaged)) in segments.enumerated() {
      let (segment, unsaved) = (salvaged.segment, salvaged.unsaved)
      // Without any identifier all that is left is their number.
      guard segment.hasIdentifiers || !unsaved.identifiers.isEmpty else {
        salvaged.lostCount = unsaved.documents.reduce(0) { $0 + $1.count }
        report.lostDocumentCount += salvaged.lostCount
        segments[place] = .salvaged(salvaged)
        continue
      }
      for index in unsaved.documents.joined() {
        let identifier = unsaved.identifiers[index] ?? segment.identifier(of: index)
        if let identifier {
          let address = Address(place: place, index: index)
          guard try isLost(identifier, at: address, holders), lost.insert(identifier).inserted
          else { continue }
          report.lostIdentifiers.append(identifier)
        }
        salvaged.lostCount += 1
      }
      report.lostDocumentCount += salvaged.lostCount
      segments[place] = .salvaged(salvaged)
    }
  }

  /// Whether no later document has the identifier of one that cannot be indexed again. Where nothing says
  /// what is deleted, a document that a later one replaced is no loss.
  private func isLost(
    _ identifier: String, at address: Address, _ holders: [String: Address]
  ) throws(CorruptionError) -> Bool {
    if let holder = holders[identifier],
      (address.place, address.index) < (holder.place, holder.index)
    {
      return false
    }
    return try !isReplaced(identifier, after: address.place)
  }

  private mutating func drop(_ document: Address) {
    if case .salvaged(var salvaged) = segments[document.place] {
      salvaged.isWanted[document.index] = false
      segments[document.place] = .salvaged(salvaged)
    }
  }

  /// Whether a later segment that stays has a document of that name.
  private func isReplaced(
    _ identifier: String, after place: Int
  ) throws(CorruptionError) -> Bool {
    for other in segments.indices.dropFirst(place + 1) {
      guard let kept = kept(at: other), let payload = try list(identifier, inSegment: other) else {
        continue
      }
      if try !living(payload, in: kept).isEmpty { return true }
    }
    return false
  }

  /// Deletes the documents of that name in earlier segments that stay.
  private mutating func deleteEarlier(
    _ identifier: String, before place: Int
  ) throws(CorruptionError) {
    for other in 0..<place {
      guard let payload = try list(identifier, inSegment: other) else { continue }
      try deleteAll(payload, inSegment: other, butLast: false)
    }
  }

  private func kept(at place: Int) -> Kept? {
    guard case .kept(let kept) = segments[place] else { return nil }
    return kept
  }

  /// Says whether all that was read so far of the segments' files was there.
  func requireWhole() throws(CorruptionError) {
    for segment in segments {
      switch segment {
      case .kept(let kept): try kept.reader.requireWhole()
      case .salvaged(let salvaged): try salvaged.segment.requireWhole()
      }
    }
  }

  // MARK: - The sum

  private mutating func summarize() throws(StorageError) {
    for (place, segment) in segments.enumerated() {
      let entry = commit.segments[place]
      switch segment {
      case .kept(let kept):
        let count = kept.live.liveCount
        report.keptDocumentCount += count
        if kept.reader.entry.deletedCount < entry.deletedCount {
          report.returnedDocumentCount += max(
            0, count + Int(entry.deletedCount) - kept.live.documentCount)
          report.setAside.append(Self.asideName(entry.liveFileName))
        }
        report.segments.append(
          IndexRepairer.Segment(
            name: "\(entry.id)", fate: .kept, documentCount: count, lostDocumentCount: 0))
      case .salvaged(let salvaged):
        let count = salvaged.isWanted.count { $0 }
        let lost = salvaged.lostCount
        report.indexedDocumentCount += count
        if salvaged.segment.live == nil {
          let known = count + lost + Int(entry.deletedCount)
          report.returnedDocumentCount += max(
            0, min(count, known - salvaged.segment.documentCount))
        }
        if salvaged.isDamaged {
          report.setAside += entry.fileNames.map(Self.asideName)
        } else if salvaged.segment.live == nil, entry.deletedCount > 0 {
          report.setAside.append(Self.asideName(entry.liveFileName))
        }
        report.segments.append(
          IndexRepairer.Segment(
            name: "\(entry.id)", fate: count > 0 ? .indexedAgain : .dropped, documentCount: count,
            lostDocumentCount: lost))
      }
    }
    let present = try directory.list()
    if report.isFromCopy {
      // It may have been behind: then there are files that it does not know of.
      let known = Set(commit.segments.flatMap(\.fileNames))
      report.setAside += ([Commit.fileName] + present)
        .filter { $0 == Commit.fileName || IndexFolder.isSegmentFile($0) && !known.contains($0) }
        .map(Self.asideName)
    }
    report.setAside = Set(report.setAside).filter { present.contains(Self.ownName($0)) }.sorted()
  }

  static let suffix = ".damaged"

  /// The name a damaged file is set aside by: none that the format knows.
  static func asideName(_ name: String) -> String { name + suffix }

  /// The name it had.
  static func ownName(_ name: String) -> String { String(name.dropLast(suffix.count)) }
}
