// SPDX-License-Identifier: GPL-2.0-or-later

/// The natural loops of a function's code.
struct LoopNest {
  struct Loop {
    /// The block that every iteration begins with.
    let header: Int
    /// All blocks from which the header is reached again, itself included.
    var blocks: Set<Int>
    /// Blocks that lead straight to the header.
    var latches: Set<Int>
  }

  /// Inner loops behind those that they are in.
  private(set) var loops: [Loop] = []
  /// The block that is jumped back to, and is not the only entry of a loop.
  private(set) var irreducible: Int?
  /// For each block, the blocks that are on every way to it.
  private let dominators: [BitSet]
  /// Blocks in reverse post-order, without those that are not reached.
  let order: [Int]

  init(_ flow: ControlFlow) {
    let places = flow.reversePostOrder()
    order = (0..<flow.count).filter { places[flow.starts[$0]] >= 0 }
      .sorted { places[flow.starts[$0]] < places[flow.starts[$1]] }
    var predecessors = [[Int]](repeating: [], count: flow.count)
    for block in order { for next in flow.successors(block) { predecessors[next].append(block) } }
    dominators = Self.dominators(flow.count, order, predecessors)
    var placeOf = [Int](repeating: 0, count: flow.count)
    for (place, block) in order.enumerated() { placeOf[block] = place }
    var found: [Int: Loop] = [:]
    for block in order {
      for next in flow.successors(block) where placeOf[next] <= placeOf[block] {
        guard dominators[block].contains(next) else {
          irreducible = irreducible ?? next
          continue
        }
        var loop = found[next] ?? Loop(header: next, blocks: [next], latches: [])
        loop.latches.insert(block)
        var open = [block]
        while let member = open.popLast() {
          if loop.blocks.insert(member).inserted { open += predecessors[member] }
        }
        found[next] = loop
      }
    }
    loops = found.values.sorted { placeOf[$0.header] < placeOf[$1.header] }
  }

  private static func dominators(
    _ count: Int, _ order: [Int], _ predecessors: [[Int]]
  ) -> [BitSet] {
    var all = BitSet(count)
    for block in 0..<count { all.insert(block) }
    var result = [BitSet](repeating: all, count: count)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for block in order {
        var set = block == order.first ? BitSet(count) : all
        for predecessor in predecessors[block] { set.formIntersection(result[predecessor]) }
        if block == order.first { set = BitSet(count) }
        set.insert(block)
        if set != result[block] {
          result[block] = set
          hasChanged = true
        }
      }
    }
    return result
  }

  func dominates(_ first: Int, _ second: Int) -> Bool { dominators[second].contains(first) }
}
