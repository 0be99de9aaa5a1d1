// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing
import Workers

@Suite struct CancellationTests {
  private let sleeper = script("case $l in a) echo $l;; *) sleep 600; esac")

  @Test func unfinishedJobsAreCancelledInOrder() throws {
    var answered = false
    let run = try Run(
      ["s", "a", "s", "s", "a", "s"], by: sleeper, count: 2, isCancelled: { answered },
      finished: { _ in answered = true })
    #expect(run.order == [1, 0, 2, 3, 4, 5])
    #expect(run.results == [.cancelled, .answered("a")] + .init(repeating: .cancelled, count: 4))
  }

  @Test func aRunCancelledAtOnceStartsNothing() throws {
    let run = try Run(["a", "b"], by: ["/nowhere"], isCancelled: { true })
    #expect(run.results == [.cancelled, .cancelled])
  }

  @Test func itIsAskedOften() throws {
    var asked = 0
    let clock = ContinuousClock()
    let start = clock.now
    let run = try Run(
      ["s"], by: sleeper,
      isCancelled: {
        asked += 1
        return clock.now - start > .milliseconds(500)
      })
    #expect(run.results == [.cancelled])
    // A tenth of a second between two; a loaded machine is no reason to fail.
    #expect(asked >= 5)
    // And it does not spin.
    #expect(asked < 100)
  }
}
