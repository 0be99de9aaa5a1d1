// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// 1 bit: whether bit number `a` of `set` is 1; not so where `a` is 64 or more.
  ///
  /// A disjunction over the runs of ones in `set`: a comparison with constants for each, at most 32.
  /// A kind of entry merged from known kinds needs none: the answer is then in the conditions.
  public func member(_ a: NodeID, of set: UInt64) -> NodeID {
    member(a, of: set, pushing: pushLimit)
  }

  private func member(_ a: NodeID, of set: UInt64, pushing limit: Int) -> NodeID {
    let node = self[a]
    if let value = node.value { return truth(value < 64 && set >> value & 1 == 1) }
    if node.operation == .zeroExtend { return member(node.first, of: set, pushing: limit) }
    if limit > 0, hasConstantChoice(node) {
      return select(
        node.first, member(node.second, of: set, pushing: limit - 1),
        member(node.third, of: set, pushing: limit - 1))
    }
    let possible = node.width < 6 ? set & ones(1 << node.width) : set
    var remaining = possible
    var result = Self.falseNode
    while remaining != 0 {
      let low = remaining.trailingZeroBitCount
      let length = (~(remaining >> UInt64(low))).trailingZeroBitCount
      remaining &= ~(ones(length) << UInt64(low))
      result = or(result, isIn(a, low, low + length, width: node.width))
    }
    return result
  }

  /// 1 bit: whether `a` is at least `low` and less than `high`, which is greater.
  private func isIn(_ a: NodeID, _ low: Int, _ high: Int, width: Int) -> NodeID {
    if high - low == 1 { return equal(a, constant(UInt64(low), width: width)) }
    // A bound that the width cannot reach is no bound.
    let below =
      width < 7 && high > Int(ones(width))
      ? Self.trueNode : lessThan(a, constant(UInt64(high), width: width))
    let above =
      low == 0 ? Self.trueNode : not(lessThan(a, constant(UInt64(low), width: width)))
    return and(above, below)
  }
}
