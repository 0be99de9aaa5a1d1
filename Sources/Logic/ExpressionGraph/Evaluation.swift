// SPDX-License-Identifier: GPL-2.0-or-later

/// Why an expression has no value under an assignment.
public enum EvaluationError: Error, Equatable, CustomStringConvertible {
  /// The expression depends on a variable that the assignment does not mention.
  case unassigned(variable: String)
  /// The assignment gives a variable a number that its width cannot hold.
  case outOfRange(variable: String, value: UInt64, width: Int)

  public var description: String {
    switch self {
    case .unassigned(let variable): "variable \(variable) has no value"
    case .outOfRange(let variable, let value, let width):
      "variable \(variable) of \(width) bits cannot be \(value)"
    }
  }
}

/// The values of a graph's nodes under one assignment of numbers to variables, by name.
///
/// Each node is computed once, when first asked for. Nodes made later are found as well. Names that
/// are no variable of the graph are ignored.
public struct Evaluation {
  public let graph: ExpressionGraph
  public let assignment: [String: UInt64]
  private var values: [UInt64] = []
  private var isKnown: [Bool] = []
  private var open: [NodeID] = []

  public init(of graph: ExpressionGraph, under assignment: [String: UInt64]) {
    self.graph = graph
    self.assignment = assignment
  }

  /// The number that `root` is, below 2^width.
  ///
  /// - Throws: ``EvaluationError`` where a variable that `root` depends on is not assigned a number
  ///   of its width, even one that would not matter.
  public mutating func value(of root: NodeID) throws(EvaluationError) -> UInt64 {
    // Depth is bounded by memory, not by the stack of calls: graphs are deep.
    let missing = graph.count - values.count
    if missing > 0 {
      values.append(contentsOf: repeatElement(0, count: missing))
      isKnown.append(contentsOf: repeatElement(false, count: missing))
    }
    open.removeAll(keepingCapacity: true)
    open.append(root)
    while let id = open.last {
      if isKnown[Int(id.index)] {
        open.removeLast()
        continue
      }
      let node = graph[id]
      let height = open.count
      node.forEachOperand { operand in
        if !isKnown[Int(operand.index)] { open.append(operand) }
      }
      if open.count > height { continue }
      values[Int(id.index)] = try compute(id, node)
      isKnown[Int(id.index)] = true
      open.removeLast()
    }
    return values[Int(root.index)]
  }

  /// The value of a node whose operands are known.
  private func compute(_ id: NodeID, _ node: Node) throws(EvaluationError) -> UInt64 {
    switch node.operation {
    case .constant: node.tail
    case .variable: try assigned(id, node)
    case .not: ~values[Int(node.first.index)] & ones(node.width)
    case .select: values[Int((known(node.first) == 1 ? node.second : node.third).index)]
    case .zeroExtend: known(node.first)
    case .extract: known(node.first) >> UInt64(node.lowBit) & ones(node.width)
    default: node.operation(known(node.first), known(node.second), width: graph[node.first].width)
    }
  }

  private func known(_ id: NodeID) -> UInt64 { values[Int(id.index)] }

  private func assigned(_ id: NodeID, _ node: Node) throws(EvaluationError) -> UInt64 {
    let name = graph.name(of: id)
    guard let value = assignment[name] else { throw .unassigned(variable: name) }
    guard value <= ones(node.width) else {
      throw .outOfRange(variable: name, value: value, width: node.width)
    }
    return value
  }
}
