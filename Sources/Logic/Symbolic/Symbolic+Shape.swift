// SPDX-License-Identifier: GPL-2.0-or-later

extension SymbolicVector {
  public var shape: ValueShape<Self> {
    if let value = constant { return .known(value) }
    let shape = term.withNode { graph, id -> ValueShape<Self> in
      let node = graph[id]
      switch node.operation {
      case .select:
        return .choice(
          SymbolicBit(node.first, of: graph), Self(node.second, of: graph),
          Self(node.third, of: graph))
      case .add: return .sum(Self(node.first, of: graph), Self(node.second, of: graph))
      case .subtract:
        let negated = graph.subtract(graph.constant(0, width: bits), node.second)
        return .sum(Self(node.first, of: graph), Self(negated, of: graph))
      default: return .other
      }
    }
    return shape ?? .other
  }

  public func asChoice(ofAtMost most: Int) -> Self {
    let chain = term.withNode { graph, id -> Self? in
      graph.chain(id, most: most).map { Self($0, of: graph) }
    }
    return (chain ?? nil) ?? self
  }
}

extension SymbolicBit {
  public var literal: (identity: UInt64, isInverted: Bool)? {
    term.withNode { graph, id in
      let node = graph[id]
      if node.operation == .not { return (UInt64(node.first.index), true) }
      return (UInt64(id.index), false)
    }
  }
}
