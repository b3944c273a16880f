// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the posting lists of a segment being built are made of, space by space. Putting runs in order, stemming words
// and deriving spaces is begun before it is asked for, so that another thread does it while the space before is
// written. Whatever no later space needs is let go.

import BriefCodec
import BriefText

/// The runs of a segment's spaces, and what follows from them.
struct SegmentLists {
  private let layout: IndexLayout
  private let workers: WorkerThreads
  /// Pieces of work that may be under way at once.
  private let ahead: Int
  private let inverters: InverterPool
  private var builders: [PostingsBuilder]
  /// By space, the values of each document, and what pairs of frequent words may take.
  let members: [PostingsBuilder.Members]
  let pairMemoryUse: [Int]
  /// For each field with stems.
  private var withheld: [Int: Work<RunLists>]
  private var languages: [Int: DocumentLanguages]
  private var arranged: [Int: Work<RunLists>] = [:]
  private var derived: [Int: Work<Result<Derived, ICUError>>] = [:]
  /// Lists that others are made of.
  private var kept: [GatheredLists: KeptLists] = [:]
  private let use: SpaceUse

  /// A space that follows from others.
  private struct Derived: Sendable {
    let terms: DerivedTerms
    let arranged: ArrangedSources

    init(_ terms: DerivedTerms) {
      self.terms = terms
      arranged = terms.arranged()
    }
  }

  init(
    layout: IndexLayout, use: SpaceUse, workers: WorkerThreads, ahead: Int,
    inverters: InverterPool, spaces: [PostingsBuilder], withheld: [Int: PostingsBuilder],
    languages: [Int: DocumentLanguages]
  ) {
    self.layout = layout
    self.workers = workers
    self.ahead = ahead
    self.inverters = inverters
    self.withheld = withheld.mapValues { $0.arranged(by: workers) }
    self.languages = languages
    builders = spaces
    members = spaces.map(\.members)
    pairMemoryUse = spaces.map(\.pairMemoryUse)
    self.use = use
  }

  /// Begins what the next spaces will need. To be called before a space is written.
  mutating func lookAhead(from space: Int) {
    for next in space..<min(space + 3, builders.count) where !use.isDerived[next] { arrange(next) }
    if space + 1 < builders.count, use.isDerived[space + 1] { derive(space + 1) }
  }

  /// The runs of a space, or of a stems space those of stems that stand for themselves.
  mutating func lists(_ space: Int) -> RunLists { arrange(space).result() }

  /// Whether spaces follow from one that is written next.
  func hasDerived(_ space: Int) -> Bool {
    use.last[space] > space && kept[.space(space)] == nil
  }

  /// Keeps the lists of a space that has been written, instead of its runs.
  mutating func keep(_ lists: KeptLists, of space: Int) {
    kept[.space(space)] = lists
    let terms = self.lists(space).withoutRuns()
    arranged[space] = workers.start { terms }
  }

  /// A space that follows from others.
  mutating func derived(_ space: Int) throws -> DerivedLists {
    let found = try derive(space).result().get()
    // The words of the same field, whose documents have the same norms.
    let words = layout.space(.words, ofField: layout.spaces[space].field).map {
      GatheredLists.space($0)
    }
    var inputs: [DerivedLists.Input] = []
    for input in found.terms.inputs {
      let lists = try kept(input.lists)
      inputs.append(
        DerivedLists.Input(
          lists: lists, weight: input.weight, isWithheld: input.isWithheld,
          languages: input.languages, boundsHold: lists.hasBounds && input.lists == words))
    }
    return DerivedLists(terms: found.terms.terms, arranged: found.arranged, inputs: inputs)
  }

  private mutating func kept(_ gathered: GatheredLists) throws(StorageError) -> KeptLists {
    if let known = kept[gathered] { return known }
    let found =
      switch gathered {
      case .space(let space): try KeptLists(lists(space), workers: workers, ahead: ahead)
      case .withheld(let field):
        if let lists = withheld[field] {
          try KeptLists(lists.result(), workers: workers, ahead: ahead)
        } else {
          KeptLists()
        }
      }
    kept[gathered] = found
    return found
  }

  /// Lets go of what is not needed when a space has been written.
  mutating func release(after space: Int) {
    for (index, last) in use.last.enumerated() where last <= space {
      arranged[index] = nil
      derived[index] = nil
      kept[.space(index)] = nil
      if use.isDerived[index] {
        let field = layout.spaces[index].field
        kept[.withheld(field: field)] = nil
        withheld[field] = nil
      }
    }
  }

  @discardableResult
  private mutating func arrange(_ space: Int) -> Work<RunLists> {
    if let known = arranged[space] { return known }
    let builder = builders[space]
    builders[space] = PostingsBuilder(space: builder.space)
    let work = builder.arranged(by: workers)
    arranged[space] = work
    return work
  }

  @discardableResult
  private mutating func derive(_ space: Int) -> Work<Result<Derived, ICUError>> {
    if let known = derived[space] { return known }
    let parts = layout.parts(ofSpace: space) ?? []
    let work: Work<Result<Derived, ICUError>>
    if case .combined = layout.schema.fields[layout.spaces[space].field].kind {
      work = combine(parts)
    } else {
      work = findStems(space, words: parts.first?.space ?? space)
    }
    derived[space] = work
    return work
  }

  private mutating func combine(
    _ parts: [(space: Int, weight: UInt32)]
  ) -> Work<Result<Derived, ICUError>> {
    var words: [(lists: RunLists, space: Int, weight: UInt32)] = []
    var stems: [(found: Result<Derived, ICUError>, weight: UInt32)] = []
    for part in parts {
      if !use.isDerived[part.space] {
        words.append((lists(part.space).withoutRuns(), part.space, part.weight))
      } else {
        // Waited for here: work must not wait for work that waits (`WorkerThreads`).
        stems.append((derive(part.space).result(), part.weight))
      }
    }
    return workers.start { [words, stems] in
      Result { () throws(ICUError) in
        var terms = words.map {
          (terms: DerivedTerms($0.lists, space: $0.space), weight: $0.weight)
        }
        for part in stems { terms.append((try part.found.get().terms, part.weight)) }
        return Derived(DerivedTerms(combining: terms))
      }
    }
  }

  private mutating func findStems(
    _ space: Int, words: Int
  ) -> Work<Result<Derived, ICUError>> {
    let field = layout.spaces[space].field
    let languages = languages.removeValue(forKey: field) ?? DocumentLanguages()
    let byDocument = languages.codes.count > 1 ? languages.ofDocuments : []
    let inputs = [
      DerivedTerms.Input(lists: .space(words), languages: byDocument),
      DerivedTerms.Input(lists: .space(space)),
      DerivedTerms.Input(
        lists: .withheld(field: field), isWithheld: true, languages: byDocument),
    ]
    let (words, explicit) = (lists(words).withoutRuns(), lists(space).withoutRuns())
    let withheld = withheld[field]?.result().withoutRuns()
    let stems = StemFinder(
      words: words, field: field, languages: languages, inverters: inverters
    ).start(workers)
    return workers.start {
      Result { () throws(ICUError) in
        var found: [ImpliedStems] = []
        for work in stems { found.append(try work.result().get()) }
        return Derived(
          DerivedTerms(inputs, words: words, explicit: explicit, withheld: withheld, stems: found))
      }
    }
  }
}
