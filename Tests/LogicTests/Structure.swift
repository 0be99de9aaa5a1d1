// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// Checks what every reader of a graph relies on: operands come first and have the widths that
/// ``Operation`` documents.
func checkStructure(of graph: ExpressionGraph) {
  for index in 0..<UInt32(graph.count) {
    let id = NodeID(index: index)
    let node = graph[id]
    var widths: [Int] = []
    node.forEachOperand { operand in
      if operand >= id { Issue.record("an operand comes after its user") }
      widths.append(graph[operand].width)
    }
    let isAsDocumented =
      switch node.operation {
      case .constant: node.value.map { $0 <= .max >> UInt64(64 - node.width) } ?? false
      case .variable: graph.variable(named: graph.name(of: id)) == id
      case .not: widths == [node.width]
      case .and, .or, .xor: widths == [node.width, node.width]
      case .add, .subtract, .shiftLeft, .shiftRight:
        widths == [node.width, node.width] && node.width > 1
      case .equal, .lessThan: node.width == 1 && widths[0] == widths[1] && widths[0] > 1
      case .select: widths == [1, node.width, node.width]
      case .zeroExtend: widths[0] < node.width
      case .extract: node.lowBit + node.width <= widths[0] && node.width < widths[0]
      }
    if !isAsDocumented {
      Issue.record("not as documented:\n\(graph.listing(of: [id]))")
      return
    }
  }
}
