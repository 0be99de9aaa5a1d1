// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Processes
import Testing

@Suite struct CommandRunTests {
  private func run(_ script: String, seconds: Double = 60, length: Int = 100) throws -> CommandRun {
    try CommandRun("/bin/sh", ["-c", script], seconds: seconds, length: length)
  }

  private func text(_ run: CommandRun) -> String { String(decoding: run.output, as: UTF8.self) }

  @Test func outputAndErrorsAreRead() throws {
    let run = try run("echo a; sleep 0.1; echo b >/dev/stderr; exit 3")
    #expect(text(run) == "a\nb\n")
    #expect(run.exceeded == nil && run.ending == .exited(status: 3))
  }

  @Test func itIsOverWhenTheProcessEnds() throws {
    let scratch = Scratch()
    let clock = ContinuousClock()
    let start = clock.now
    let run = try run("(sleep 600) & echo $! >'\(scratch.file)'; echo a")
    #expect(text(run) == "a\n")
    #expect(run.exceeded == nil && run.ending == .exited(status: 0))
    #expect(clock.now - start < .seconds(30))
    #expect(scratch.processes.count == 1)
    for process in scratch.processes { #expect(!isRunning(process)) }
  }

  @Test func itIsOverWhenItsTimeIs() throws {
    let scratch = Scratch()
    let run = try run(
      "(trap '' HUP TERM; sleep 600) & echo $! $$ >'\(scratch.file)'; echo a; wait", seconds: 0.5)
    #expect(text(run) == "a\n")
    #expect(run.exceeded == .time && run.ending == .died(signal: SIGKILL))
    #expect(scratch.processes.count == 2)
    for process in scratch.processes { #expect(!isRunning(process)) }
  }

  @Test func aClosedOutputIsNoEnd() throws {
    #expect(try run("exec >&- 2>&-; sleep 600", seconds: 0.3).exceeded == .time)
    #expect(try run("exec >&- 2>&-; sleep 0.2; exit 5").ending == .exited(status: 5))
  }

  @Test func noMoreIsReadThanIsAllowed() throws {
    let run = try run("while :; do echo xxxxxxxxxxxxxxxx; done", length: 1000)
    #expect(run.exceeded == .length && run.output.count == 1001)
    #expect(try self.run("printf 12345", length: 5).exceeded == nil)
    #expect(try self.run("printf 123456", length: 5).exceeded == .length)
  }

  @Test func howItEndedIsTold() throws {
    let run = try run("echo a; kill -SEGV $$")
    #expect(run.exceeded == nil)
    #expect(run.ending == .died(signal: SIGSEGV))
    #expect(run.ending.description == "died of signal 11 (Segmentation fault)")
    // Not by our hand.
    #expect(try self.run("kill -KILL $$").exceeded == nil)
  }

  @Test func whatIsMissingIsTold() {
    #expect(throws: Errno.self) { try CommandRun("/nowhere/at/all", [], seconds: 1, length: 1) }
  }

  @Test func itHasNoInput() throws { #expect(text(try run("cat; echo a")) == "a\n") }

  @Test func noZombieIsLeft() throws {
    let run = try run("echo $$")
    let process = try #require(pid_t(text(run).trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(process, 0) != 0 && errno == ESRCH)
  }
}
