// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// Every operator with a constant on top of every operator with a constant, at 3 bits: with all
/// constants and on all assignments. Most of what simplification knows is about such pairs.
@Suite struct ConstantPairTests {
  private static let width = 3
  private static let size = 1 << width

  /// A node over `x` and `c`, and what it should be for each `x + size * c`.
  private struct Entry {
    var node: NodeID
    var values: [Int]
  }

  private let graph = ExpressionGraph()
  private let constants: [Entry]
  private let x: Entry
  private let c: NodeID
  private var evaluations: [Evaluation] = []

  init() {
    let all = 0..<(2 * Self.size)
    x = Entry(node: graph.variable("x", width: Self.width), values: all.map { $0 % Self.size })
    c = graph.variable("c", width: 1)
    constants = (0..<Self.size).map { [graph] value in
      Entry(
        node: graph.constant(UInt64(value), width: Self.width), values: all.map { _ in value })
    }
    for index in all {
      let assignment = ["x": UInt64(index % Self.size), "c": UInt64(index / Self.size)]
      evaluations.append(Evaluation(of: graph, under: assignment))
    }
  }

  /// `x` with one operator and one constant, and choices of which one or both are constants.
  private func lowerNodes() -> [Entry] {
    var lower = [x, inverted(x)]
    for k in constants {
      for apply in BinaryOperator.all where !apply.isPredicate {
        lower.append(binary(apply, x, k))
        lower.append(binary(apply, k, x))
      }
      lower.append(select(x, k))
      lower.append(select(k, x))
      lower.append(select(k, constants[Self.size - 2]))
    }
    return lower
  }

  @Test func operatorsAgree() throws {
    var values = evaluations
    for lower in lowerNodes() {
      for k in constants {
        for apply in BinaryOperator.all {
          try check(binary(apply, lower, k), &values) { "\(apply.name), constant second" }
          try check(binary(apply, k, lower), &values) { "\(apply.name), constant first" }
        }
      }
      try check(inverted(lower), &values) { "not" }
      try check(binary(.all[0], lower, x), &values) { "and with x" }
    }
    checkStructure(of: graph)
  }

  @Test func partsAgree() throws {
    var values = evaluations
    for lower in lowerNodes() {
      for wide in Self.width...(Self.width + 2) {
        let extended = graph.zeroExtend(lower.node, to: wide)
        for low in 0..<wide {
          for length in 1...(wide - low) {
            let part = Entry(
              node: graph.extract(extended, low: low, width: length),
              values: lower.values.map { $0 >> low & ((1 << length) - 1) })
            try check(part, &values) { "\(length) bits of \(wide) from \(low)" }
          }
        }
      }
    }
    checkStructure(of: graph)
  }

  private func check(
    _ entry: Entry, _ evaluations: inout [Evaluation], _ name: () -> String
  ) throws {
    for index in evaluations.indices
    where try evaluations[index].value(of: entry.node) != UInt64(entry.values[index]) {
      let assignment = evaluations[index].assignment
      Issue.record("\(name()) at \(assignment):\n\(graph.listing(of: [entry.node]))")
      return
    }
  }

  private func binary(_ apply: BinaryOperator, _ a: Entry, _ b: Entry) -> Entry {
    let values = zip(a.values, b.values).map { apply.meaning($0, $1, Self.size) }
    return Entry(node: apply.build(graph, a.node, b.node), values: values)
  }

  private func inverted(_ a: Entry) -> Entry {
    Entry(node: graph.not(a.node), values: a.values.map { Self.size - 1 - $0 })
  }

  private func select(_ a: Entry, _ b: Entry) -> Entry {
    let values = a.values.indices.map { $0 >= Self.size ? a.values[$0] : b.values[$0] }
    return Entry(node: graph.select(c, a.node, b.node), values: values)
  }
}
