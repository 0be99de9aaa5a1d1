// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// Visits every state of a model, level by level: states that take as many steps to reach stand in
/// one level, so that the first schedule that breaks a property is one of the shortest.
///
/// A level is taken in blocks, a block in chunks. Threads make the steps of chunks; then they sort
/// the states behind them into the shards, each shard by one thread and in the order of the chunks.
/// So nothing that comes out depends on the number of threads.
public struct Explorer<Model: ProtocolModel> {
  public var model: Model
  /// Threads.
  public var jobs = 1
  /// The most steps of a schedule.
  public var depth = Int.max
  /// The most states; where there are more, the exploration ends undetermined.
  public var limit = 200_000_000
  /// Whether steps that commute with all others are made alone where that is sound.
  public var reduces = false
  /// Whether circles are looked for, once all states were seen.
  public var seeksCircles = true
  /// Ends behind the level in which the last of these is broken.
  public var until = PropertySet()

  static var shardBits: Int { StateShard.shardBits }
  static var shardCount: Int { 1 << shardBits }
  static var blockSize: Int { 1 << 15 }
  static var chunkCount: Int { 8 }

  public init(_ model: Model) { self.model = model }

  /// What one chunk brought, before it is sorted in.
  private struct Chunk {
    var arrivals = InlineArray<16, [StateShard.Arrival]>(repeating: [])
    var transitions = 0
    var broken: UInt64 = 0
    /// The first step that breaks each property, and the first state in which all wait.
    var first: [Property: (parent: UInt32, step: Step?)] = [:]

    mutating func clear() {
      for shard in arrivals.indices { arrivals[shard].removeAll(keepingCapacity: true) }
      transitions = 0
      broken = 0
      first = [:]
    }
  }

  /// Explores until everything was seen, or a bound is reached.
  ///
  /// - Parameter isStopped: Looked at between blocks: where it holds, the exploration ends.
  @specialized(where Model == DriverModel)
  @specialized(where Model == MirrorModel)
  public func run(isStopped: () -> Bool = { false }) -> Exploration {
    let start = ContinuousClock.now
    var shards = (0..<Explorer.shardCount).map { _ in StateShard() }
    var result = Exploration(model: model)
    for root in model.roots {
      shards[Explorer.shard(root)].insert([.init(state: root, parent: StateShard.noParent)])
    }
    var begins = Array(repeating: 0, count: Explorer.shardCount)
    var chunks = (0..<Explorer.chunkCount).map { _ in Chunk() }
    while true {
      let ends = shards.map { $0.states.count }
      let blocks = Explorer.blocks(begins, ends)
      if blocks.isEmpty { break }
      if result.depth >= depth {
        result.cut = .depth
        break
      }
      for block in blocks {
        if isStopped() { result.cut = .interrupted }
        if result.cut != nil { break }
        expand(block, shards, &chunks)
        insert(&shards, chunks)
        for index in chunks.indices { collect(chunks[index], shards, &result) }
        if shards.reduce(0, { $0 + $1.states.count }) > limit { result.cut = .states }
      }
      if result.cut != nil { break }
      begins = ends
      if shards.indices.contains(where: { shards[$0].states.count > ends[$0] }) {
        result.depth += 1
      }
      let found = PropertySet(Array(result.findings.keys))
      if until.rawValue != 0, until.rawValue & ~found.rawValue == 0 {
        result.cut = .found
        break
      }
    }
    result.states = shards.reduce(0) { $0 + $1.states.count }
    result.bytes = shards.reduce(0) { $0 + $1.bytes }
    result.seconds = (ContinuousClock.now - start) / .seconds(1)
    if seeksCircles && result.cut == nil && result.findings[.progress] == nil {
      let start = ContinuousClock.now
      if let number = endlessState(shards) {
        result.findings[.progress] = schedule(.progress, number, nil, shards)
      }
      result.circleSeconds = (ContinuousClock.now - start) / .seconds(1)
    }
    return result
  }

  @inline(__always)
  static func shard(_ state: PackedState) -> Int {
    Int(truncatingIfNeeded: state.mixed) & (shardCount - 1)
  }

  /// A place among all states: the place in its shard, and the shard.
  @inline(__always)
  static func number(_ place: Int, _ shard: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: place << shardBits | shard)
  }

  /// The states of a level, in parts of one shard each that are not too large.
  private static func blocks(_ begins: [Int], _ ends: [Int]) -> [[(shard: Int, places: Range<Int>)]]
  {
    var blocks: [[(shard: Int, places: Range<Int>)]] = []
    var block: [(shard: Int, places: Range<Int>)] = []
    var room = blockSize
    for shard in begins.indices {
      var from = begins[shard]
      while from < ends[shard] {
        let to = min(ends[shard], from + room)
        block.append((shard, from..<to))
        room -= to - from
        from = to
        if room == 0 {
          blocks.append(block)
          block = []
          room = blockSize
        }
      }
    }
    return block.isEmpty ? blocks : blocks + [block]
  }

  /// Makes all steps from the states of a block.
  private func expand(
    _ block: [(shard: Int, places: Range<Int>)], _ shards: [StateShard], _ chunks: inout [Chunk]
  ) {
    let total = block.reduce(0) { $0 + $1.places.count }
    let share = (total + Explorer.chunkCount - 1) / Explorer.chunkCount
    parallel(&chunks) { index, chunk in
      chunk.clear()
      var skip = index * share
      var left = min(share, max(0, total - skip))
      for part in block where left > 0 {
        if skip >= part.places.count {
          skip -= part.places.count
          continue
        }
        let from = part.places.lowerBound + skip
        let to = min(part.places.upperBound, from + left)
        skip = 0
        left -= to - from
        shards[part.shard].states.withUnsafeBufferPointer { states in
          for place in from..<to {
            expand(states[place], Explorer.number(place, part.shard), shards, &chunk)
          }
        }
      }
    }
  }

  @inline(__always)
  private func expand(
    _ state: PackedState, _ number: UInt32, _ shards: [StateShard], _ chunk: inout Chunk
  ) {
    var transitions = 0
    let mustMove = model.expand(state, onlyLocal: reduces) { step, next, broken in
      transitions &+= 1
      if broken & ~chunk.broken != 0 { Explorer.note(broken, number, step, &chunk) }
      if broken & Property.bounds.bit != 0 { return }
      let arrival = StateShard.Arrival(state: next, parent: number)
      chunk.arrivals[Int(arrival.hash) & (Explorer.shardCount - 1)].append(arrival)
    }
    chunk.transitions &+= transitions
    if mustMove == 0, !model.isFinished(state) {
      Explorer.note(Property.progress.bit, number, nil, &chunk)
    }
  }

  private static func note(_ broken: UInt64, _ parent: UInt32, _ step: Step?, _ chunk: inout Chunk)
  {
    for property in PropertySet(rawValue: broken & ~chunk.broken).members {
      chunk.first[property] = (parent, step)
    }
    chunk.broken |= broken
  }

  private func insert(_ shards: inout [StateShard], _ chunks: [Chunk]) {
    parallel(&shards) { index, shard in
      // By index: a loop over the chunks would copy each.
      for number in chunks.indices { shard.insert(chunks[number].arrivals[index]) }
    }
  }

  /// Runs `body` on each element, on as many threads as there are jobs.
  private func parallel<Element>(
    _ elements: inout [Element], _ body: (Int, inout Element) -> Void
  ) {
    elements.withUnsafeMutableBufferPointer { buffer in
      if jobs == 1 {
        for index in buffer.indices { body(index, &buffer[index]) }
        return
      }
      nonisolated(unsafe) let buffer = buffer
      nonisolated(unsafe) let body = body
      let jobs = min(jobs, buffer.count)
      DispatchQueue.concurrentPerform(iterations: jobs) { job in
        for index in stride(from: job, to: buffer.count, by: jobs) { body(index, &buffer[index]) }
      }
    }
  }

  /// A state from which one actor alone goes round in a circle, while nobody else has anything to do;
  /// nil where there is none.
  ///
  /// Such an actor has one step in each of these states, so that a circle is found by following it:
  /// each state is looked at once.
  private func endlessState(_ shards: [StateShard]) -> UInt32? {
    var colours = shards.map { [UInt8](repeating: 0, count: $0.states.count) }
    let isOnPath: UInt8 = 1
    let isDone: UInt8 = 2
    var path: [(shard: Int, place: Int)] = []
    for shard in shards.indices {
      for place in shards[shard].states.indices where colours[shard][place] == 0 {
        path.removeAll(keepingCapacity: true)
        var here = (shard: shard, place: place)
        while colours[here.shard][here.place] == 0 {
          colours[here.shard][here.place] = isOnPath
          path.append(here)
          guard let (_, next) = model.onlyStep(shards[here.shard].states[here.place]) else { break }
          let home = Explorer.shard(next)
          guard let found = shards[home].find(next, hash: next.mixed) else { break }
          if colours[home][found] == isOnPath { return Explorer.number(found, home) }
          here = (home, found)
        }
        for node in path { colours[node.shard][node.place] = isDone }
      }
    }
    return nil
  }

  /// What a chunk found, in the order of the chunks: of several, the first stays.
  private func collect(_ chunk: Chunk, _ shards: [StateShard], _ result: inout Exploration) {
    result.transitions += chunk.transitions
    for (property, first) in chunk.first where result.findings[property] == nil {
      result.findings[property] = schedule(property, first.parent, first.step, shards)
    }
  }

  /// The way from a root to `last`, and one step more.
  private func schedule(
    _ property: Property, _ last: UInt32, _ step: Step?, _ shards: [StateShard]
  ) -> Schedule {
    var states: [PackedState] = []
    var number = last
    while number != StateShard.noParent {
      let shard = Int(number) & (Explorer.shardCount - 1)
      let place = Int(number) >> Explorer.shardBits
      states.append(shards[shard].states[place])
      number = shards[shard].parents[place]
    }
    states.reverse()
    var steps: [Step] = []
    for (state, next) in zip(states, states.dropFirst()) {
      var found: Step?
      _ = model.expand(state, onlyLocal: false) { step, reached, _ in
        if found == nil && reached == next { found = step }
      }
      if let found { steps.append(found) }
    }
    if let step { steps.append(step) }
    return Schedule(property: property, begin: states[0], steps: steps)
  }
}
