// SPDX-License-Identifier: GPL-2.0-or-later

/// The nodes of a graph in order of creation, each held once, and a hash table that finds them.
///
/// The table is open addressing with linear probing, at most half full. A slot holds 32 bits of the
/// hash beside the node's place, so that a probe touches the nodes only where it is nearly sure to
/// have found the right one: for a large graph a memory access is the whole cost. Plain memory in
/// place of arrays, and a class of its own in place of a structure, save the checks of uniqueness and
/// exclusivity for each node looked at, which were a third of the time.
final class NodeArena {
  private var nodes: UnsafeMutablePointer<Node>
  private(set) var count = 0
  private var capacity = 1 << 9

  /// 0 where free; else 32 bits of the hash above the node's place plus one.
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask = (1 << 10) - 1

  init() {
    nodes = TableMemory.allocate(capacity)
    slots = Self.freeSlots(mask + 1)
  }

  deinit {
    TableMemory.free(nodes)
    TableMemory.free(slots)
  }

  /// The node at `id`, a place below ``count``.
  @inline(__always)
  subscript(id: NodeID) -> Node {
    assert(id.index < count, "no node of this graph")
    return nodes[Int(id.index)]
  }

  /// The place of the node that equals `node`, which is added if there is none.
  @inline(__always)
  func place(of node: Node) -> NodeID {
    let hash = Self.hash(node)
    let tag = Self.tag(hash)
    var slot = home(of: tag)
    while slots[slot] != 0 {
      let entry = slots[slot]
      if Self.tag(entry) == tag {
        let id = UInt32(truncatingIfNeeded: entry) &- 1
        let found = nodes[Int(id)]
        if found.head == node.head, found.tail == node.tail { return NodeID(index: id) }
      }
      slot = (slot &+ 1) & mask
    }
    if count == capacity {
      grow()
      slot = freeSlot(for: tag)
    }
    let id = UInt32(truncatingIfNeeded: count)
    nodes[count] = node
    slots[slot] = tag | UInt64(id &+ 1)
    count &+= 1
    return NodeID(index: id)
  }

  @inline(never)
  private func grow() {
    precondition(capacity < 1 << 31, "an expression graph holds at most 2^31 nodes")
    let larger: UnsafeMutablePointer<Node> = TableMemory.allocate(capacity * 2)
    larger.update(from: nodes, count: count)
    TableMemory.free(nodes)
    nodes = larger
    capacity *= 2
    let old = slots
    let end = mask + 1
    slots = Self.freeSlots(capacity * 2)
    mask = capacity * 2 - 1
    // Slots of each half of the new table are taken nearly in order, and no node is looked at.
    for index in 0..<end where old[index] != 0 { slots[freeSlot(for: old[index])] = old[index] }
    TableMemory.free(old)
  }

  /// Where the search for a slot with this tag begins.
  @inline(__always)
  private func home(of tag: UInt64) -> Int { Int(truncatingIfNeeded: tag >> 32) & mask }

  @inline(__always)
  private func freeSlot(for tag: UInt64) -> Int {
    var slot = home(of: tag)
    while slots[slot] != 0 { slot = (slot &+ 1) & mask }
    return slot
  }

  private static func freeSlots(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let slots = TableMemory.allocate(count) as UnsafeMutablePointer<UInt64>
    slots.initialize(repeating: 0, count: count)
    return slots
  }

  /// The part of a hash that a slot holds.
  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt64 { hash & 0xffff_ffff_0000_0000 }

  /// A product of 128 bits folded to 64, as in wyhash: every bit of the node reaches every bit of
  /// the hash.
  @inline(__always)
  private static func hash(_ node: Node) -> UInt64 {
    let left = node.head ^ 0xa076_1d64_78bd_642f
    let right = node.tail ^ 0xe703_7ed1_a0b4_28db
    let product = left.multipliedFullWidth(by: right)
    let again = (product.high ^ product.low ^ node.head)
      .multipliedFullWidth(by: 0x8ebc_6af0_9c88_c6e3)
    return again.high ^ again.low
  }
}
