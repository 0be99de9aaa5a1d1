// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import RangeFault
import Testing

@testable import Proving

/// A worker that dies costs the answer to the question that it died of.
@Suite struct AgainTests {
  /// The obligations of one handler, which are asked together, and that of another.
  private static let rows = [
    "entries.pte.discipline", "entries.pte.effects", "entries.pte.outputs", "entries.pte.result",
  ]
  private static let bad = "entries.pte.effects"

  /// Proves with a worker that does this before it answers a request, `$l`, with what proves its rows.
  private static func prove(
    _ script: String, only: [String] = rows, limit: Double = 600, isStopped: () -> Bool = { false }
  ) throws -> (verdicts: [String: ProofVerdict], report: ProofReport) {
    let outcome =
      #"{"row":"\1","name":"it","kind":"claim","answer":"unsatisfiable","rlimit":1,"seconds":0}"#
    let answer =
      #"printf '%s\n' "$l" | sed 's/.*"rows":\[\([^]]*\)\].*/\1/; s/"\([^"]*\)"/"#
      + outcome + #"/g; s/.*/{"questions":[&]}/'"#
    let worker = "while read -r l; do\n\(script)\n\(answer)\ndone"
    var prover = Prover(
      .revision(.conforming), without: [], executable: URL(fileURLWithPath: "/bin/sh"),
      arguments: ["-c", worker])
    prover.only = only
    prover.jobs = 2
    prover.limit = limit
    let report = try prover.run(isStopped: isStopped)
    let verdicts = report.results.map { ($0.row.id, $0.verdict) }
    return (Dictionary(uniqueKeysWithValues: verdicts), report)
  }

  /// Does something where a request has a row.
  private static func on(_ row: String, _ script: String) -> String {
    "case $l in *'\"\(row)\"'*) \(script);; esac"
  }

  @Test func answersOfTheDoubleProve() throws {
    let (verdicts, report) = try Self.prove("")
    #expect(verdicts.keys.sorted() == Self.rows)
    #expect(verdicts.values.allSatisfy { $0 == .proved })
    #expect(report.askedAlone.isEmpty)
  }

  @Test func onlyTheRowThatKillsItIsLost() throws {
    let log = Scratch()
    let (verdicts, report) = try Self.prove(
      Self.on(Self.bad, "echo x >>'\(log.file)'; kill -KILL $$"))
    for row in Self.rows where row != Self.bad { #expect(verdicts[row] == .proved, "\(row)") }
    let reason = "the worker died of signal 9 (Killed), also when asked alone"
    #expect(verdicts[Self.bad] == .undetermined(reason: reason))
    #expect(report.conclusion == .undetermined)
    #expect(report.askedAlone == Set(Self.rows))
    // With the others, with them again, and alone.
    let parts = Plan(.conforming).parts.filter { $0.rows.contains(Self.bad) }
    #expect(log.lines == 3 * parts.count)
  }

  @Test func aDeathThatIsNotRepeatedCostsNothing() throws {
    let once = Scratch()
    let (verdicts, report) = try Self.prove(
      "[ -e '\(once.file)' ] || { echo x >'\(once.file)'; exit 1; }")
    #expect(verdicts.values.allSatisfy { $0 == .proved })
    #expect(report.askedAlone.isEmpty)
  }

  @Test func aLoneRowIsAskedTwice() throws {
    let log = Scratch()
    let (verdicts, _) = try Self.prove(
      Self.on(Self.bad, "echo x >>'\(log.file)'; exit 3"), only: [Self.bad])
    let reason = "the worker exited with status 3, also when asked again"
    #expect(verdicts == [Self.bad: .undetermined(reason: reason)])
    let parts = Plan(.conforming).parts.filter { $0.rows.contains(Self.bad) }
    #expect(log.lines == 2 * parts.count)
  }

  /// Nothing is asked as it was that has taken all of its time, and all ends some time.
  @Test func lateWorkersAreGivenLittleMoreTime() throws {
    let log = Scratch()
    let clock = ContinuousClock()
    let start = clock.now
    let (verdicts, _) = try Self.prove(
      Self.on(Self.bad, "echo x >>'\(log.file)'; sleep 600"), limit: 12)
    for row in Self.rows where row != Self.bad { #expect(verdicts[row] == .proved, "\(row)") }
    #expect(verdicts[Self.bad] == .undetermined(reason: "not done after 3 s"))
    #expect(clock.now - start < .seconds(120))
    let parts = Plan(.conforming).parts.filter { $0.rows.contains(Self.bad) }
    #expect(log.lines == 2 * parts.count)
  }

  @Test func whatThereIsNoTimeForKeepsItsReason() throws {
    // Every request dies, after a while: there is time to ask a few of them again.
    let log = Scratch()
    let (verdicts, report) = try Self.prove(
      "echo x >>'\(log.file)'; sleep 0.1; exit 3", only: ["base"], limit: 0.4)
    let parts = Plan(.conforming).parts.filter { $0.id.hasPrefix("base") }
    #expect(log.lines >= parts.count && log.lines < parts.count + 12)
    #expect(verdicts.values.allSatisfy { $0.isUndetermined })
    #expect(!verdicts.values.contains(.undetermined(reason: "interrupted")))
    #expect(!report.isInterrupted)
  }

  @Test func interruptionIsHeededWhenAskingAgain() throws {
    let log = Scratch()
    let parts = Plan(.conforming).parts.filter { $0.id.hasPrefix("base") }
    let (verdicts, report) = try Self.prove(
      "echo x >>'\(log.file)'; exit 3", only: ["base"], isStopped: { log.lines > parts.count + 2 })
    #expect(log.lines < 2 * parts.count)
    #expect(report.isInterrupted)
    #expect(verdicts.values.contains(.undetermined(reason: "interrupted")))
  }

  /// A file with a line for each request; gone when the test is.
  private final class Scratch {
    private let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-again-\(UUID().uuidString)")
    var file: String { url.path }
    var lines: Int {
      ((try? String(contentsOf: url, encoding: .utf8)) ?? "").split(separator: "\n").count
    }

    deinit { try? FileManager.default.removeItem(at: url) }
  }
}
