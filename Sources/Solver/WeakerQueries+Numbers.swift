// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// Which leaf a wide vector comes to, and which of its bits can be 1.

extension WeakerQueries {
  /// The number of the leaf that `pick` comes to, as a node; nil where there are too many leaves.
  ///
  /// - Parameter depth: the choices above; those that lie deeper than the stack of calls allows are
  ///   leaves.
  mutating func number(of pick: Pick, depth: Int = 0) -> NodeID? {
    let pick = narrowed(pick)
    if let known = numbers[pick] { return known }
    let node = graph[pick.node]
    let number: NodeID?
    if let inner = inner(pick, node) {
      number = self.number(of: inner, depth: depth)
    } else if node.operation == .select, depth < 1_000 {
      func side(_ node: NodeID) -> Pick { Pick(node: node, mask: pick.mask, offset: pick.offset) }
      guard let first = self.number(of: side(node.second), depth: depth + 1),
        let second = self.number(of: side(node.third), depth: depth + 1)
      else { return nil }
      number = graph.select(standIn(node.first), first, second)
    } else {
      number = leaf(pick, node)
    }
    numbers[pick] = number
    return number
  }

  /// The number of a pick that is a leaf itself; nil where it is none, or there are too many leaves.
  mutating func leafNumber(_ pick: Pick) -> NodeID? {
    var pick = pick
    while let inner = inner(narrowed(pick), graph[pick.node]) { pick = inner }
    return graph[pick.node].operation == .select ? nil : number(of: pick)
  }

  /// Masks that take nothing away are one.
  private func narrowed(_ pick: Pick) -> Pick {
    bits(pick.node) & ~pick.mask == 0 ? Pick(node: pick.node, offset: pick.offset) : pick
  }

  /// The same vector as a pick of an operand; nil where it is none.
  private func inner(_ pick: Pick, _ node: Node) -> Pick? {
    switch node.operation {
    case .and where pick.offset == 0:
      guard let mask = graph[node.second].value else { return nil }
      return Pick(node: node.first, mask: pick.mask & mask)
    case .or where pick.offset == 0:
      if bits(node.second) & pick.mask == 0 { return Pick(node: node.first, mask: pick.mask) }
      if bits(node.first) & pick.mask == 0 { return Pick(node: node.second, mask: pick.mask) }
      return nil
    case .zeroExtend where pick.offset == 0: return Pick(node: node.first, mask: pick.mask)
    // Offsets are modulo 2^64.
    case .add where pick.mask == .max && node.width == 64:
      guard let offset = graph[node.second].value else { return nil }
      return Pick(node: node.first, offset: pick.offset &+ offset)
    default: return nil
    }
  }

  private mutating func leaf(_ pick: Pick, _ node: Node) -> NodeID? {
    var pick = pick
    if let value = node.value {
      let known = graph.constant((value & pick.mask) &+ pick.offset, width: 64)
      pick = Pick(node: known)
    }
    let next = UInt64(leaves.count)
    guard let number = leaves[pick] ?? (next < 1 << Self.numberWidth ? next : nil) else {
      return nil
    }
    leaves[pick] = number
    return graph.constant(number, width: Self.numberWidth)
  }

  /// The bits that can be 1 in a node that is settled; all of its width in one that is not.
  func bits(_ id: NodeID) -> UInt64 { possibleBits(id) ?? Self.ones(graph[id].width) }

  /// The bits that can be 1 in a node whose operands are settled.
  func bits(of node: Node) -> UInt64 {
    let all = Self.ones(node.width)
    switch node.operation {
    case .constant: return node.value ?? all
    case .and: return bits(node.first) & bits(node.second)
    case .or, .xor: return bits(node.first) | bits(node.second)
    case .select: return bits(node.second) | bits(node.third)
    case .zeroExtend: return bits(node.first)
    case .extract: return bits(node.first) >> UInt64(node.lowBit) & all
    case .add:
      let (sum, overflow) = bits(node.first).addingReportingOverflow(bits(node.second))
      return overflow ? all : Self.ones(64 - sum.leadingZeroBitCount) & all
    case .shiftRight:
      // Whatever the amount is, nothing comes in from above.
      if let amount = graph[node.second].value { return bits(node.first) >> amount }
      return Self.ones(64 - bits(node.first).leadingZeroBitCount)
    case .shiftLeft:
      guard let amount = graph[node.second].value else { return all }
      return bits(node.first) << amount & all
    case .variable, .not, .subtract, .equal, .lessThan: return all
    }
  }

  private static func ones(_ count: Int) -> UInt64 {
    count == 0 ? 0 : .max >> UInt64(64 - count)
  }
}
