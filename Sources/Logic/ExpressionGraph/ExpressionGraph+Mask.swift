// SPDX-License-Identifier: GPL-2.0-or-later

// Flag words are built and tested with constant masks: `(word | VALID | WRITE) & VALID` is known
// whatever the word was.

extension ExpressionGraph {
  /// `x & mask`, where `y` is the constant `mask`.
  func and(_ x: NodeID, mask: UInt64, _ y: NodeID) -> NodeID {
    var x = x
    let width = self[x].width
    while true {
      let node = self[x]
      if let value = node.value { return constant(value & mask, width: width) }
      if mask == 0 { return y }
      if mask == ones(width) { return x }
      switch node.operation {
      case .and:
        guard let inner = constantOperand(node) else { break }
        if inner & mask == inner { return x }
        if inner & mask == mask {
          x = node.first
          continue
        }
        return and(node.first, constant(inner & mask, width: width))
      case .or:
        guard let inner = constantOperand(node) else { break }
        if inner & mask == mask { return y }
        if inner & mask == 0 {
          x = node.first
          continue
        }
      case .zeroExtend:
        let narrow = self[node.first].width
        return zeroExtend(and(node.first, constant(mask, width: narrow)), to: width)
      case .select:
        guard let a = self[node.second].value, let b = self[node.third].value else { break }
        return select(
          node.first, constant(a & mask, width: width), constant(b & mask, width: width))
      default: break
      }
      return intern(Node(.and, width: width, x, y))
    }
  }

  /// `x | mask`, where `y` is the constant `mask`.
  func or(_ x: NodeID, mask: UInt64, _ y: NodeID) -> NodeID {
    var x = x
    let width = self[x].width
    while true {
      let node = self[x]
      if let value = node.value { return constant(value | mask, width: width) }
      if mask == 0 { return x }
      if mask == ones(width) { return y }
      switch node.operation {
      case .or:
        guard let inner = constantOperand(node) else { break }
        if inner | mask == inner { return x }
        if inner | mask == mask {
          x = node.first
          continue
        }
        return or(node.first, constant(inner | mask, width: width))
      case .and:
        guard let inner = constantOperand(node) else { break }
        if inner & ~mask == 0 { return y }
        if inner | mask == ones(width) {
          x = node.first
          continue
        }
      case .select:
        guard let a = self[node.second].value, let b = self[node.third].value else { break }
        return select(
          node.first, constant(a | mask, width: width), constant(b | mask, width: width))
      default: break
      }
      return intern(Node(.or, width: width, x, y))
    }
  }
}
