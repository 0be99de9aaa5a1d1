// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// `a` with zeros added above it, up to `width` bits; not fewer than it has.
  public func zeroExtend(_ a: NodeID, to width: Int) -> NodeID {
    let node = self[a]
    precondition(node.width...64 ~= width, "an extension has as many bits or more, up to 64")
    if node.width == width { return a }
    if let value = node.value { return constant(value, width: width) }
    let inner = node.operation == .zeroExtend ? node.first : a
    return intern(Node(.zeroExtend, width: width, inner))
  }

  /// The lowest `width` bits of `a`; not more than it has.
  public func truncate(_ a: NodeID, to width: Int) -> NodeID { extract(a, low: 0, width: width) }

  /// `width` bits of `a` from bit `low` up: `low + width` is at most its width.
  public func extract(_ a: NodeID, low: Int, width: Int) -> NodeID {
    precondition(
      low >= 0 && width >= 1 && low + width <= self[a].width, "bits outside of the operand")
    return extract(a, low: low, width: width, pushing: pushLimit)
  }

  /// Walks down through what moves or inverts whole bits, so that a bit of a flag word is one node
  /// whatever was done to the other bits.
  private func extract(_ a: NodeID, low: Int, width: Int, pushing limit: Int) -> NodeID {
    var a = a
    var low = low
    /// The bits inverted on the way down.
    var inverted: UInt64 = 0
    walk: while true {
      let node = self[a]
      if node.width == width { break }
      switch node.operation {
      case .constant:
        return constant(node.tail >> UInt64(low) ^ inverted, width: width)
      case .not:
        inverted ^= ones(width)
        a = node.first
      case .and, .or:
        guard let mask = constantOperand(node) else { break walk }
        let slice = mask >> UInt64(low) & ones(width)
        let neutral = node.operation == .and ? ones(width) : 0
        if slice == ones(width) ^ neutral { return constant(slice ^ inverted, width: width) }
        if slice != neutral { break walk }
        a = node.first
      case .xor:
        guard let mask = constantOperand(node) else { break walk }
        inverted ^= mask >> UInt64(low) & ones(width)
        a = node.first
      case .extract:
        low += node.lowBit
        a = node.first
      case .zeroExtend:
        let narrow = self[node.first].width
        if low >= narrow { return constant(inverted, width: width) }
        if low + width > narrow {
          let part = extract(node.first, low: low, width: narrow - low, pushing: limit)
          return xor(zeroExtend(part, to: width), constant(inverted, width: width))
        }
        a = node.first
      case .shiftLeft, .shiftRight:
        guard let amount = constantOperand(node) else { break walk }
        let moved = node.operation == .shiftLeft ? low - Int(amount) : low + Int(amount)
        if moved + width <= 0 || moved >= node.width { return constant(inverted, width: width) }
        if moved < 0 || moved + width > node.width { break walk }
        low = moved
        a = node.first
      case .select:
        guard width == 1, limit > 0, hasConstantChoice(node) else { break walk }
        let bit = select(
          node.first, extract(node.second, low: low, width: 1, pushing: limit - 1),
          extract(node.third, low: low, width: 1, pushing: limit - 1))
        return inverted == 0 ? bit : not(bit)
      default:
        break walk
      }
    }
    let bits =
      self[a].width == width ? a : intern(Node(.extract, width: width, a, low: low))
    return inverted == 0 ? bits : xor(bits, constant(inverted, width: width))
  }
}
