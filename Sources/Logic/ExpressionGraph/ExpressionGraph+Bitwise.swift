// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// Every bit of `a` inverted.
  public func not(_ a: NodeID) -> NodeID {
    let node = self[a]
    switch node.operation {
    case .constant: return constant(~node.tail, width: node.width)
    case .not: return node.first
    default: return intern(Node(.not, width: node.width, a))
    }
  }

  /// Bitwise and of two nodes of one width.
  public func and(_ a: NodeID, _ b: NodeID) -> NodeID {
    let (x, left, y, right) = ordered(a, b)
    if x == y { return x }
    if right.operation == .constant { return and(x, mask: right.tail, y) }
    if areComplements(x, left, y, right) { return constant(0, width: left.width) }
    if let simpler = absorbed(x, by: y, right, .and, .or) { return simpler }
    if let simpler = absorbed(y, by: x, left, .and, .or) { return simpler }
    return intern(Node(.and, width: left.width, x, y))
  }

  /// Bitwise or of two nodes of one width.
  public func or(_ a: NodeID, _ b: NodeID) -> NodeID {
    let (x, left, y, right) = ordered(a, b)
    if x == y { return x }
    if right.operation == .constant { return or(x, mask: right.tail, y) }
    if areComplements(x, left, y, right) { return constant(.max, width: left.width) }
    if let simpler = absorbed(x, by: y, right, .or, .and) { return simpler }
    if let simpler = absorbed(y, by: x, left, .or, .and) { return simpler }
    return intern(Node(.or, width: left.width, x, y))
  }

  /// Bitwise exclusive or of two nodes of one width.
  public func xor(_ a: NodeID, _ b: NodeID) -> NodeID {
    let (x, left, y, right) = ordered(a, b)
    let width = left.width
    if let k = right.value {
      if let value = left.value { return constant(value ^ k, width: width) }
      if k == 0 { return x }
      if k == ones(width) { return not(x) }
      if left.operation == .xor, let inner = constantOperand(left) {
        return xor(left.first, constant(inner ^ k, width: width))
      }
      return intern(Node(.xor, width: width, x, y))
    }
    if x == y { return constant(0, width: width) }
    if areComplements(x, left, y, right) { return constant(.max, width: width) }
    // Inversions go outward, so that xor of a and b is one node however they are inverted.
    if left.operation == .not, right.operation == .not { return xor(left.first, right.first) }
    if left.operation == .not { return not(xor(left.first, y)) }
    if right.operation == .not { return not(xor(x, right.first)) }
    if right.operation == .xor {
      if right.first == x { return right.second }
      if right.second == x { return right.first }
    }
    if left.operation == .xor {
      if left.first == y { return left.second }
      if left.second == y { return left.first }
    }
    return intern(Node(.xor, width: width, x, y))
  }

  /// `x & (x & z)`, `x & (x | z)`, `x & (~x & z)` and `x & (~x | z)`, and the same with the two
  /// operations exchanged. `outer` is what combines `x` with `y`, and `dual` the other one.
  @inline(__always)
  private func absorbed(
    _ x: NodeID, by y: NodeID, _ node: Node, _ outer: Operation, _ dual: Operation
  ) -> NodeID? {
    guard node.operation == outer || node.operation == dual else { return nil }
    if node.first == x || node.second == x { return node.operation == outer ? y : x }
    let first = self[node.first]
    let second = self[node.second]
    let remaining: NodeID
    if areComplements(x, self[x], node.first, first) {
      remaining = node.second
    } else if areComplements(x, self[x], node.second, second) {
      remaining = node.first
    } else {
      return nil
    }
    if node.operation == outer { return constant(outer == .and ? 0 : .max, width: node.width) }
    return outer == .and ? and(x, remaining) : or(x, remaining)
  }
}
