// SPDX-License-Identifier: GPL-2.0-or-later

// What is kept in memory from page to page, and what callers must know of it.
extension PlaceFrame {
  /// What the function does to cells; says where loops from page to page keep something in them.
  mutating func judgeCells(_ findings: inout PlaceFindings) -> CellSummary {
    for loop in shape.nest.loops.indices
    where isPageLoop(loop) && inputs[shape.nest.loops[loop].header] != nil {
      judgeCells(of: loop)
    }
    findings = self.findings
    var summary = CellSummary()
    var isFirst = true
    _ = flow(from: 0, within: nil) { frame, state, index in
      let instruction = frame.shape.function.code[index]
      for cell in frame.loads(index) where !state.isStored(cell) { summary.exposed.insert(cell) }
      guard [.returnValue, .returnVoid, .missingReturn].contains(instruction.opcode) else { return }
      summary.certain = isFirst ? state.certain : summary.certain.intersection(state.certain)
      isFirst = false
      for store in state.stores {
        let fails =
          frame.failures.contains(index)
          || instruction.opcode == .returnValue && !store.isContent
            && store.holders.contains(Int(instruction.a))
        if fails { summary.onFailure.insert(store.cell) } else { summary.always.insert(store.cell) }
      }
      for cell in state.zeroed { summary.always.insert(cell) }
    }
    return summary.outliving(shape.number)
  }

  private func loads(_ index: Int) -> [PlaceCell] {
    (effects[index] ?? []).flatMap { effect -> [PlaceCell] in
      switch effect {
      case .load(let cell): [cell]
      case .call(let summary): Array(summary.exposed)
      default: []
      }
    }
  }

  /// Follows stores through the blocks from `block` on, and looks at each instruction once they are
  /// at rest; within a loop, every way back begins another iteration.
  private func flow(
    from start: Int, within loop: Int?, _ look: (PlaceFrame, CellFlow, Int) -> Void
  ) -> [(from: Int, to: Int, state: CellFlow)] {
    var states: [Int: CellFlow] = [start: CellFlow()]
    func blocks(_ body: (Int, Int, CellFlow) -> Void, _ look: (CellFlow, Int) -> Void) {
      for block in shape.nest.order {
        guard var state = states[block], inputs[block] != nil else { continue }
        for index in shape.flow.range(block) {
          look(state, index)
          let instruction = shape.function.code[index]
          state.write(instruction)
          for effect in effects[index] ?? [] { state.apply(effect, instruction, at: index) }
        }
        let successors = shape.flow.successors(block)
        for (number, next) in successors.enumerated() {
          var out = state
          let facts = shape.facts[block]
          let known = successors.count < 2 ? [] : number == 0 ? facts.onTrue : facts.onFalse
          for fact in known
          where fact.constant.map({ shape.function.template[$0] == 0 }) ?? true {
            out.know(zero: fact.register)
          }
          body(block, next, out)
        }
      }
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      var joined = states
      blocks(
        { _, next, out in
          if let loop, !shape.nest.loops[loop].blocks.contains(next) { return }
          var out = out
          if loop != nil, next == start { out.turn() }
          var state = joined[next] ?? out
          state.join(out)
          if joined[next] != state {
            joined[next] = state
            hasChanged = true
          }
        }, { _, _ in })
      states = joined
    }
    var edges: [(from: Int, to: Int, state: CellFlow)] = []
    blocks({ edges.append((from: $0, to: $1, state: $2)) }, { look(self, $0, $1) })
    return edges
  }

  private mutating func judgeCells(of loop: Int) {
    let blocks = shape.nest.loops[loop].blocks
    let header = shape.nest.loops[loop].header
    let declared = Set(
      blocks.flatMap { shape.flow.range($0) }.flatMap { effects[$0] ?? [] }.compactMap { effect in
        if case .reset(let object) = effect { object } else { nil }
      })
    var carried: Set<Int> = []
    var overwritten: Set<Int> = []
    let inside = guardedEffects(in: loop)
    func isLost(_ store: CellStore) -> Bool { !declared.contains(store.cell.object) }
    let edges = flow(from: header, within: loop) { frame, state, index in
      if frame.loads(index).contains(where: state.isCarried) { carried.insert(index) }
      guard inside.contains(index) else { return }
      for store in state.stores where store.isOld && isLost(store) {
        overwritten.insert(store.site)
      }
    }
    for index in carried.sorted() {
      complain(.place, "what was kept in memory for one page is read for the next", at: index)
    }
    for edge in edges where edge.to == header && blocks.contains(edge.from) {
      guard let bound = guards[edge.from], bound.loop == loop else { continue }
      for store in edge.state.stores where isLost(store) { overwritten.insert(store.site) }
    }
    for site in overwritten.sorted() {
      complain(.place, "what is kept in memory is overwritten from page to page", at: site)
    }
  }

  /// The instructions that use memory, and the ends of iterations, behind the question whether the
  /// loop goes on.
  private func guardedEffects(in loop: Int) -> Set<Int> {
    let bounds = guards.filter { $0.value.loop == loop && !$0.value.isAtLatch }.map(\.key)
    var result: Set<Int> = []
    for block in shape.nest.loops[loop].blocks
    where bounds.contains(where: { $0 != block && shape.nest.dominates($0, block) }) {
      for index in shape.flow.range(block) where effects[index]?.isEmpty == false {
        result.insert(index)
      }
      if shape.nest.loops[loop].latches.contains(block) {
        result.insert(shape.flow.range(block).upperBound - 1)
      }
    }
    return result
  }
}

extension CellSummary {
  /// Without the objects of a function's own activation.
  fileprivate func outliving(_ function: Int) -> CellSummary {
    func kept(_ cells: Set<PlaceCell>) -> Set<PlaceCell> {
      cells.filter { cell in
        if case .local(function, _) = cell.object { false } else { true }
      }
    }
    return CellSummary(
      exposed: kept(exposed), certain: kept(certain), always: kept(always),
      onFailure: kept(onFailure))
  }
}
