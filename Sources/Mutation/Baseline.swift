// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Dispatch
import KernelWalk
import Specification
import Synchronization

/// What the text itself breaks, seed by seed: found once, for all of its mutants.
struct Baseline: Sendable {
  /// Nil where a run could not be judged.
  let violated: [ClauseSet?]
  /// What of the text ran.
  let counts: KernelCounts

  /// Seeds that a thread takes at a time.
  private static let chunk = 1024

  init(_ target: Target, seeds: UInt64, jobs: Int) {
    let count = Int(seeds)
    let next = Atomic<Int>(0)
    let parts = Mutex<[Int: [ClauseSet?]]>([:])
    let ran = Mutex<KernelCounts>(KernelCounts())
    DispatchQueue.concurrentPerform(iterations: max(jobs, 1)) { _ in
      var walk = Runnable(target, counts: true)
      var generator = Generator(profile: Profile(revision: target.revision))
      var scenario = Scenario(count: 0)
      while true {
        let begin = next.wrappingAdd(Self.chunk, ordering: .relaxed).oldValue
        if begin >= count { break }
        let part = (begin..<min(begin + Self.chunk, count)).map { seed -> ClauseSet? in
          generator.draw(seed: UInt64(seed), into: &scenario)
          let verdict = walk.run(scenario)
          return verdict.undetermined ? nil : verdict.violated
        }
        parts.withLock { $0[begin] = part }
      }
      let counts = walk.takeCounts()
      ran.withLock { $0.merge(counts) }
    }
    counts = ran.withLock { $0 }
    violated = parts.withLock { $0.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  /// Seeds that could be judged.
  var judged: UInt64 { UInt64(violated.count { $0 != nil }) }
}
