// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3
import Logic

extension Lowering {
  /// The term of a node whose operands have theirs.
  mutating func make(_ id: NodeID) throws(SolverError) -> Z3_ast {
    let node = graph[id]
    switch node.operation {
    case .constant: return try number(node.value ?? 0, width: node.width)
    case .variable: return try unknown(id, node)
    case .zeroExtend: return try zeroExtended(node)
    case .extract: return try extracted(node)
    case .not:
      let a = try term(node.first)
      return try session.keep(
        node.width == 1 ? Z3_mk_not(context, a) : Z3_mk_bvnot(context, a))
    case .select:
      return try session.keep(
        Z3_mk_ite(context, try term(node.first), try term(node.second), try term(node.third)))
    default:
      let a = try term(node.first)
      let b = try term(node.second)
      return graph[node.first].width == 1
        ? try combineBits(node.operation, a, b)
        : try session.keep(combine(node.operation, a, b))
    }
  }

  /// An operation of two vectors of one width; nil, with an error set, where Z3 refuses it.
  private func combine(_ operation: Logic.Operation, _ a: Z3_ast, _ b: Z3_ast) -> Z3_ast? {
    switch operation {
    case .and: Z3_mk_bvand(context, a, b)
    case .or: Z3_mk_bvor(context, a, b)
    case .xor: Z3_mk_bvxor(context, a, b)
    case .add: Z3_mk_bvadd(context, a, b)
    case .subtract: Z3_mk_bvsub(context, a, b)
    case .shiftLeft: Z3_mk_bvshl(context, a, b)
    case .shiftRight: Z3_mk_bvlshr(context, a, b)
    case .equal: Z3_mk_eq(context, a, b)
    case .lessThan: Z3_mk_bvult(context, a, b)
    case .constant, .variable, .not, .select, .zeroExtend, .extract:
      preconditionFailure("\(operation) has not two operands")
    }
  }

  /// An operation of two truth values. The others have operands of 2 bits or more: the graph
  /// simplifies them.
  private func combineBits(
    _ operation: Logic.Operation, _ a: Z3_ast, _ b: Z3_ast
  ) throws(SolverError) -> Z3_ast {
    switch operation {
    case .and: return try session.keep(Z3_mk_and(context, 2, [a, b]))
    case .or: return try session.keep(Z3_mk_or(context, 2, [a, b]))
    case .xor:
      // Long chains of Z3_mk_xor take time that grows with the square of their length.
      return try session.keep(Z3_mk_not(context, try session.keep(Z3_mk_eq(context, a, b))))
    default: preconditionFailure("\(operation) has operands of 2 bits or more")
    }
  }

  private mutating func zeroExtended(_ node: Node) throws(SolverError) -> Z3_ast {
    let a = try term(node.first)
    let added = node.width - graph[node.first].width
    guard added == node.width - 1 else {
      return try session.keep(Z3_mk_zero_ext(context, UInt32(added), a))
    }
    let one = try number(1, width: node.width)
    let zero = try number(0, width: node.width)
    return try session.keep(Z3_mk_ite(context, a, one, zero))
  }

  private func extracted(_ node: Node) throws(SolverError) -> Z3_ast {
    let low = UInt32(node.lowBit)
    let high = low + UInt32(node.width) - 1
    let bits = try session.keep(
      Z3_mk_extract(context, high, low, try term(node.first)))
    guard node.width == 1 else { return bits }
    let sort = try session.valid(Z3_get_sort(context, bits))
    let one = try session.keep(Z3_mk_unsigned_int64(context, 1, sort))
    return try session.keep(Z3_mk_eq(context, bits, one))
  }
}
