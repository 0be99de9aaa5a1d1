// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing
import Workers

@Suite struct WorkerPoolTests {
  @Test func everyJobIsAnswered() throws {
    let run = try Run(Array(0..<300).map(String.init), by: "/bin/cat", count: 3)
    #expect(run.results == Array(0..<300).map { .answered(String($0)) })
  }

  @Test func oneWorkerKeepsTheOrderAndIsUsedAgain() throws {
    let run = try Run(["a", "b", "", "d"], by: script("echo $$ $l"), count: 1)
    #expect(run.order == [0, 1, 2, 3])
    let answers = run.answers.map { $0.split(separator: " ").map(String.init) }
    #expect(answers.map { $0.dropFirst().joined() } == ["a", "b", "", "d"])
    #expect(Set(answers.map { $0[0] }).count == 1)
  }

  @Test(arguments: [1, 7]) func workersBeyondTheJobsAreNotStarted(_ jobs: Int) throws {
    let requests = [String](repeating: "a", count: jobs)
    let run = try Run(requests, by: script("echo $$"), count: 50)
    #expect(Set(run.answers).count == jobs)
  }

  @Test func noJobs() throws {
    // Not even that it cannot be started matters.
    #expect(try Run([], by: "/nowhere").results == [])
  }

  @Test(arguments: [1, 2]) func longLines(_ count: Int) throws {
    let long = String(repeating: "0123456789abcdef", count: 1 << 16)
    let run = try Run([long, "short", long + "é"], by: "/bin/cat", count: count)
    #expect(run.results == [.answered(long), .answered("short"), .answered(long + "é")])
  }

  @Test func aWorkerThatHangsIsKilled() throws {
    let hangs = script("case $l in hang) sleep 600; esac; echo $l")
    let clock = ContinuousClock()
    let start = clock.now
    let run = try Run(["a", "hang", "b", "hang"], by: hangs, count: 1, seconds: ["hang": 0.2])
    let limit = JobResult.timedOut(seconds: 0.2)
    #expect(run.results == [.answered("a"), limit, .answered("b"), limit])
    // Far from the time that it would have taken, for the sake of a loaded machine.
    #expect(clock.now - start < .seconds(60))
  }

  @Test func aWorkerThatNeverStopsTalkingIsKilled() throws {
    let run = try Run(["a"], by: script("exec cat /dev/zero"), seconds: ["a": 0.2])
    #expect(run.results == [.timedOut(seconds: 0.2)])
  }

  @Test func aWorkerThatDiesFailsItsJobOnly() throws {
    let dies = script(
      """
      case $l in
        exit) echo first >&2; echo 'no more memory' >&2; exit 3;;
        kill) kill -SEGV $$;;
        half) printf half; exit 0;;
      esac
      echo $l
      """)
    let requests = ["a", "exit", "b", "kill", "half", "c"]
    for count in [1, 3] {
      let run = try Run(requests, by: dies, count: count)
      #expect(
        run.results == [
          .answered("a"), .failed("exited with status 3: no more memory"), .answered("b"),
          .failed("died of signal 11 (Segmentation fault)"), .failed("exited with status 0"),
          .answered("c"),
        ])
    }
  }

  @Test func anEarlierComplaintIsNotTheReason() throws {
    let dies = script("case $l in a) echo warning >&2; echo b;; *) exit 1; esac")
    let run = try Run(["a", "b"], by: dies, count: 1)
    #expect(run.results == [.answered("b"), .failed("exited with status 1")])
  }

  @Test func aDeadWorkerCanBeWrittenTo() throws {
    // More than the system keeps for it: were it not for the test's own failure, SIGPIPE would end
    // the test run.
    let long = String(repeating: "x", count: 1 << 20)
    let run = try Run([long, long], by: ["/bin/sh", "-c", "exit 7"], count: 1)
    #expect(run.results == [.failed("exited with status 7"), .failed("exited with status 7")])
  }

  @Test func aWorkerThatDiesBetweenJobsIsReplaced() throws {
    let run = try Run(
      ["a", "b", "c"], by: script("echo $$; exit 1"), count: 1,
      finished: { result in
        // Its next job comes only when it is dead, but not reaped yet.
        guard case .answered(let process) = result else { return }
        while (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))?
          .contains(") Z ") == false
        { usleep(1000) }
      })
    #expect(Set(run.answers).count == 3)
  }

  @Test func whatIsSaidOutOfTurnIsNoAnswer() throws {
    let twice = script("printf '%s\\nmore\\n' $l")
    let run = try Run(["a", "b", "c"], by: twice, count: 1)
    #expect(run.results == [.answered("a"), .answered("b"), .answered("c")])
  }

  @Test func arguments() throws {
    let pool = WorkerPool(
      executable: URL(fileURLWithPath: "/bin/sh"),
      arguments: ["-c", "read l; echo \"$0,$1,$VALUE,$HOME\"", "a b", ""],
      environment: ["VALUE": "x=y é"], count: 1)
    #expect(try Run([""], pool).results == [.answered("a b,,x=y é,")])
  }

  @Test func aWorkerThatCannotBeStarted() throws {
    let message = "cannot run /nowhere/at all: No such file or directory"
    do {
      _ = try Run(["a"], by: "/nowhere/at all")
      Issue.record("it was started")
    } catch { #expect("\(error)" == message) }
    do {
      _ = try Run(["a"], by: "/tmp")
      Issue.record("it was started")
    } catch { #expect("\(error)" == "cannot run /tmp: Permission denied") }
  }
}
