// SPDX-License-Identifier: GPL-2.0-or-later

/// A truth value that is known or is a node of an ``ExpressionGraph``.
///
/// The value does not keep its graph alive: see ``Symbolic``.
public struct SymbolicBit: BitValue, CustomStringConvertible {
  let term: Term

  @inline(__always)
  init(term: Term) { self.term = term }

  /// The truth value of `node`, which has 1 bit and is of `graph`.
  public init(_ node: NodeID, of graph: ExpressionGraph) {
    precondition(graph[node].width == 1, "a truth value has 1 bit")
    term = Term(node, of: graph)
  }

  public init(constant value: Bool) { term = Term(constant: value ? 1 : 0) }

  public var constant: Bool? { term.constant.map { $0 == 1 } }

  /// `true`, `false`, or the name of the node as in ``ExpressionGraph/listing(of:)``.
  public var description: String { constant.map { "\($0)" } ?? term.description }

  /// The node of this value in `graph`, which must be the graph it came from.
  public func node(in graph: ExpressionGraph) -> NodeID { term.node(in: graph, width: 1) }

  public static prefix func .! (operand: Self) -> Self {
    if let known = operand.constant { return Self(constant: !known) }
    return Self(term: operand.term.make { $0.not($1) })
  }

  public static func .& (left: Self, right: Self) -> Self {
    if let known = left.constant { return known ? right : left }
    if let known = right.constant { return known ? left : right }
    return combine(.and, left, right) { $0.and($1, $2) }
  }

  public static func .| (left: Self, right: Self) -> Self {
    if let known = left.constant { return known ? left : right }
    if let known = right.constant { return known ? right : left }
    return combine(.or, left, right) { $0.or($1, $2) }
  }

  public static func .^ (left: Self, right: Self) -> Self {
    combine(.xor, left, right) { $0.xor($1, $2) }
  }

  public static func select(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    Self(term: .select(condition.term, a.term, b.term, width: 1))
  }

  @inline(__always)
  private static func combine(
    _ operation: Operation, _ left: Self, _ right: Self,
    _ build: (ExpressionGraph, NodeID, NodeID) -> NodeID
  ) -> Self {
    Self(term: .combine(operation, left.term, right.term, width: 1, build))
  }
}
