// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// Sum modulo 2^width of two nodes of one width.
  public func add(_ a: NodeID, _ b: NodeID) -> NodeID {
    let (x, left, y, right) = ordered(a, b)
    let width = left.width
    if width == 1 { return xor(a, b) }
    if let k = right.value {
      if let value = left.value { return constant(value &+ k, width: width) }
      if k == 0 { return x }
      switch left.operation {
      case .add:
        if let inner = constantOperand(left) {
          return add(left.first, constant(inner &+ k, width: width))
        }
      case .subtract:
        if let inner = self[left.first].value {
          return subtract(constant(inner &+ k, width: width), left.second)
        }
      case .select where isChoiceOfConstants(left):
        return mapChoices(x) { add($0, y) }
      default: break
      }
    } else {
      if right.operation == .subtract, right.second == x { return right.first }
      if left.operation == .subtract, left.second == y { return left.first }
    }
    return intern(Node(.add, width: width, x, y))
  }

  /// Difference modulo 2^width of two nodes of one width.
  public func subtract(_ a: NodeID, _ b: NodeID) -> NodeID {
    let left = self[a]
    let right = self[b]
    precondition(left.width8 == right.width8, "operands differ in width")
    let width = left.width
    if width == 1 { return xor(a, b) }
    if a == b { return constant(0, width: width) }
    // With a constant on the right it is a sum, so that constants meet and fold.
    if let k = right.value { return add(a, constant(0 &- k, width: width)) }
    let (x, offset) = split(a, left)
    let (y, otherOffset) = split(b, right)
    if x == y { return constant(offset &- otherOffset, width: width) }
    if left.operation == .add {
      if left.first == b { return left.second }
      if left.second == b { return left.first }
    }
    return intern(Node(.subtract, width: width, a, b))
  }

  /// `a` shifted left by `amount`, a node of the same width; 0 where that is the width or more.
  public func shiftLeft(_ a: NodeID, _ amount: NodeID) -> NodeID {
    shift(.shiftLeft, a, amount)
  }

  /// `a` shifted right by `amount`, a node of the same width, zeros coming in; 0 where that is the
  /// width or more.
  public func shiftRight(_ a: NodeID, _ amount: NodeID) -> NodeID {
    shift(.shiftRight, a, amount)
  }

  private func shift(_ operation: Operation, _ a: NodeID, _ amount: NodeID) -> NodeID {
    let left = self[a]
    let right = self[amount]
    precondition(left.width8 == right.width8, "operands differ in width")
    let width = left.width
    if width == 1 { return and(a, not(amount)) }
    if left.value == 0 { return a }
    if let k = right.value {
      if k == 0 { return a }
      if k >= width { return constant(0, width: width) }
      if let value = left.value {
        return constant(operation(value, k, width: width), width: width)
      }
      if left.operation == operation, let inner = constantOperand(left) {
        // Both are below 64, so that their sum is below 128 and may not fit a narrow width.
        if inner &+ k >= width { return constant(0, width: width) }
        return intern(
          Node(operation, width: width, left.first, constant(inner &+ k, width: width)))
      }
      if isChoiceOfConstants(left) { return mapChoices(a) { shift(operation, $0, amount) } }
    }
    return intern(Node(operation, width: width, a, amount))
  }

  /// `a` as a node plus a constant, which is 0 where `a` is no such sum.
  @inline(__always)
  func split(_ a: NodeID, _ node: Node) -> (NodeID, UInt64) {
    guard node.operation == .add, let offset = constantOperand(node) else { return (a, 0) }
    return (node.first, offset)
  }
}
