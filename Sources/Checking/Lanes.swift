// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Dispatch
import Foundation
import KernelWalk
import Synchronization

/// A run is 64 lanes, whatever its threads or machines: a seed's lane is its remainder.
///
/// What depends on the past of a run, as variations do, depends on the past of the lane only. Threads
/// take lanes by turns, so that a run without a limit comes by all of them.
struct Lanes: Sendable {
  static let count = 64

  let campaign: Campaign
  /// What is known of each lane; nil while a thread is at it.
  private let lanes: LaneBox

  init(_ campaign: Campaign) {
    self.campaign = campaign
    lanes = LaneBox(campaign)
  }

  /// Seeds of a lane that a thread takes at its turn: few at first, so that the first turns of all
  /// lanes are over soon.
  private static func size(_ turn: UInt64) -> UInt64 { turn < 3 ? 16 << (2 * turn) : 1024 }

  /// Seeds of a lane before a turn.
  private static func begin(_ turn: UInt64) -> UInt64 {
    turn < 4 ? (0..<turn).reduce(0) { $0 + size($1) } : 336 + (turn - 3) * 1024
  }

  /// Runs all lanes, or those turns that are over when the check is stopped.
  func run(_ control: Campaign.Control) -> Harvest {
    let next = Atomic<UInt64>(0)
    let results = Mutex<[Harvest]>([])
    DispatchQueue.concurrentPerform(iterations: max(campaign.jobs, 1)) { _ in
      var worker = LaneWorker(campaign)
      while !control.isStopped {
        let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
        let (turn, number) = (item / UInt64(Lanes.count), Int(item % UInt64(Lanes.count)))
        let longest = (campaign.count - min(campaign.count, 1)) / UInt64(Lanes.count) + 1
        // One turn more than seeds need: that of the variations.
        if turn > 0, Lanes.begin(turn - 1) >= longest { break }
        var lane = lanes.take(number, turn)
        let seeds = Lanes.begin(turn)..<(Lanes.begin(turn) + Lanes.size(turn))
        if seeds.lowerBound < longest {
          worker.run(&lane, seeds, control)
        } else {
          worker.vary(&lane, control)
        }
        lane.turn += 1
        lanes.put(lane)
      }
      results.withLock { $0.append(worker.harvest) }
    }
    var harvest = Harvest()
    for part in results.withLock({ $0 }) { harvest.merge(part) }
    return harvest
  }
}

/// The seeds of one remainder, and what is known of their past.
struct Lane: Sendable {
  let number: Int
  /// Its first seed, counted from the first of the check, and how many it has.
  let first: UInt64
  let count: UInt64
  /// Turns that it has had.
  var turn: UInt64 = 0
  /// What of the text its seeds have reached.
  var reached = ReachedBlocks()
  /// Its seeds, counted from the first of the check, that reached something new.
  var parents: [UInt64] = []

  init(_ number: Int, _ campaign: Campaign) {
    self.number = number
    let lanes = UInt64(Lanes.count)
    first = (UInt64(number) &- campaign.first) % lanes
    count = first < campaign.count ? (campaign.count - first - 1) / lanes + 1 : 0
  }

  /// A seed of the lane, counted from the first of the check.
  func offset(_ index: UInt64) -> UInt64 { first + index * UInt64(Lanes.count) }
}

/// The lanes, each of them with one thread at a time.
private final class LaneBox: Sendable {
  private let lanes: Mutex<[Lane?]>

  init(_ campaign: Campaign) {
    lanes = Mutex((0..<Lanes.count).map { Lane($0, campaign) })
  }

  /// Takes a lane whose turn it is; turns are handed out in order, so that another thread is at the
  /// turn before, if that is not over yet.
  func take(_ number: Int, _ turn: UInt64) -> Lane {
    while true {
      let lane = lanes.withLock { lanes -> Lane? in
        guard let lane = lanes[number], lane.turn == turn else { return nil }
        lanes[number] = nil
        return lane
      }
      if let lane { return lane }
      usleep(50)
    }
  }

  func put(_ lane: Lane) { lanes.withLock { $0[lane.number] = lane } }
}
