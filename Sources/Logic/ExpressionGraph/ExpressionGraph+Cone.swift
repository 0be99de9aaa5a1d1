// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// All nodes that `roots` depend on, and the roots, each once, in ascending order: operands come
  /// before what uses them.
  public func cone(of roots: some Sequence<NodeID>) -> [NodeID] {
    var reached = Set<NodeID>()
    var open: [NodeID] = []
    let visit = { (id: NodeID) in
      if reached.insert(id).inserted { open.append(id) }
    }
    for root in roots { visit(root) }
    while let id = open.popLast() { self[id].forEachOperand(visit) }
    return reached.sorted()
  }

  /// The cone of `roots` as text, a node a line, `n5 = and.8 n3 n4`: the number after the point is
  /// the width.
  public func listing(of roots: some Sequence<NodeID>) -> String {
    cone(of: roots).map { line(for: $0) }.joined(separator: "\n")
  }

  private func line(for id: NodeID) -> String {
    let node = self[id]
    var line = "n\(id.index) = \(node.operation).\(node.width)"
    if let value = node.value { line += " \(value)" }
    if node.operation == .variable { line += " \(name(of: id))" }
    node.forEachOperand { line += " n\($0.index)" }
    if node.operation == .extract { line += " from \(node.lowBit)" }
    return line
  }
}
