// SPDX-License-Identifier: GPL-2.0-or-later

/// Whether what a register holds when an iteration begins only decides whether the loop is left,
/// and is only added to by `|`: a union over the pages, or an answer that ends the loop.
struct CarriedRegister {
  private struct State: Equatable {
    /// Hold the value, or a union with it.
    var holders: Set<Int>
    /// Say something about the value.
    var tests: Set<Int> = []
    /// It was a constant when this iteration came by a test: on all ways here.
    var isSettled = false
    /// It was overwritten, before that, on some way here.
    var isOverwritten = false

    mutating func join(_ other: State) {
      holders.formUnion(other.holders)
      tests.formUnion(other.tests)
      isSettled = isSettled && other.isSettled
      isOverwritten = isOverwritten || other.isOverwritten
    }
  }

  private let function: Function
  private let flow: ControlFlow
  private let loop: LoopNest.Loop
  private let register: Int
  /// The instruction that does something else with it; nil where there is none.
  private(set) var problem: Int?

  init(_ function: Function, _ flow: ControlFlow, _ loop: LoopNest.Loop, _ register: Int) {
    self.function = function
    self.flow = flow
    self.loop = loop
    self.register = register
    run()
  }

  private mutating func run() {
    var states: [Int: State] = [loop.header: State(holders: [register])]
    var open = [loop.header]
    while let block = open.popLast(), problem == nil {
      guard var state = states[block] else { continue }
      for index in flow.range(block) { step(index, block, &state) }
      let facts = BranchFacts(function, flow, block)
      let successors = flow.successors(block)
      for (number, next) in successors.enumerated() where loop.blocks.contains(next) {
        var out = state
        let known = successors.count < 2 ? [] : number == 0 ? facts.onTrue : facts.onFalse
        for fact in known where out.holders.contains(fact.register) {
          out.holders.remove(fact.register)
          if fact.register == register {
            out.holders = []
            out.isSettled = true
          }
        }
        if next == loop.header {
          if out.isOverwritten, !out.isSettled { fail(lastWrite) }
          continue
        }
        var joined = states[next] ?? out
        joined.join(out)
        if states[next] != joined {
          states[next] = joined
          open.append(next)
        }
      }
    }
  }

  private var lastWrite: Int {
    loop.blocks.sorted().flatMap { flow.range($0) }
      .last { function.code[$0].writesD && Int(function.code[$0].d) == register } ?? 0
  }

  private mutating func fail(_ index: Int) { problem = problem.map { min($0, index) } ?? index }

  private mutating func step(_ index: Int, _ block: Int, _ state: inout State) {
    let instruction = function.code[index]
    let (a, b, d) = (Int(instruction.a), Int(instruction.b), Int(instruction.d))
    let reads = instruction.reads
    var registers: [Int] = []
    if reads.a { registers.append(a) }
    if reads.b { registers.append(b) }
    if reads.c { registers.append(Int(instruction.c)) }
    if reads.d { registers.append(d) }
    if instruction.isCall { registers += (a..<a + Int(instruction.c)) }
    let held = registers.filter(state.holders.contains)
    let tested = registers.filter(state.tests.contains)
    var becomes: WritableKeyPath<State, Set<Int>>?
    switch instruction.opcode {
    case _ where held.isEmpty && tested.isEmpty: break
    case .checkDefined: break
    case .copy: becomes = held.isEmpty ? \.tests : \.holders
    case .extend where held.isEmpty || instruction.size >= 32:
      becomes = held.isEmpty ? \.tests : \.holders
    case .or where tested.isEmpty: becomes = \.holders
    case .equal, .notEqual, .isZero, .isNonzero, .and, .or, .less, .lessSigned, .lessOrEqual,
      .lessOrEqualSigned:
      becomes = \.tests
    case .branch:
      let inside = flow.successors(block).filter(loop.blocks.contains)
      if inside.count != 1 { fail(index) }
    default: fail(index)
    }
    guard instruction.writesD else { return }
    state.holders.remove(d)
    state.tests.remove(d)
    if let becomes { state[keyPath: becomes].insert(d) }
    if d == register, !state.holders.contains(d), !state.isSettled { state.isOverwritten = true }
    if instruction.opcode == .loadMaybe {
      state.holders.remove(Int(instruction.c))
      if Int(instruction.c) == register, !state.isSettled { state.isOverwritten = true }
    }
  }
}
