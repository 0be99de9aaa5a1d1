// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import KernelSource
import KernelWalk
import Logic
import Solver
import Workers

/// Asks a solver for scenarios that come by places of a text which random ones did not come by.
///
/// A place that no call comes by within the bounds is unreachable there. One that the solver has no
/// answer for is open.
public struct ReachSearch: Sendable {
  private let kernel: Kernel
  private let target: Target
  private let pool: WorkerPool
  public var budget = Budget(rlimit: 200_000_000, seconds: 60)

  /// What is searched, for each entry point and each layout.
  static let sizes = BoundedSize.all.filter { !$0.isWhole && !$0.onlyPlain }

  /// A call that takes the mmap lock itself has a loop around the loop: with two pages, with an event,
  /// or with more than one restart, it is more than a solver can do.
  static let unlockedRestarts = 1

  private static func isOfUnlocked(_ size: BoundedSize) -> Bool {
    size.pages == 1 && size.script.events == 0
  }

  static func restarts(_ size: BoundedSize, _ skeleton: Skeleton) -> Int {
    skeleton.scenario.mayDropLock ? min(size.restarts, unlockedRestarts) : size.restarts
  }

  /// The layouts that are searched of a size.
  static func layouts(_ size: BoundedSize, _ target: Target) -> [Skeleton] {
    size.skeletons(target.revision).filter { isOfUnlocked(size) || !$0.scenario.mayDropLock }
  }

  /// What is searched of a size, in words.
  private func bound(_ size: BoundedSize) -> String {
    if !kernel.interface.canDropLock { return size.bound }
    if !Self.isOfUnlocked(size) {
      return size.bound + " (not the call that takes the mmap lock)"
    }
    return size.bound
      + " (\(Self.unlockedRestarts) of the call that takes the mmap lock)"
  }

  /// - Parameter pool: workers that answer ``Prover/answer(_:)``.
  public init(_ kernel: Kernel, pool: WorkerPool) {
    self.kernel = kernel
    self.pool = pool
    target = Target(kernel)
  }

  /// - Parameter isStopped: asked again and again; once true, what is not decided is open.
  /// - Throws: ``WorkerError`` where no worker can be started; `KernelProblem` where the text is none.
  public func run(
    _ places: [TextPlace], isStopped: () -> Bool = { false }
  ) throws -> TextReach {
    var reach = TextReach()
    let entries = kernel.entryPoints(try kernel.written()).filter { $0.refusal == nil }
    reach.entries = entries.map(\.name)
    let called = Set(
      try kernel.written().functions(reachedFrom: reach.entries).map(\.name))
    reach.uncalled = places.filter { !called.contains($0.function) }
    let places = places.filter { called.contains($0.function) }
    if places.isEmpty { return reach }
    let reference = try KernelReference(kernel)
    defer { reference.remove() }
    var open: [TextPlace: String] = [:]
    for size in Self.sizes {
      reach.bounds.append(bound(size))
      let known = Set(reach.found.map(\.place))
      let requests = Self.layouts(size, target).map { skeleton in
        ReachRequest(
          kernel: reference, sought: places.filter { !known.contains($0) }, size: size.name,
          layout: skeleton.name, budget: budget)
      }
      try ask(requests, &reach, &open, isStopped)
    }
    let known = Set(reach.found.map(\.place))
    for place in places where !known.contains(place) {
      if let reason = open[place] {
        reach.open.append((place, reason))
      } else {
        reach.unreachable.append(place)
      }
    }
    return reach
  }

  private func ask(
    _ requests: [ReachRequest], _ reach: inout TextReach, _ open: inout [TextPlace: String],
    _ isStopped: () -> Bool
  ) throws {
    let asked = requests.filter { !$0.sought.isEmpty }
    let jobs = asked.enumerated().map { number, request in
      Job(id: number, request: Prover.line(request), seconds: Prover.hardLimit)
    }
    var answers: [Int: ReachAnswer] = [:]
    try pool.run(jobs, isCancelled: isStopped) { job, result in
      answers[job.id] = ReachSearch.answer(result, to: asked[job.id])
    }
    // In the order of the layouts, whichever worker was first.
    for (number, request) in asked.enumerated() {
      let answer = answers[number] ?? .undecided(request, "not asked")
      for (index, reason) in answer.open {
        let place = request.sought[index]
        open[place] = open[place] ?? "\(request.size), \(request.layout): \(reason)"
      }
      if let disagreement = answer.disagreement { reach.disagreements.append(disagreement) }
      for found in answer.found {
        let place = request.sought[found.place]
        guard
          case .scenario(let scenario)? = try? CounterexampleFile.decode(
            Array(found.scenario.utf8))
        else {
          open[place] = open[place] ?? "a worker's scenario cannot be read"
          continue
        }
        if reach.found.contains(where: { $0.place == place }) { continue }
        reach.found.append((place, scenario))
      }
    }
  }

  private static func answer(_ result: JobResult, to request: ReachRequest) -> ReachAnswer {
    switch result {
    case .answered(let line):
      let answer = try? JSONDecoder().decode(ReachAnswer.self, from: Data(line.utf8))
      return answer ?? .undecided(request, "a worker answered what is no answer")
    case .timedOut(let seconds): return .undecided(request, "not done after \(Int(seconds)) s")
    case .failed(let message): return .undecided(request, "the worker \(message)")
    case .cancelled: return .undecided(request, "interrupted")
    }
  }
}
