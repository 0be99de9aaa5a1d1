// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// Random schedules, for scenes that are too large to be seen whole.
///
/// Every other seed is one of probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and
/// Nagarakatte, "A randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS
/// 2010): threads have random priorities, the first that can go on does, and at d - 1 random places
/// the one that is running falls below all others. The rest run threads at random, and change from
/// one that could go on at most so many times (Musuvathi and Qadeer, "Iterative context bounding",
/// PLDI 2007).
public struct RandomSchedules<Model: ProtocolModel> {
  public var model: Model
  /// Changes from a thread that could have gone on.
  public var preemptions = 3
  /// The most steps of a schedule.
  public var depth = 400
  /// The length that change points are drawn from.
  static var length: Int { 80 }

  public init(_ model: Model) { self.model = model }

  /// Runs `count` seeds from `first` on.
  public func run(
    first: UInt64, count: UInt64, isStopped: () -> Bool = { false }
  ) -> RandomExploration {
    var result = RandomExploration(properties: model.properties)
    let roots = model.roots
    var seen: Set<UInt64> = []
    for offset in 0..<count {
      if isStopped() { break }
      let seed = first &+ offset
      var random = SplitMix64(seed: seed)
      let root = roots[random.below(roots.count)]
      let schedule =
        seed % 2 == 0 ? prioritized(root, &random, &result) : bounded(root, &random, &result)
      result.seeds += 1
      seen.insert(schedule.hash)
      for (property, length) in schedule.broken where result.findings[property] == nil {
        result.findings[property] = Schedule(
          property: property, begin: root, steps: Array(schedule.steps.prefix(length)))
        result.firstSeed[property] = seed
      }
    }
    result.distinct = seen.count
    return result
  }

  /// What one seed did.
  private struct Course {
    var steps: [Step] = []
    /// The number of steps after which each property was broken.
    var broken: [Property: Int] = [:]
    var hash: UInt64 = 0
  }

  /// Makes steps as `choose` says, until nobody can, or the bound is reached.
  private func follow(
    _ root: PackedState, _ result: inout RandomExploration,
    _ choose: ([(step: Step, next: PackedState, broken: UInt64)], Int) -> Int
  ) -> Course {
    var course = Course()
    var state = root
    while course.steps.count < depth {
      var moves: [(step: Step, next: PackedState, broken: UInt64)] = []
      let mustMove = model.expand(state, onlyLocal: false) { moves.append(($0, $1, $2)) }
      if mustMove == 0 && !model.isFinished(state) && course.broken[.progress] == nil {
        course.broken[.progress] = course.steps.count
      }
      if moves.isEmpty { break }
      let move = moves[choose(moves, course.steps.count)]
      course.steps.append(move.step)
      for property in PropertySet(rawValue: move.broken).members
      where course.broken[property] == nil {
        course.broken[property] = course.steps.count
      }
      result.steps += 1
      if move.broken & Property.bounds.bit != 0 { break }
      state = move.next
      course.hash = (course.hash ^ state.mixed) &* 0x9e37_79b9_7f4a_7c15
    }
    return course
  }

  private func prioritized(
    _ root: PackedState, _ random: inout SplitMix64, _ result: inout RandomExploration
  ) -> Course {
    let threads = model.actors.count
    var priorities = (0..<threads).map { $0 + 1_000 }
    for index in priorities.indices.dropLast() {
      priorities.swapAt(index, index + random.below(threads - index))
    }
    let points = (0..<random.below(preemptions + 1)).map { _ in
      random.below(RandomSchedules.length)
    }
    var lowest = 0
    var own = random
    let course = follow(root, &result) { moves, depth in
      func best() -> Int {
        moves.map { model.thread(of: $0.step) }.max { priorities[$0] < priorities[$1] } ?? 0
      }
      for _ in points.filter({ $0 == depth }) {
        lowest -= 1
        priorities[best()] = lowest
      }
      let thread = best()
      let choices = moves.indices.filter { model.thread(of: moves[$0].step) == thread }
      return choices[own.below(choices.count)]
    }
    return course
  }

  private func bounded(
    _ root: PackedState, _ random: inout SplitMix64, _ result: inout RandomExploration
  ) -> Course {
    var last = -1
    var left = preemptions
    var own = random
    return follow(root, &result) { moves, _ in
      let going = moves.indices.filter { model.thread(of: moves[$0].step) == last }
      var choices = Array(moves.indices)
      if !going.isEmpty && (left == 0 || own.chance(80)) { choices = going }
      let choice = choices[own.below(choices.count)]
      let thread = model.thread(of: moves[choice].step)
      if !going.isEmpty && thread != last { left -= 1 }
      last = thread
      return choice
    }
  }
}

/// What random schedules found.
public struct RandomExploration: Sendable {
  public var seeds: UInt64 = 0
  /// Schedules that differ.
  public var distinct = 0
  public var steps = 0
  /// The first schedule that breaks each property, up to there.
  public var findings: [Property: Schedule] = [:]
  public var firstSeed: [Property: UInt64] = [:]
  public var properties: [Property]

  init(properties: [Property]) { self.properties = properties }
}
