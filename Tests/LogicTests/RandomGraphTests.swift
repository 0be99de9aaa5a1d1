// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// Random graphs of narrow nodes, compared on all assignments.
///
/// Simplification looks at operators below operators and at constants that coincide; at 2 and 3 bits
/// coincidences are frequent, and the comparison is complete.
@Suite struct RandomGraphTests {
  @Test(arguments: 2...3, 0..<10 as Range<UInt64>)
  func narrowGraphsAgree(width: Int, seed: UInt64) throws {
    var random = SplitMix64(seed: seed << 8 | UInt64(width))
    for _ in 0..<10 {
      var pool = Pool(width: width)
      for _ in 0..<120 {
        let entry = pool.grow(&random)
        let wrong = try pool.disagreement(entry)
        if let wrong {
          Issue.record(
            "\(entry.text) at \(wrong):\n\(pool.graph.listing(of: entry.operands + [entry.node]))")
          return
        }
      }
      checkStructure(of: pool.graph)
    }
  }
}

/// A node with its operands and, computed apart from the graph, its value under each assignment.
private struct Entry {
  var node: NodeID
  var width: Int
  var values: [Int]
  var text: String
  var operands: [NodeID] = []
}

/// Nodes over the unknowns `x` and `y` of one width and the bits `c` and `d`.
private struct Pool {
  let graph = ExpressionGraph()
  let width: Int
  var vectors: [Entry] = []
  var bits: [Entry] = []
  var evaluations: [Evaluation] = []

  init(width: Int) {
    self.width = width
    let size = 1 << width
    let assignments = 0..<(size * size * 4)
    let parts: [(String, Int, (Int) -> Int)] = [
      ("x", width, { $0 % size }), ("y", width, { $0 / size % size }),
      ("c", 1, { $0 / size / size % 2 }), ("d", 1, { $0 / size / size / 2 }),
    ]
    for (name, width, part) in parts {
      let node = graph.variable(name, width: width)
      add(Entry(node: node, width: width, values: assignments.map(part), text: name))
    }
    for assignment in assignments {
      let names = parts.map { ($0.0, UInt64($0.2(assignment))) }
      let assigned = Dictionary(uniqueKeysWithValues: names)
      evaluations.append(Evaluation(of: graph, under: assigned))
    }
  }

  private mutating func add(_ entry: Entry) {
    if entry.width == 1 { bits.append(entry) } else { vectors.append(entry) }
  }

  /// An assignment under which the graph gives `entry` another value than it should have.
  mutating func disagreement(_ entry: Entry) throws -> [String: UInt64]? {
    for index in evaluations.indices
    where try evaluations[index].value(of: entry.node) != UInt64(entry.values[index]) {
      return evaluations[index].assignment
    }
    return nil
  }

  mutating func grow(_ random: inout SplitMix64) -> Entry {
    let entry =
      switch random.below(10) {
      case 0: inverted(vector(&random))
      case 1: inverted(random.pick(bits))
      case 2: binary(&random, random.pick(bits), random.pick(bits))
      case 3, 4: select(random.pick(bits), vector(&random), vector(&random))
      case 5: select(random.pick(bits), random.pick(bits), random.pick(bits))
      case 6: resized(&random, vector(&random))
      case 7: member(vector(&random), of: random.next())
      default: binary(&random, vector(&random), vector(&random))
      }
    add(entry)
    return entry
  }

  /// A known number once in three times.
  private func vector(_ random: inout SplitMix64) -> Entry {
    guard random.below(3) == 0 else { return random.pick(vectors) }
    let value = random.below(1 << width)
    let node = graph.constant(UInt64(value), width: width)
    let values = evaluations.map { _ in value }
    return Entry(node: node, width: width, values: values, text: "\(value)")
  }

  private func inverted(_ a: Entry) -> Entry {
    Entry(
      node: graph.not(a.node), width: a.width, values: a.values.map { (1 << a.width) - 1 - $0 },
      text: "not", operands: [a.node])
  }

  private func binary(_ random: inout SplitMix64, _ a: Entry, _ b: Entry) -> Entry {
    let chosen = random.pick(BinaryOperator.all)
    let size = 1 << a.width
    let node = chosen.build(graph, a.node, b.node)
    let values = zip(a.values, b.values).map { chosen.meaning($0, $1, size) }
    let width = chosen.isPredicate ? 1 : a.width
    return Entry(
      node: node, width: width, values: values, text: chosen.name, operands: [a.node, b.node])
  }

  private func select(_ condition: Entry, _ a: Entry, _ b: Entry) -> Entry {
    Entry(
      node: graph.select(condition.node, a.node, b.node), width: a.width,
      values: a.values.indices.map { condition.values[$0] == 1 ? a.values[$0] : b.values[$0] },
      text: "select", operands: [condition.node, a.node, b.node])
  }

  /// Extended, worked on by a constant, and cut again to the width or to one bit.
  private func resized(_ random: inout SplitMix64, _ a: Entry) -> Entry {
    let wide = width + random.below(4)
    let k = random.below(1 << wide)
    let worker = random.pick(BinaryOperator.all.filter { !$0.isPredicate })
    let extended = graph.zeroExtend(a.node, to: wide)
    let worked = worker.build(graph, extended, graph.constant(UInt64(k), width: wide))
    let length = random.pick([1, width])
    let low = random.below(wide - length + 1)
    return Entry(
      node: graph.extract(worked, low: low, width: length), width: length,
      values: a.values.map { worker.meaning($0, k, 1 << wide) >> low & ((1 << length) - 1) },
      text: "extract of \(worker.name) \(k) of \(wide) bits", operands: [a.node, worked])
  }

  private func member(_ a: Entry, of set: UInt64) -> Entry {
    Entry(
      node: graph.member(a.node, of: set), width: 1,
      values: a.values.map { Int(set >> UInt64($0) & 1) }, text: "member of \(set)",
      operands: [a.node])
  }
}
