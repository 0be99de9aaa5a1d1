// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelWalk
import Specification

/// Runs seeds of lanes, and variations of them, on one thread.
struct LaneWorker {
  private let campaign: Campaign
  private let isGuided: Bool
  private var walk: Runnable
  private var diagnosis: Diagnosis
  private var generator: Generator
  private var scenario = Scenario(count: 0)
  private(set) var harvest = Harvest()

  init(_ campaign: Campaign) {
    self.campaign = campaign
    isGuided =
      campaign.isGuided && campaign.countsLines && campaign.variation == 0
      && campaign.target.kernel != nil
    walk = Runnable(campaign.target, counts: campaign.countsLines)
    diagnosis = Diagnosis(campaign.target)
    generator = Generator(profile: campaign.profile)
  }

  /// Runs seeds of a lane, by their numbers within it.
  mutating func run(_ lane: inout Lane, _ seeds: Range<UInt64>, _ control: Campaign.Control) {
    let seeds = seeds.clamped(to: 0..<lane.count)
    for index in seeds {
      let offset = lane.offset(index)
      if judge(&lane, offset, campaign.variation) { lane.parents.append(offset) }
    }
    harvest.seeds += UInt64(seeds.count)
    control.add(UInt64(seeds.count))
    harvest.counts.merge(walk.takeCounts())
  }

  /// Variations of a seed that are run together.
  private static let batch: UInt64 = 8

  /// Varies the seeds of a lane that reached something new, those of the end first: one variation for
  /// four seeds. Whose variations do so, too, is varied again at once.
  mutating func vary(_ lane: inout Lane, _ control: Campaign.Control) {
    guard isGuided else { return }
    var budget = lane.count / 4
    var open = lane.parents.reversed().map { (offset: $0, next: UInt64(1)) }
    while budget > 0, !open.isEmpty, !control.isStopped {
      let (offset, next) = open.removeFirst()
      let batch = min(LaneWorker.batch, budget)
      budget -= batch
      var isNew = false
      for variation in next..<(next + batch) where judge(&lane, offset, variation) {
        isNew = true
        harvest.reaching.append(
          Draw(seed: campaign.first &+ offset, variation: variation))
      }
      harvest.variations += batch
      open.insert((offset, next + batch), at: isNew ? 0 : open.count)
    }
    harvest.counts.merge(walk.takeCounts())
  }

  /// Runs and judges one scenario; whether it reached something new in its lane.
  private mutating func judge(_ lane: inout Lane, _ offset: UInt64, _ variation: UInt64) -> Bool {
    generator.draw(
      Draw(seed: campaign.first &+ offset, variation: variation), into: &scenario)
    let verdict = walk.run(scenario)
    harvest.coverage.add(scenario, verdict)
    harvest.coverage.add(pages: scenario, walk.layout)
    if let reason = walk.unjudged(verdict) { harvest.leaveOut(reason, offset) }
    if verdict.warned { harvest.warn(offset) }
    let violated = verdict.violated.intersection(campaign.clauses)
    if !violated.isEmpty {
      if variation == campaign.variation { harvest.violatingSeeds += 1 }
      harvest.record(scenario, offset, variation, diagnosis.singleFixes(scenario, violated))
    }
    return isGuided && walk.note(into: &lane.reached)
  }
}
