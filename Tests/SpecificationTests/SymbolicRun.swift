// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

/// What is compared of a run: everything that a caller or a clause can see.
struct Outcome: Equatable {
  var words: [UInt64] = []
  var result: UInt64 = 0
  var resultPages: UInt64 = 0
  var violated: [Bool] = []
  var exercised: [Bool] = []
  var historyLost = false
  var endless = false
  var faults: UInt64 = 0
  var walks: UInt64 = 0
  var loads: UInt64 = 0
}

extension Walk<Concrete> {
  /// One call in the concrete domain.
  mutating func outcome() -> Outcome {
    call(pass: 1)
    var outcome = Outcome()
    outcome.words = world.pages.prefix(world.count).map(\.word)
    outcome.result = UInt64(world.result)
    outcome.resultPages = world.resultPages
    Contract.judge(world) { _, violated, exercised in
      outcome.violated.append(violated)
      outcome.exercised.append(exercised)
    }
    outcome.historyLost = world.ghost.historyLost
    outcome.endless = world.ghost.endless
    outcome.faults = UInt64(world.ghost.faults)
    outcome.walks = UInt64(world.ghost.walks)
    outcome.loads = UInt64(world.loads)
    return outcome
  }
}

/// One call in the symbolic domain, judged: an expression for everything that is compared.
struct SymbolicRun {
  var world: World<Symbolic>
  var violated: [Symbolic.Bit] = []
  var exercised: [Symbolic.Bit] = []

  init(
    _ scenario: Scenario, _ revision: Revision, _ unknowns: Unknowns, walkBudget: Int,
    in graph: ExpressionGraph
  ) {
    var walk = Walk<Symbolic>(revision: revision)
    walk.load(scenario)
    walk.world.walkBudget = walkBudget
    walk.world.visit(
      unknowns, byte: { $1 = graph.byte($0) }, half: { $1 = graph.half($0) },
      word: { $1 = graph.word($0) }, bit: { $1 = graph.bit($0) })
    walk.call(pass: 1)
    world = walk.world
    Contract.judge(world) { _, violated, exercised in
      self.violated.append(violated)
      self.exercised.append(exercised)
    }
  }

  /// What the expressions are under an assignment.
  func outcome(_ numbers: [String: UInt64], in graph: ExpressionGraph) throws -> Outcome {
    var evaluation = Evaluation(of: graph, under: numbers)
    var outcome = Outcome()
    outcome.words = try world.pages.prefix(world.count).map { try evaluation.value(of: $0.word) }
    outcome.result = try evaluation.value(of: world.result)
    outcome.resultPages = try evaluation.value(of: world.resultPages)
    outcome.violated = try violated.map { try evaluation.value(of: $0) }
    outcome.exercised = try exercised.map { try evaluation.value(of: $0) }
    outcome.historyLost = try evaluation.value(of: world.ghost.historyLost)
    outcome.endless = try evaluation.value(of: world.ghost.endless)
    outcome.faults = try evaluation.value(of: world.ghost.faults)
    outcome.walks = try evaluation.value(of: world.ghost.walks)
    outcome.loads = try evaluation.value(of: world.loads)
    return outcome
  }
}
