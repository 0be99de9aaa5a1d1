// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// The operation of `id` on other operands, simplified as if it were made of them: `operand` says
  /// for each what stands in its place, of the same width. A leaf stays what it is.
  public func rebuilt(_ id: NodeID, _ operand: (NodeID) -> NodeID) -> NodeID {
    let node = self[id]
    let first = node.operation.operandCount > 0 ? operand(node.first) : id
    let second = node.operation.operandCount > 1 ? operand(node.second) : id
    return switch node.operation {
    case .constant, .variable: id
    case .not: not(first)
    case .and: and(first, second)
    case .or: or(first, second)
    case .xor: xor(first, second)
    case .add: add(first, second)
    case .subtract: subtract(first, second)
    case .shiftLeft: shiftLeft(first, second)
    case .shiftRight: shiftRight(first, second)
    case .equal: equal(first, second)
    case .lessThan: lessThan(first, second)
    case .select: select(first, second, operand(node.third))
    case .zeroExtend: zeroExtend(first, to: node.width)
    case .extract: extract(first, low: node.lowBit, width: node.width)
    }
  }
}
