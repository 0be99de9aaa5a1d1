// SPDX-License-Identifier: GPL-2.0-or-later

// Merging the two sides of every branch is what makes most nodes, and most of them merge a value
// with itself one or two branches earlier.

extension ExpressionGraph {
  /// `a` where `condition`, of 1 bit, is 1, and `b` where it is 0. `a` and `b` have one width.
  public func select(_ condition: NodeID, _ a: NodeID, _ b: NodeID) -> NodeID {
    let decision = self[condition]
    precondition(decision.width8 == 1, "a condition has 1 bit")
    if let value = decision.value { return value == 1 ? a : b }
    if a == b { return a }
    if decision.operation == .not { return select(decision.first, b, a) }
    var a = a
    var b = b
    // Below a choice by the same condition only one side can be meant.
    if self[a].operation == .select, self[a].first == condition { a = self[a].second }
    if self[b].operation == .select, self[b].first == condition { b = self[b].third }
    if a == b { return a }
    let left = self[a]
    let right = self[b]
    precondition(left.width8 == right.width8, "operands differ in width")
    if left.width == 1, let simpler = selectBit(condition, a, left, b, right) { return simpler }
    if left.operation == .select {
      if left.third == b { return select(and(condition, left.first), left.second, b) }
      if left.second == b { return select(and(condition, not(left.first)), left.third, b) }
    }
    if right.operation == .select {
      if right.second == a { return select(or(condition, right.first), a, right.third) }
      if right.third == a { return select(or(condition, not(right.first)), a, right.second) }
    }
    return intern(Node(select: condition, width: left.width, a, b))
  }

  /// A choice between truth values, as an expression of the three, where it is one.
  @inline(__always)
  private func selectBit(
    _ condition: NodeID, _ a: NodeID, _ left: Node, _ b: NodeID, _ right: Node
  ) -> NodeID? {
    if let value = left.value {
      return value == 1 ? or(condition, b) : and(not(condition), b)
    }
    if let value = right.value {
      return value == 1 ? or(not(condition), a) : and(condition, a)
    }
    if a == condition { return or(condition, b) }
    if b == condition { return and(condition, a) }
    if left.operation == .not, left.first == condition { return and(not(condition), b) }
    if right.operation == .not, right.first == condition { return or(not(condition), a) }
    if areComplements(a, left, b, right) { return not(xor(condition, a)) }
    return nil
  }
}
