// SPDX-License-Identifier: GPL-2.0-or-later

/// What a symbolic value is made of: a known number, or a node of a graph.
///
/// A term is copied without counting references, since states of many terms are copied at every
/// branch. A known number has no graph, so that literals need none.
struct Term: @unchecked Sendable {
  /// Nil where the number is known.
  private let owner: Unmanaged<ExpressionGraph>?
  /// The number, or the index of the node.
  private let bits: UInt64

  @inline(__always)
  init(constant value: UInt64) {
    owner = nil
    bits = value
  }

  /// The value of a node, which is known where the node is a constant.
  @inline(__always)
  init(_ node: NodeID, of graph: ExpressionGraph) {
    let value = graph[node].value
    owner = value == nil ? Unmanaged.passUnretained(graph) : nil
    bits = value ?? UInt64(node.index)
  }

  @inline(__always)
  var constant: UInt64? { owner == nil ? bits : nil }

  /// The number, or the name of the node as in ``ExpressionGraph/listing(of:)``.
  var description: String { owner == nil ? "\(bits)" : "n\(bits)" }

  /// The node of this term in `graph`, made if the number is known.
  @inline(__always)
  func node(in graph: ExpressionGraph, width: Int) -> NodeID {
    guard let owner else { return graph.constant(bits, width: width) }
    precondition(
      owner.toOpaque() == Unmanaged.passUnretained(graph).toOpaque(),
      "values of two expression graphs cannot be combined")
    return NodeID(index: UInt32(truncatingIfNeeded: bits))
  }

  /// What `body` gives for the node and its graph; nil where the number is known.
  @inline(__always)
  func withNode<Result>(_ body: (ExpressionGraph, NodeID) -> Result) -> Result? {
    owner?._withUnsafeGuaranteedRef { graph in
      body(graph, NodeID(index: UInt32(truncatingIfNeeded: bits)))
    }
  }

  /// An operation of one operand, which is not known.
  @inline(__always)
  func make(_ build: (ExpressionGraph, NodeID) -> NodeID) -> Term {
    guard let owner else { preconditionFailure("a known number is folded, not built") }
    return owner._withUnsafeGuaranteedRef { graph in
      Term(build(graph, NodeID(index: UInt32(truncatingIfNeeded: bits))), of: graph)
    }
  }

  /// An operation of two operands of `width` bits: folded where both are known, else built.
  @inline(__always)
  static func combine(
    _ operation: Operation, _ a: Term, _ b: Term, width: Int,
    _ build: (ExpressionGraph, NodeID, NodeID) -> NodeID
  ) -> Term {
    guard let owner = a.owner ?? b.owner else {
      return Term(constant: operation(a.bits, b.bits, width: width))
    }
    return owner._withUnsafeGuaranteedRef { graph in
      let left = a.node(in: graph, width: width)
      let right = b.node(in: graph, width: width)
      return Term(build(graph, left, right), of: graph)
    }
  }

  /// `a` where `condition`, of 1 bit, holds, and `b` where it does not.
  @inline(__always)
  static func select(_ condition: Term, _ a: Term, _ b: Term, width: Int) -> Term {
    guard let owner = condition.owner else { return condition.bits == 1 ? a : b }
    // Most of what a branch merges it has not changed.
    if a.bits == b.bits, a.owner?.toOpaque() == b.owner?.toOpaque() { return a }
    return owner._withUnsafeGuaranteedRef { graph in
      let decision = condition.node(in: graph, width: 1)
      let left = a.node(in: graph, width: width)
      let right = b.node(in: graph, width: width)
      return Term(graph.select(decision, left, right), of: graph)
    }
  }
}
