// SPDX-License-Identifier: GPL-2.0-or-later

/// Expressions over bit vectors of 1 to 64 bits, with equal expressions held once.
///
/// A node never changes and none is ever removed. Making one that exists gives the one there is, so
/// equal nodes are equal expressions; making one that simplifies gives the simpler one, looking at
/// most a few levels down. Nodes are in topological order: operands come before what uses them.
///
/// A graph and all values of it belong to one thread at a time.
public final class ExpressionGraph {
  let arena = NodeArena()
  private var names: [String] = []
  private var variableOfName: [String: NodeID] = [:]
  /// The unknowns, in order of creation.
  public private(set) var variables: [NodeID] = []

  /// The constants of width 1, which every graph has.
  public static let falseNode = NodeID(index: 0)
  public static let trueNode = NodeID(index: 1)

  /// A graph of nothing but the two constants of width 1.
  public init() {
    _ = constant(0, width: 1)
    _ = constant(1, width: 1)
  }

  /// How many nodes there are; the nodes are those with an index from 0 up to this.
  public var count: Int { arena.count }

  /// The node named `id`, which must be of this graph.
  @inline(__always)
  public subscript(id: NodeID) -> Node { arena[id] }

  /// The name of a variable. `id` must be one.
  public func name(of id: NodeID) -> String {
    let node = self[id]
    precondition(node.operation == .variable, "only a variable has a name")
    return names[Int(node.tail)]
  }

  /// The variable called `name`, or nil where there is none.
  public func variable(named name: String) -> NodeID? { variableOfName[name] }

  /// The number `value` modulo 2^width.
  public func constant(_ value: UInt64, width: Int) -> NodeID {
    precondition(1...64 ~= width, "a node has 1 to 64 bits")
    return intern(Node(leaf: .constant, width: width, tail: value & ones(width)))
  }

  /// The unknown called `name`; the same one each time. It has one width for good.
  public func variable(_ name: String, width: Int) -> NodeID {
    if let known = variableOfName[name] {
      precondition(self[known].width == width, "variable \(name) already has another width")
      return known
    }
    precondition(1...64 ~= width, "a node has 1 to 64 bits")
    let id = intern(Node(leaf: .variable, width: width, tail: UInt64(names.count)))
    names.append(name)
    variableOfName[name] = id
    variables.append(id)
    return id
  }

  /// The node equal to `node`, as it stands: simplification is done before.
  @inline(__always)
  func intern(_ node: Node) -> NodeID { arena.place(of: node) }

  @inline(__always)
  func truth(_ value: Bool) -> NodeID { value ? Self.trueNode : Self.falseNode }

  /// The node and its operands in the order in which a commutative operation takes them: a constant
  /// last, else the older first.
  @inline(__always)
  func ordered(_ a: NodeID, _ b: NodeID) -> (NodeID, Node, NodeID, Node) {
    let left = self[a]
    let right = self[b]
    precondition(left.width8 == right.width8, "operands differ in width")
    if left.operation == .constant { return (b, right, a, left) }
    if right.operation == .constant || a < b { return (a, left, b, right) }
    return (b, right, a, left)
  }

  /// Whether one of the two is written as the other inverted.
  @inline(__always)
  func areComplements(_ a: NodeID, _ left: Node, _ b: NodeID, _ right: Node) -> Bool {
    left.operation == .not && left.first == b || right.operation == .not && right.first == a
  }

  /// A constant second operand of `node`, which has two operands.
  @inline(__always)
  func constantOperand(_ node: Node) -> UInt64? { self[node.second].value }

  /// Whether `node` chooses between two nodes of which at least one is a constant.
  @inline(__always)
  func hasConstantChoice(_ node: Node) -> Bool {
    node.operation == .select
      && (self[node.second].operation == .constant || self[node.third].operation == .constant)
  }
}

/// How many choices between constants a predicate is pushed into. Each costs a few look-ups every
/// time the predicate is made, and the bound keeps deep chains from overflowing the stack.
let pushLimit = 16
