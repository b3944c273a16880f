// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Trees → automata, after Thompson ("Regular expression search algorithm", 1968) and then Glushkov
// ("The abstract theory of automata", 1961): the tree becomes a program of instructions that read a
// scalar or fork; then, for each instruction that reads, everything that can be reached from it
// without reading is gathered once, so that running the automaton never follows an empty move.
//
// The program is written backwards: a node is compiled with the instruction that comes after it at
// hand, so only loops need patching. Every leaf of the tree writes an instruction, also the empty
// one, so the bound on the states bounds the work: ((((){255}){255}){255} stops early too.

/// Compiles one tree.
struct RegularExpressionCompiler {
  /// The most instructions a program may have.
  static let maximumStates = 2_000

  typealias States = RegularExpression.State

  /// The automaton: its states are the reading instructions, and one after them that accepts.
  struct Automaton {
    var start: States
    /// The class each state reads, as an index into `classes`.
    var classOfState: [Int]
    var classes: [ScalarClass]
    /// ``ScalarClass/asciiMembers`` of each class: most scalars need nothing else.
    var asciiMembers: [SIMD2<UInt64>]
    /// The states after each state has read.
    var follow: [States]
  }

  /// The program would be longer than ``maximumStates``.
  struct TooManyStates: Error {}

  private enum Instruction {
    case accept
    case nothing(next: Int)
    case fork(Int, Int)
    case startAnchor(next: Int)
    case endAnchor(next: Int)
    case read(state: Int, next: Int)
  }

  private var program: [Instruction] = [.accept]
  private var classes: [ScalarClass] = []
  private var indexOfClass: [ScalarClass: Int] = [:]
  private var classOfState: [Int] = []
  /// The instruction after each state.
  private var next: [Int] = []

  static func compile(
    _ tree: RegularExpressionNode
  ) throws(TooManyStates) -> Automaton {
    var compiler = RegularExpressionCompiler()
    let entry = try compiler.write(tree, before: 0)
    return compiler.automaton(entry: entry)
  }

  // MARK: - The program

  /// Writes a node whose successor is the instruction `next`; returns its first instruction.
  private mutating func write(
    _ node: RegularExpressionNode, before next: Int
  ) throws(TooManyStates) -> Int {
    switch node {
    case .startAnchor: return try append(.startAnchor(next: next))
    case .endAnchor: return try append(.endAnchor(next: next))
    case .scalar(let scalars): return try appendRead(scalars, before: next)
    case .sequence(let parts):
      var entry = try append(.nothing(next: next))
      for part in parts.reversed() { entry = try write(part, before: entry) }
      return entry
    case .alternation(let branches):
      var entry: Int?
      for branch in branches.reversed() {
        let first = try write(branch, before: next)
        entry = if let entry { try append(.fork(first, entry)) } else { first }
      }
      return if let entry { entry } else { try append(.nothing(next: next)) }
    case .repetition(let body, let least, let most):
      return try writeRepetition(of: body, least: least, most: most, before: next)
    }
  }

  private mutating func writeRepetition(
    of body: RegularExpressionNode, least: Int, most: Int?, before next: Int
  ) throws(TooManyStates) -> Int {
    var entry = try append(.nothing(next: next))
    var copies = least
    if let most {
      // (x(x(x)?)?)?: each copy may be the last.
      for _ in least..<most {
        entry = try append(.fork(try write(body, before: entry), next))
      }
    } else {
      let loop = try append(.fork(next, next))
      let first = try write(body, before: loop)
      program[loop] = .fork(first, next)
      // x+ enters its loop in the body, and needs no copy of it.
      entry = least > 0 ? first : loop
      copies = max(least - 1, 0)
    }
    for _ in 0..<copies { entry = try write(body, before: entry) }
    return entry
  }

  private mutating func append(
    _ instruction: Instruction
  ) throws(TooManyStates) -> Int {
    guard program.count < Self.maximumStates else { throw TooManyStates() }
    program.append(instruction)
    return program.count - 1
  }

  private mutating func appendRead(
    _ scalars: ScalarClass, before next: Int
  ) throws(TooManyStates) -> Int {
    let instruction = try append(.read(state: classOfState.count, next: next))
    let index = indexOfClass[scalars] ?? classes.count
    if index == classes.count {
      indexOfClass[scalars] = index
      classes.append(scalars)
    }
    classOfState.append(index)
    self.next.append(next)
    return instruction
  }

  // MARK: - The automaton

  private func automaton(entry: Int) -> Automaton {
    var follow = next.map { reachable(from: $0, isStart: false) }
    let living = living(follow)
    for state in follow.indices { follow[state].formIntersection(living) }
    var start = reachable(from: entry, isStart: true)
    start.formIntersection(living)
    return Automaton(
      start: start, classOfState: classOfState, classes: classes,
      asciiMembers: classes.map(\.asciiMembers), follow: follow)
  }

  /// The states reachable from an instruction without reading. What lies behind a `$` can only
  /// accept, and nothing lies behind a `^` unless nothing was read.
  private func reachable(from entry: Int, isStart: Bool) -> States {
    var found = States()
    // An instruction may be reached on both sides of a `$`; each side is looked at once.
    var seen = [[Bool]](repeating: [Bool](repeating: false, count: program.count), count: 2)
    var open = [(instruction: entry, isAtEnd: false)]
    while let (instruction, isAtEnd) = open.popLast() {
      guard !seen[isAtEnd ? 1 : 0][instruction] else { continue }
      seen[isAtEnd ? 1 : 0][instruction] = true
      switch program[instruction] {
      case .accept: found.insert(classOfState.count)
      case .nothing(let next): open.append((next, isAtEnd))
      case .fork(let first, let second): open += [(second, isAtEnd), (first, isAtEnd)]
      case .startAnchor(let next): if isStart { open.append((next, isAtEnd)) }
      case .endAnchor(let next): open.append((next, true))
      case .read(let state, _): if !isAtEnd { found.insert(state) }
      }
    }
    return found
  }

  /// The states from which the accepting one can be reached: the others would keep a walk in a part
  /// of the dictionary where nothing matches.
  private func living(_ follow: [States]) -> States {
    var living = States()
    living.insert(classOfState.count)
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      // Successors were mostly written first, so that one round nearly always does.
      for state in follow.indices where !living.contains(state) {
        var ahead = follow[state]
        ahead.formIntersection(living)
        guard !ahead.isEmpty, !classes[classOfState[state]].isEmpty else { continue }
        living.insert(state)
        isGrowing = true
      }
    }
    return living
  }
}
