// SPDX-License-Identifier: GPL-2.0-or-later

/// A vector of `bits` bits, as an unsigned number modulo 2^bits, that is known or is a node of an
/// ``ExpressionGraph``.
///
/// The value does not keep its graph alive: see ``Symbolic``.
public struct SymbolicVector<let bits: Int>: VectorValue, CustomStringConvertible {
  public typealias Domain = Symbolic

  let term: Term

  @inline(__always)
  init(term: Term) { self.term = term }

  /// The value of `node`, which has ``width`` bits and is of `graph`.
  public init(_ node: NodeID, of graph: ExpressionGraph) {
    precondition(graph[node].width == bits, "a vector of \(bits) bits needs a node of as many")
    term = Term(node, of: graph)
  }

  public init(constant value: UInt64) { term = Term(constant: value & ones(bits)) }

  /// The constant `value`, which must be below 2^bits.
  public init(integerLiteral value: UInt64) {
    precondition(value <= ones(bits), "\(value) does not fit in \(bits) bits")
    term = Term(constant: value)
  }

  public static var width: Int { bits }

  public var constant: UInt64? { term.constant }

  /// The number, or the name of the node as in ``ExpressionGraph/listing(of:)``.
  public var description: String { term.description }

  /// The node of this value in `graph`, which must be the graph it came from.
  public func node(in graph: ExpressionGraph) -> NodeID { term.node(in: graph, width: bits) }

  public static func select(_ condition: SymbolicBit, _ a: Self, _ b: Self) -> Self {
    Self(term: .select(condition.term, a.term, b.term, width: bits))
  }

  public func isMember(of set: UInt64) -> SymbolicBit {
    if let value = constant { return SymbolicBit(constant: value < 64 && set >> value & 1 == 1) }
    return SymbolicBit(term: term.make { $0.member($1, of: set) })
  }
}

extension SymbolicVector {
  public static prefix func ~ (operand: Self) -> Self {
    if let value = operand.constant { return Self(constant: ~value) }
    return Self(term: operand.term.make { $0.not($1) })
  }

  public static func & (left: Self, right: Self) -> Self {
    Self(term: combine(.and, left, right) { $0.and($1, $2) })
  }

  public static func | (left: Self, right: Self) -> Self {
    Self(term: combine(.or, left, right) { $0.or($1, $2) })
  }

  public static func ^ (left: Self, right: Self) -> Self {
    Self(term: combine(.xor, left, right) { $0.xor($1, $2) })
  }

  public static func &+ (left: Self, right: Self) -> Self {
    Self(term: combine(.add, left, right) { $0.add($1, $2) })
  }

  public static func &- (left: Self, right: Self) -> Self {
    Self(term: combine(.subtract, left, right) { $0.subtract($1, $2) })
  }

  public func shiftedLeft(_ amount: Self) -> Self {
    Self(term: Self.combine(.shiftLeft, self, amount) { $0.shiftLeft($1, $2) })
  }

  public func shiftedRight(_ amount: Self) -> Self {
    Self(term: Self.combine(.shiftRight, self, amount) { $0.shiftRight($1, $2) })
  }

  public static func .== (left: Self, right: Self) -> SymbolicBit {
    SymbolicBit(term: combine(.equal, left, right) { $0.equal($1, $2) })
  }

  public static func .< (left: Self, right: Self) -> SymbolicBit {
    SymbolicBit(term: combine(.lessThan, left, right) { $0.lessThan($1, $2) })
  }

  @inline(__always)
  private static func combine(
    _ operation: Operation, _ left: Self, _ right: Self,
    _ build: (ExpressionGraph, NodeID, NodeID) -> NodeID
  ) -> Term {
    .combine(operation, left.term, right.term, width: bits, build)
  }
}
