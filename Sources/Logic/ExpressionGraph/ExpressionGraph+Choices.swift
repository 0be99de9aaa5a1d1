// SPDX-License-Identifier: GPL-2.0-or-later

// Addresses and counters that are merged from known ones stay choices between numbers, and what is
// computed of them is known for each.

extension ExpressionGraph {
  /// `a` as a choice between numbers by what it is, ascending; nil where it can be anything else,
  /// or where they are more than `most`.
  func chain(_ a: NodeID, most: Int) -> NodeID? {
    guard let (order, numbers) = choices(of: a, most: most) else { return nil }
    let width = self[a].width
    var chain: NodeID?
    for number in numbers.sorted(by: >) {
      let constant = constant(number, width: width)
      guard let rest = chain else {
        chain = constant
        continue
      }
      chain = select(isChosen(number, by: a, order), constant, rest)
    }
    return chain
  }

  /// What `a` is made of, operands first, and the numbers that it chooses between.
  private func choices(of a: NodeID, most: Int) -> (order: [NodeID], numbers: Set<UInt64>)? {
    var seen: Set<NodeID> = [a]
    var open = [a]
    var numbers: Set<UInt64> = []
    while let id = open.popLast() {
      let node = self[id]
      if let value = node.value {
        numbers.insert(value)
        if numbers.count > most { return nil }
        continue
      }
      guard node.operation == .select else { return nil }
      for part in [node.second, node.third] where seen.insert(part).inserted { open.append(part) }
    }
    // Operands are older than what is made of them.
    return (seen.sorted(), numbers)
  }

  /// 1 bit: whether `a` is `number`. Each choice below is looked at once.
  private func isChosen(_ number: UInt64, by a: NodeID, _ order: [NodeID]) -> NodeID {
    var isChosen: [NodeID: NodeID] = [:]
    for id in order {
      let node = self[id]
      if let value = node.value {
        isChosen[id] = truth(value == number)
      } else if let yes = isChosen[node.second], let no = isChosen[node.third] {
        isChosen[id] = select(node.first, yes, no)
      }
    }
    return isChosen[a] ?? Self.falseNode
  }

  /// Whether `node` is a short chain of choices, each of a constant or the rest of the chain.
  func isChoiceOfConstants(_ node: Node) -> Bool {
    var node = node
    for _ in 0..<pushLimit {
      guard hasConstantChoice(node) else { return node.operation == .constant }
      node = self[self[node.second].operation == .constant ? node.third : node.second]
    }
    return false
  }

  /// A chain of choices between constants, with `change` done to each of these.
  func mapChoices(_ a: NodeID, _ change: (NodeID) -> NodeID) -> NodeID {
    let node = self[a]
    if node.operation == .constant { return change(a) }
    return select(
      node.first, mapChoices(node.second, change), mapChoices(node.third, change))
  }
}
