// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// All nodes that `roots` depend on, and the roots, each once, in ascending order: operands come
  /// before what uses them.
  public func cone(of roots: some Sequence<NodeID>) -> [NodeID] {
    // A bit for each node: operands are lesser, so that one pass downward reaches all of them.
    var reached: [UInt64] = []
    for root in roots {
      let word = Int(root.index >> 6)
      if word >= reached.count {
        reached.append(contentsOf: repeatElement(0, count: word + 1 - reached.count))
      }
      reached[word] |= 1 << UInt64(root.index & 63)
    }
    var size = 0
    for word in reached.indices.reversed() {
      // A node may reach lesser ones of its own word, which is read again after each.
      var visited: UInt64 = 0
      while reached[word] != visited {
        let bit = 63 - (reached[word] ^ visited).leadingZeroBitCount
        visited |= 1 << UInt64(bit)
        self[NodeID(index: UInt32(word << 6 | bit))].forEachOperand { operand in
          reached[Int(operand.index >> 6)] |= 1 << UInt64(operand.index & 63)
        }
      }
      size += visited.nonzeroBitCount
    }
    var cone: [NodeID] = []
    cone.reserveCapacity(size)
    for (word, bits) in reached.enumerated() {
      var bits = bits
      while bits != 0 {
        cone.append(NodeID(index: UInt32(word << 6 | bits.trailingZeroBitCount)))
        bits &= bits - 1
      }
    }
    return cone
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
