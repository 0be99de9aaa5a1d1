// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

@testable import Processes

@Suite struct SpawnedTests {
  /// As a worker is killed whose solver leads a group of its own.
  @Test func groupsOfChildrenAreKilledToo() throws {
    let scratch = Scratch()
    let null = open("/dev/null", O_WRONLY)
    defer { close(null) }
    let script = "setsid sleep 600 & echo $! >'\(scratch.file)'; wait"
    let process = try Spawned(
      "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], .writing(to: null))
    let clock = ContinuousClock()
    let start = clock.now
    while scratch.processes.isEmpty && clock.now - start < .seconds(60) { usleep(1000) }
    let child = try #require(scratch.processes.first)
    // Its number may be told before it has its group.
    while getpgid(child) != child && clock.now - start < .seconds(60) { usleep(1000) }
    #expect(getpgid(child) == child)
    #expect(!process.hasEnded)
    #expect(process.kill() == .died(signal: SIGKILL))
    #expect(!isRunning(child))
  }

  @Test func anEndIsSeenBeforeItIsWaitedFor() throws {
    let null = open("/dev/null", O_WRONLY)
    defer { close(null) }
    let process = try Spawned("/bin/sh", ["-c", "exit 4"], environment: [:], .writing(to: null))
    let clock = ContinuousClock()
    let start = clock.now
    while !process.hasEnded && clock.now - start < .seconds(60) { usleep(1000) }
    #expect(process.hasEnded && process.hasEnded)
    #expect(process.kill() == .exited(status: 4))
  }
}
