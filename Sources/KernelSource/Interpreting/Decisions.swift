// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Conditions under which a path is taken, as ordered binary decision diagrams over the conditions
/// of the branches.
///
/// Where the two sides of a branch meet again, the disjunction of their paths is the path before
/// the branch, and the condition that tells them apart is that of the branch: expressions alone do
/// not simplify so far, and what is merged would grow with every branch.
final class Decisions<Domain: Logic.Domain> {
  typealias Bit = Domain.Bit

  /// A diagram: 0 is false, 1 is true, the others are nodes.
  typealias Path = Int32

  private struct Node: Hashable {
    let variable: Int32
    let low: Path
    let high: Path
  }

  private struct Triple: Hashable {
    let a: Path
    let b: Path
    let c: Path
  }

  private var nodes = [
    Node(variable: .max, low: 0, high: 0), Node(variable: .max, low: 1, high: 1),
  ]
  private var pathOfNode: [Node: Path] = [:]
  private var variables: [Bit] = []
  private var variableOfIdentity: [UInt64: Int32] = [:]
  private var chosen: [Triple: Path] = [:]
  private var restricted: [Triple: Path] = [:]
  private var bits: [Path: Bit] = [:]

  static var always: Path { 1 }

  /// How many conditions there are.
  var count: Int { variables.count }

  /// The path of those runs for which `bit`, which is not known, holds.
  func path(_ bit: Bit) -> Path {
    guard let literal = bit.literal else { return bit.constant == true ? 1 : 0 }
    let variable: Int32
    if let known = variableOfIdentity[literal.identity] {
      variable = known
    } else {
      variable = Int32(variables.count)
      variables.append(literal.isInverted ? .!bit : bit)
      variableOfIdentity[literal.identity] = variable
    }
    return literal.isInverted ? node(variable, 1, 0) : node(variable, 0, 1)
  }

  func and(_ a: Path, _ b: Path) -> Path { choose(a, b, 0) }
  func or(_ a: Path, _ b: Path) -> Path { choose(a, 1, b) }
  func not(_ a: Path) -> Path { choose(a, 0, 1) }

  private func node(_ variable: Int32, _ low: Path, _ high: Path) -> Path {
    if low == high { return low }
    let node = Node(variable: variable, low: low, high: high)
    if let known = pathOfNode[node] { return known }
    nodes.append(node)
    let path = Path(nodes.count - 1)
    pathOfNode[node] = path
    return path
  }

  private func variable(_ path: Path) -> Int32 { nodes[Int(path)].variable }

  private func part(_ path: Path, _ variable: Int32, _ isHigh: Bool) -> Path {
    let node = nodes[Int(path)]
    guard node.variable == variable else { return path }
    return isHigh ? node.high : node.low
  }

  /// `b` where `a` holds, else `c`. The depth of the recursion is the number of branches.
  private func choose(_ a: Path, _ b: Path, _ c: Path) -> Path {
    if a == 1 || b == c { return b }
    if a == 0 { return c }
    if b == 1, c == 0 { return a }
    let key = Triple(a: a, b: b, c: c)
    if let known = chosen[key] { return known }
    let top = min(variable(a), variable(b), variable(c))
    let low = choose(part(a, top, false), part(b, top, false), part(c, top, false))
    let high = choose(part(a, top, true), part(b, top, true), part(c, top, true))
    let result = node(top, low, high)
    chosen[key] = result
    return result
  }

  /// A path that is `path` wherever `care` holds, and as simple as can be elsewhere.
  func restrict(_ path: Path, to care: Path) -> Path {
    if care <= 1 || path <= 1 { return path }
    let key = Triple(a: path, b: care, c: 0)
    if let known = restricted[key] { return known }
    let result: Path
    let top = variable(care)
    if top < variable(path) {
      result = restrict(path, to: or(part(care, top, false), part(care, top, true)))
    } else {
      let own = variable(path)
      let careLow = part(care, own, false)
      let careHigh = part(care, own, true)
      let low = part(path, own, false)
      let high = part(path, own, true)
      if careLow == 0 {
        result = restrict(high, to: careHigh)
      } else if careHigh == 0 {
        result = restrict(low, to: careLow)
      } else {
        result = node(own, restrict(low, to: careLow), restrict(high, to: careHigh))
      }
    }
    restricted[key] = result
    return result
  }

  /// The path as a truth value.
  func bit(_ path: Path) -> Bit {
    if path <= 1 { return Bit(constant: path == 1) }
    if let known = bits[path] { return known }
    let node = nodes[Int(path)]
    let result = Bit.select(variables[Int(node.variable)], bit(node.high), bit(node.low))
    bits[path] = result
    return result
  }
}
