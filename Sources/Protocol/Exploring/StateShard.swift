// SPDX-License-Identifier: GPL-2.0-or-later

/// A part of the states that were reached: those whose hash says so.
///
/// A state takes 32 bytes, 4 for the state that it was reached from, and 5 to 11 in a table of places
/// (4 bytes each, of which between three in eight and three in four are used). Arrays grow by
/// doubling, so that up to twice as much can be set aside.
struct StateShard {
  /// A state that was reached by a step, before it is known whether it is new.
  struct Arrival {
    var state: PackedState
    var parent: UInt32
    /// The lower half of the state's hash: 4 bits for the shard, the rest for the place in it.
    var hash: UInt32

    @inline(__always)
    init(state: PackedState, parent: UInt32) {
      self.state = state
      self.parent = parent
      hash = UInt32(truncatingIfNeeded: state.mixed)
    }
  }

  @inline(__always)
  private static func slot(_ hash: UInt32) -> Int { Int(hash >> UInt32(shardBits)) }

  static let shardBits = 4

  private(set) var states: [PackedState] = []
  private(set) var parents: [UInt32] = []
  private var places: [UInt32]
  private var mask: Int

  static let noParent = UInt32.max

  init() {
    places = Array(repeating: .max, count: 1 << 10)
    mask = (1 << 10) - 1
  }

  /// The bytes that its arrays take.
  var bytes: Int {
    states.capacity * MemoryLayout<PackedState>.stride + parents.capacity * 4 + places.count * 4
  }

  /// The place of a state, or nil.
  func find(_ state: PackedState, hash: UInt64) -> Int? {
    var slot = StateShard.slot(UInt32(truncatingIfNeeded: hash)) & mask
    while true {
      let place = places[slot]
      if place == .max { return nil }
      if states[Int(place)] == state { return Int(place) }
      slot = (slot &+ 1) & mask
    }
  }

  /// Adds those that are new, in their order.
  mutating func insert(_ arrivals: [Arrival]) {
    while (states.count &+ arrivals.count) &* 4 >= places.count &* 3 { grow() }
    let mask = mask
    // Out of self, so that the loop can write to all three.
    var states: [PackedState] = []
    var parents: [UInt32] = []
    swap(&states, &self.states)
    swap(&parents, &self.parents)
    places.withUnsafeMutableBufferPointer { places in
      for arrival in arrivals {
        var slot = StateShard.slot(arrival.hash) & mask
        while places[slot] != .max, states[Int(places[slot])] != arrival.state {
          slot = (slot &+ 1) & mask
        }
        if places[slot] != .max { continue }
        places[slot] = UInt32(truncatingIfNeeded: states.count)
        states.append(arrival.state)
        parents.append(arrival.parent)
      }
    }
    swap(&states, &self.states)
    swap(&parents, &self.parents)
  }

  private mutating func grow() {
    let size = places.count * 2
    mask = size - 1
    places = Array(repeating: .max, count: size)
    for (index, state) in states.enumerated() {
      var slot = StateShard.slot(UInt32(truncatingIfNeeded: state.mixed)) & mask
      while places[slot] != .max { slot = (slot &+ 1) & mask }
      places[slot] = UInt32(truncatingIfNeeded: index)
    }
  }
}
