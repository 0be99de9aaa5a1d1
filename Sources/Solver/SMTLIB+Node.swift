// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension SMTLIB.Text {
  /// The declaration of a node, with an equation for one that is made of others; nothing for a
  /// constant.
  ///
  /// An equation and not `define-fun`, which Z3 4.8.12 expands: it never gets through large texts.
  mutating func append(node id: NodeID) {
    let node = graph[id]
    if node.operation == .constant { return }
    append("(declare-const ")
    append(operand: id)
    append(" ")
    append(sortOf: node.width)
    append(")\n")
    if node.operation == .variable { return }
    append("(assert (= ")
    append(operand: id)
    append(" ")
    append(definitionOf: node)
    append("))\n")
  }

  private mutating func append(definitionOf node: Node) {
    let width = graph[node.first].width
    switch node.operation {
    case .extract:
      append(node.width == 1 ? "(= #b1 ((_ extract " : "((_ extract ")
      append(number: UInt64(node.lowBit + node.width - 1))
      append(" ")
      append(number: UInt64(node.lowBit))
      append(") ")
      append(operand: node.first)
      append(node.width == 1 ? "))" : ")")
    case .zeroExtend where width == 1:
      append("(ite ")
      append(operand: node.first)
      append(" ")
      append(value: 1, width: node.width)
      append(" ")
      append(value: 0, width: node.width)
      append(")")
    case .zeroExtend:
      append("((_ zero_extend ")
      append(number: UInt64(node.width - width))
      append(") ")
      append(operand: node.first)
      append(")")
    default:
      append("(")
      append(SMTLIB.name(of: node.operation, width: width))
      append(operand: node.first)
      if node.operation.operandCount > 1 {
        append(" ")
        append(operand: node.second)
      }
      if node.operation.operandCount > 2 {
        append(" ")
        append(operand: node.third)
      }
      append(")")
    }
  }
}

extension SMTLIB {
  /// The function of an operation whose first operand has `width` bits, and a space.
  fileprivate static func name(of operation: Logic.Operation, width: Int) -> StaticString {
    switch operation {
    case .not: width == 1 ? "not " : "bvnot "
    case .and: width == 1 ? "and " : "bvand "
    case .or: width == 1 ? "or " : "bvor "
    case .xor: width == 1 ? "xor " : "bvxor "
    case .add: "bvadd "
    case .subtract: "bvsub "
    case .shiftLeft: "bvshl "
    case .shiftRight: "bvlshr "
    case .equal: "= "
    case .lessThan: "bvult "
    case .select: "ite "
    case .constant, .variable, .zeroExtend, .extract:
      preconditionFailure("\(operation) is no plain application")
    }
  }
}
