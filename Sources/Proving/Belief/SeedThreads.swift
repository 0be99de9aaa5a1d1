// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Dispatch
import Synchronization

/// Seeds from 0 up, which threads take in chunks. What is found does not depend on how many threads
/// there are.
struct SeedThreads: Sendable {
  let count: UInt64
  /// Threads: 1 or more.
  let jobs: Int

  /// Seeds that a thread takes at a time.
  private static let chunk: UInt64 = 256

  /// - Parameter work: what one thread does with the seeds that it takes, until there are none.
  func run<Part: Sendable>(
    _ control: Campaign.Control, _ work: @Sendable (_ take: () -> Range<UInt64>?) -> Part
  ) -> [Part] {
    let next = Atomic<UInt64>(0)
    let parts = Mutex<[Part]>([])
    DispatchQueue.concurrentPerform(iterations: max(jobs, 1)) { _ in
      let part = work {
        if control.isStopped { return nil }
        let begin = next.wrappingAdd(Self.chunk, ordering: .relaxed).oldValue
        return begin < count ? begin..<min(begin + Self.chunk, count) : nil
      }
      parts.withLock { $0.append(part) }
    }
    return parts.withLock { $0 }
  }
}
