// SPDX-License-Identifier: GPL-2.0-or-later

/// Sets of macros that a token must not be expanded to, each held once, so that a token carries a
/// number: text that explodes would else spend its time on the sets.
struct HideSets: Sendable {
  typealias ID = Int32

  private struct Pair: Hashable {
    let a: ID
    let b: ID
  }

  private var sets: [Set<String>] = [[]]
  private var idOfSet: [Set<String>: ID] = [[]: 0]
  private var unions: [Pair: ID] = [:]
  private var intersections: [Pair: ID] = [:]

  func contains(_ set: ID, _ name: String) -> Bool { set != 0 && sets[Int(set)].contains(name) }

  func count(_ set: ID) -> Int { sets[Int(set)].count }

  mutating func inserting(_ name: String, into set: ID) -> ID {
    id(sets[Int(set)].union([name]))
  }

  mutating func union(_ a: ID, _ b: ID) -> ID {
    if a == b || b == 0 { return a }
    if a == 0 { return b }
    if let known = unions[Pair(a: a, b: b)] { return known }
    let result = id(sets[Int(a)].union(sets[Int(b)]))
    unions[Pair(a: a, b: b)] = result
    return result
  }

  mutating func intersection(_ a: ID, _ b: ID) -> ID {
    if a == b { return a }
    if a == 0 || b == 0 { return 0 }
    if let known = intersections[Pair(a: a, b: b)] { return known }
    let result = id(sets[Int(a)].intersection(sets[Int(b)]))
    intersections[Pair(a: a, b: b)] = result
    return result
  }

  private mutating func id(_ set: Set<String>) -> ID {
    if let known = idOfSet[set] { return known }
    sets.append(set)
    let id = ID(sets.count - 1)
    idOfSet[set] = id
    return id
  }
}
