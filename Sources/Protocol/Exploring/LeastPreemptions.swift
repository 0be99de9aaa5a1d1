// SPDX-License-Identifier: GPL-2.0-or-later

/// A state, the thread that came to it, and the least cost of doing so; `parent` is a place in the
/// level before.
private struct Node {
  var state: PackedState
  var thread: Int
  var cost: Int
  var parent: Int
  var step: Step?
}

private struct Key: Hashable {
  var state: PackedState
  var thread: Int
}

extension ProtocolModel {
  /// Of all schedules that break a property in so many steps as this one, which is one of the
  /// shortest, one with the fewest preemptions: changes from a thread that could have gone on.
  ///
  /// Keeps the least cost for each pair of a state and the thread that came to it, level by level.
  public func leastPreempted(_ schedule: Schedule) -> Schedule {
    let property = schedule.property
    var levels: [[Node]] = [roots.map { Node(state: $0, thread: -1, cost: 0, parent: -1) }]
    var best: (cost: Int, parent: Int, step: Step?)?
    for depth in 0...schedule.steps.count {
      var next: [Node] = []
      var places: [Key: Int] = [:]
      let isLast = depth == schedule.steps.count
      // A state in which all wait is itself the end.
      if isLast && property != .progress { break }
      for (place, node) in levels[depth].enumerated() {
        var made: [(Step, PackedState, UInt64)] = []
        let mustMove = expand(node.state, onlyLocal: false) { made.append(($0, $1, $2)) }
        if isLast {
          let isStuck = mustMove == 0 && !isFinished(node.state)
          if isStuck && node.cost < best?.cost ?? .max { best = (node.cost, place, nil) }
          continue
        }
        let couldGoOn = made.contains { self.thread(of: $0.0) == node.thread }
        for (step, state, broken) in made {
          let thread = self.thread(of: step)
          let preempts = couldGoOn && thread != node.thread
          let cost = node.cost + (preempts ? 1 : 0)
          if depth + 1 == schedule.steps.count, broken & property.bit != 0,
            cost < best?.cost ?? .max
          {
            best = (cost, place, step)
          }
          let key = Key(state: state, thread: thread)
          if let old = places[key] {
            if next[old].cost > cost {
              next[old] = Node(
                state: state, thread: thread, cost: cost, parent: place, step: step)
            }
          } else {
            places[key] = next.count
            next.append(
              Node(state: state, thread: thread, cost: cost, parent: place, step: step))
          }
        }
      }
      if !isLast { levels.append(next) }
    }
    guard let best else { return schedule }
    var steps: [Step] = best.step.map { [$0] } ?? []
    var place = best.parent
    var level = best.step == nil ? schedule.steps.count : schedule.steps.count - 1
    while level > 0 {
      let node = levels[level][place]
      if let step = node.step { steps.append(step) }
      place = node.parent
      level -= 1
    }
    return Schedule(
      property: property, begin: levels[0][place].state, steps: steps.reversed())
  }

  /// The changes of a schedule from a thread that could have gone on to another.
  public func preemptions(_ schedule: Schedule) -> Int {
    var state = schedule.begin
    var last = -1
    var count = 0
    for step in schedule.steps {
      var next = state
      var couldGoOn = false
      _ = expand(state, onlyLocal: false) { made, reached, _ in
        if made == step { next = reached }
        if self.thread(of: made) == last { couldGoOn = true }
      }
      let thread = self.thread(of: step)
      if couldGoOn && thread != last { count += 1 }
      last = thread
      state = next
    }
    return count
  }
}
