// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import Solver

/// Facts about a text's own memory that are likely to hold wherever a walk begins: those that hold in
/// the plainest windows. That they hold in all is asked with the rows of the text.
struct TextInference {
  private(set) var facts: [String: TextFact] = [:]
  /// The cells that have a value when the first walk of a call begins.
  private(set) var areSet: Set<String> = []

  /// Z3's steps for each question; where it gives up the fact is not assumed.
  private static let budget = Budget(rlimit: 5_000_000, seconds: 10)

  /// None.
  init() {}

  init(_ target: Target) {
    guard target.kernel != nil, Plan(target).isOneLoop else { return }
    let skeletons = Plan(target).windows.filter { $0.scenario.count == 2 }.prefix(Self.windows)
    // Each pass weakens at least one fact, or is the last.
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for skeleton in skeletons {
        for cursor in 0...skeleton.scenario.count {
          for (cell, fact) in broken(target, skeleton, cursor: cursor) {
            facts[cell] = fact
            hasChanged = true
          }
        }
      }
    }
  }

  /// How many windows are looked at.
  private static let windows = 3

  /// Cells whose facts fail in a window, with the next weaker fact that can hold.
  private mutating func broken(
    _ target: Target, _ skeleton: Skeleton, cursor: Int
  ) -> [(String, TextFact)] {
    ExpressionGraph.with { graph in
      var basis = Basis()
      basis.facts = facts
      let window = Window(skeleton, cursor: cursor, target: target, basis: basis, in: graph)
      guard let text = window.after.text else { return [] }
      for (index, cell) in text.broken.enumerated()
      where window.text?.holdsAtFirst(index, .isSet).constant == true {
        areSet.insert(cell.cell.name)
      }
      let assumptions = window.assumptions()
      return text.broken.enumerated().compactMap { index, cell in
        if cell.isBroken.constant == false { return nil }
        let query = Query(name: cell.cell.name, assertions: assumptions + [cell.isBroken])
        let answer = try? Z3.check(query, in: graph, budget: Self.budget).0
        if case .unsatisfiable? = answer { return nil }
        return (cell.cell.name, window.weaker(index, than: facts[cell.cell.name] ?? .keepsFirst))
      }
    }
  }
}

extension Window {
  /// The next weaker fact about a cell that holds where the first walk begins.
  fileprivate func weaker(_ index: Int, than fact: TextFact) -> TextFact {
    var fact = fact
    while let next = fact.weaker {
      fact = next
      if text?.holdsAtFirst(index, next).constant == true { return next }
    }
    return .nothing
  }
}
