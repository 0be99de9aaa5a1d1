// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Dispatch
import KernelWalk
import Specification
import Synchronization

/// What the text itself breaks, seed by seed: found once, for all of its mutants.
struct Baseline: Sendable {
  /// Seeds from 0 up, and behind them the variations that reach something new in the text.
  let draws: [Draw]
  /// For each of them; nil where a run could not be judged.
  let violated: [ClauseSet?]
  /// What of the text ran.
  let counts: KernelCounts

  /// Seeds that a thread takes at a time.
  private static let chunk = 1024

  init(_ target: Target, seeds: UInt64, jobs: Int) {
    let profile = Profile(revision: target.revision)
    let recorded = Campaign(target, profile: profile, count: seeds, jobs: jobs).recorded()
    let draws = (0..<seeds).map { Draw(seed: $0) } + recorded.variations
    let count = draws.count
    let next = Atomic<Int>(0)
    let parts = Mutex<[Int: [ClauseSet?]]>([:])
    DispatchQueue.concurrentPerform(iterations: max(jobs, 1)) { _ in
      var walk = Runnable(target)
      var generator = Generator(profile: profile)
      var scenario = Scenario(count: 0)
      while true {
        let begin = next.wrappingAdd(Self.chunk, ordering: .relaxed).oldValue
        if begin >= count { break }
        let part = (begin..<min(begin + Self.chunk, count)).map { index -> ClauseSet? in
          generator.draw(draws[index], into: &scenario)
          let verdict = walk.run(scenario)
          return verdict.undetermined ? nil : verdict.violated
        }
        parts.withLock { $0[begin] = part }
      }
    }
    self.draws = draws
    counts = recorded.counts
    violated = parts.withLock { $0.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  /// Those that could be judged.
  var judged: UInt64 { UInt64(violated.count { $0 != nil }) }
  var notJudged: UInt64 { UInt64(violated.count { $0 == nil }) }
  var variations: [Draw] { draws.filter { $0.variation > 0 } }
}
