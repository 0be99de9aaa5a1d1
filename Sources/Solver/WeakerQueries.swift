// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Weaker forms of the queries of one graph, in which wide vectors that are picked from a few are
/// compared by which was picked.
///
/// Frames of pages are picked and copied, and hardly computed with. Yet a solver that compares two
/// of them looks at each bit under all the conditions by which they were picked. In the weaker form
/// they are numbers of what was picked: where these are equal, so are the frames, and where not, the
/// answer is left open, as an unknown of its own. Whatever satisfies a query thus satisfies its weaker
/// form, so that a denial of that denies the query; any other answer says nothing.
public struct WeakerQueries {
  public let graph: ExpressionGraph

  /// What a wide vector comes to: the bits of `mask` of a node, plus `offset`.
  struct Pick: Hashable {
    var node: NodeID
    var mask: UInt64 = .max
    var offset: UInt64 = 0
  }

  /// Two leaves that a query compares as they are, by number, and the unknown that says whether they
  /// are equal.
  struct Pair {
    var first: NodeID
    var second: NodeID
    var open: NodeID
  }

  /// What stands for nodes of queries; those that are not here stand for themselves.
  var stands: [NodeID: NodeID] = [:]
  /// By the index of a node: the bits that can be 1 in it. Nil where no query had it yet.
  var possible: [UInt64?] = []
  /// Nodes of ``numberWidth`` bits that say which leaf a pick comes to.
  var numbers: [Pick: NodeID] = [:]
  var pairs: [Pair] = []
  /// The numbers of the leaves, which are picks of nodes that pick nothing themselves.
  var leaves: [Pick: UInt64] = [:]

  /// Up to 256 leaves.
  static let numberWidth = 8
  /// Vectors that can have no more bits than these are compared as they are.
  static let narrow = UInt64(UInt16.max)

  public init(of graph: ExpressionGraph) { self.graph = graph }

  /// The weaker form of `query`, which is of this graph; nil where it has none.
  public mutating func weaker(_ query: Query) -> Query? {
    let roots = query.roots(in: graph)
    let added = graph.cone(of: roots).filter { possibleBits($0) == nil }
    for id in added { note(id) }
    for id in added { settle(id) }
    guard roots.contains(where: { stands[$0] != nil }) else { return nil }
    let assertions = query.assertions.map { assertion in
      assertion.constant == nil
        ? Symbolic.Bit(standIn(assertion.node(in: graph)), of: graph) : assertion
    }
    return Query(name: "\(query.name), weaker", assertions: assertions)
  }

  /// The unknown that says, in weaker forms, whether the equality `id` holds where its sides pick
  /// different leaves.
  static func openName(_ id: NodeID) -> String { "equality.\(id.index)" }

  func standIn(_ id: NodeID) -> NodeID { stands[id] ?? id }

  func possibleBits(_ id: NodeID) -> UInt64? {
    Int(id.index) < possible.count ? possible[Int(id.index)] : nil
  }

  /// Finds what can be 1 in a node whose operands are noted, and the leaves that it compares.
  private mutating func note(_ id: NodeID) {
    let missing = Int(id.index) + 1 - possible.count
    if missing > 0 { possible.append(contentsOf: repeatElement(nil, count: missing)) }
    let node = graph[id]
    possible[Int(id.index)] = bits(of: node)
    guard isWideEquality(node), let first = leafNumber(Pick(node: node.first)),
      let second = leafNumber(Pick(node: node.second))
    else { return }
    let open = graph.variable(Self.openName(id), width: 1)
    pairs.append(Pair(first: first, second: second, open: open))
  }

  /// Finds what stands for a node that is noted, and whose operands are settled.
  private mutating func settle(_ id: NodeID) {
    let node = graph[id]
    if isWideEquality(node), let first = number(of: Pick(node: node.first)),
      let second = number(of: Pick(node: node.second))
    {
      stands[id] = graph.or(graph.equal(first, second), open(id, first, second))
      return
    }
    var isChanged = false
    node.forEachOperand { if stands[$0] != nil { isChanged = true } }
    if isChanged {
      let rebuilt = graph.rebuilt(id, standIn)
      if rebuilt != id { stands[id] = rebuilt }
    }
  }

  private func isWideEquality(_ node: Node) -> Bool {
    node.operation == .equal && graph[node.second].operation != .constant
      && bits(node.first) | bits(node.second) > Self.narrow
  }

  /// Whether the equality `id` holds where the two numbers differ: unknown, but for two leaves that
  /// are compared as they are it is what it is there.
  private mutating func open(_ id: NodeID, _ first: NodeID, _ second: NodeID) -> NodeID {
    pairs.reduce(graph.variable(Self.openName(id), width: 1)) { rest, pair in
      let ahead = graph.and(graph.equal(first, pair.first), graph.equal(second, pair.second))
      let across = graph.and(graph.equal(first, pair.second), graph.equal(second, pair.first))
      return graph.select(graph.or(ahead, across), pair.open, rest)
    }
  }
}
