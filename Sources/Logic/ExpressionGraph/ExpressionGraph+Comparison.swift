// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// 1 bit: whether two nodes of one width are equal.
  public func equal(_ a: NodeID, _ b: NodeID) -> NodeID {
    let (x, left, y, right) = ordered(a, b)
    if x == y { return Self.trueNode }
    if left.width == 1 { return not(xor(x, y)) }
    if let k = right.value { return equal(x, to: k, pushing: pushLimit) }
    if areComplements(x, left, y, right) { return Self.falseNode }
    if left.operation == right.operation {
      if left.operation == .not { return equal(left.first, right.first) }
      if left.operation == .zeroExtend, self[left.first].width8 == self[right.first].width8 {
        return equal(left.first, right.first)
      }
    }
    if isChoiceOfConstants(left), isChoiceOfConstants(right) {
      return mapChoices(x) { equal($0, y) }
    }
    let (base, offset) = split(x, left)
    let (otherBase, otherOffset) = split(y, right)
    if base == otherBase { return truth(offset == otherOffset) }
    return intern(Node(.equal, width: 1, x, y))
  }

  /// 1 bit: whether `x` is the number `k`, below 2^width.
  private func equal(_ x: NodeID, to k: UInt64, pushing limit: Int) -> NodeID {
    var x = x
    var k = k
    while true {
      let node = self[x]
      let width = node.width
      if let value = node.value { return truth(value == k) }
      if width == 1 { return k == 1 ? x : not(x) }
      switch node.operation {
      case .not:
        x = node.first
        k = ~k & ones(width)
        continue
      case .add:
        guard let inner = constantOperand(node) else { break }
        x = node.first
        k = (k &- inner) & ones(width)
        continue
      case .subtract:
        guard let inner = self[node.first].value else { break }
        x = node.second
        k = (inner &- k) & ones(width)
        continue
      case .xor:
        guard let inner = constantOperand(node) else { break }
        x = node.first
        k ^= inner
        continue
      case .zeroExtend:
        if k > ones(self[node.first].width) { return Self.falseNode }
        x = node.first
        continue
      case .and:
        guard let mask = constantOperand(node) else { break }
        if k & ~mask != 0 { return Self.falseNode }
        if mask.nonzeroBitCount == 1 {
          let bit = extract(node.first, low: mask.trailingZeroBitCount, width: 1)
          return k == 0 ? not(bit) : bit
        }
        let inner = self[node.first]
        guard limit > 0, hasConstantChoice(inner) else { break }
        return select(
          inner.first, equal(and(inner.second, node.second), to: k, pushing: limit - 1),
          equal(and(inner.third, node.second), to: k, pushing: limit - 1))
      case .or:
        if let mask = constantOperand(node), mask & ~k != 0 { return Self.falseNode }
      case .select:
        guard limit > 0, hasConstantChoice(node) else { break }
        return select(
          node.first, equal(node.second, to: k, pushing: limit - 1),
          equal(node.third, to: k, pushing: limit - 1))
      default: break
      }
      return intern(Node(.equal, width: 1, x, constant(k, width: width)))
    }
  }

  /// 1 bit: whether `a` is less than `b`, unsigned. They have one width.
  public func lessThan(_ a: NodeID, _ b: NodeID) -> NodeID {
    let left = self[a]
    let right = self[b]
    precondition(left.width8 == right.width8, "operands differ in width")
    if a == b { return Self.falseNode }
    if left.width == 1 { return and(not(a), b) }
    if let k = right.value { return lessThan(a, bound: k, pushing: pushLimit) }
    if let k = left.value { return lessThan(bound: k, b, pushing: pushLimit) }
    if left.operation == .zeroExtend, right.operation == .zeroExtend,
      self[left.first].width8 == self[right.first].width8
    {
      return lessThan(left.first, right.first)
    }
    if isChoiceOfConstants(left), isChoiceOfConstants(right) {
      return mapChoices(a) { lessThan($0, b) }
    }
    return intern(Node(.lessThan, width: 1, a, b))
  }

  /// 1 bit: whether `x` is less than `k`, which is below 2^width.
  private func lessThan(_ x: NodeID, bound k: UInt64, pushing limit: Int) -> NodeID {
    let node = self[x]
    let width = node.width
    if let value = node.value { return truth(value < k) }
    if k == 0 { return Self.falseNode }
    if k == 1 { return equal(x, constant(0, width: width)) }
    if k == ones(width) { return not(equal(x, constant(k, width: width))) }
    switch node.operation {
    case .zeroExtend:
      let narrow = self[node.first].width
      if k > ones(narrow) { return Self.trueNode }
      return lessThan(node.first, constant(k, width: narrow))
    case .and:
      if let mask = constantOperand(node), mask < k { return Self.trueNode }
    case .or:
      if let mask = constantOperand(node), mask >= k { return Self.falseNode }
    case .select where limit > 0 && hasConstantChoice(node):
      return select(
        node.first, lessThan(node.second, bound: k, pushing: limit - 1),
        lessThan(node.third, bound: k, pushing: limit - 1))
    default: break
    }
    return intern(Node(.lessThan, width: 1, x, constant(k, width: width)))
  }

  /// 1 bit: whether `x` is greater than `k`, which is below 2^width.
  private func lessThan(bound k: UInt64, _ x: NodeID, pushing limit: Int) -> NodeID {
    let node = self[x]
    let width = node.width
    if let value = node.value { return truth(k < value) }
    if k == ones(width) { return Self.falseNode }
    // "Greater than k" is the inverse of "less than k + 1", and one form is enough.
    return not(lessThan(x, bound: k &+ 1, pushing: limit))
  }
}
