// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelWalk
import Testing

@testable import Proving

/// Random calls cut into rounds, of texts that keep something from round to round and of one that
/// does not.
@Suite struct RoundCheckTests {
  private static let loop = (
    head: "int ret;\n\nmmap_assert_locked(mm);", look: "ret = walk_page_range(mm, sweep.cursor,"
  )

  private static func outcome(
    _ changes: [(String, String)], seeds: UInt64 = 600, jobs: Int = 1
  ) throws -> RoundCheck.Outcome {
    let kernel = try RoundTests.kernel(sweeping: true, changes)
    var check = try #require(RoundCheck(Target(kernel)))
    (check.seeds, check.jobs) = (seeds, jobs)
    return check.run()
  }

  @Test func aTextWithItsCursorAloneAgrees() throws {
    let outcome = try Self.outcome([])
    #expect(outcome.differing == 0, "\(outcome)")
    #expect(outcome.agreeing > 400)
    #expect(outcome.rounds > outcome.compared + 200)
    #expect(BeliefCheck(outcome, of: 600, seconds: 0).isAgreed)
  }

  /// It gives up after a number of rounds.
  @Test func aCounterOfRoundsDiffers() throws {
    let changes = [
      (Self.loop.head, "int ret, tries = 0;\n\nmmap_assert_locked(mm);"),
      (Self.loop.look, "if (tries++ > 2)\nreturn -EBUSY;\n\(Self.loop.look)"),
    ]
    let outcome = try Self.outcome(changes)
    let first = try #require(outcome.first, "\(outcome)")
    #expect(outcome.differing > 0)
    #expect(first.words.first == "answer: -EBUSY of the call, 0 of its rounds", "\(first.words)")
    #expect(first.scenario.isValid)
    let check = BeliefCheck(outcome, of: 600, seconds: 0)
    guard case .differs(let words) = check.outcome else {
      Issue.record("\(check)")
      return
    }
    #expect(words.contains("first seed \(first.seed): answer: -EBUSY"), "\(words)")
    #expect(check.scenario == first.scenario)
    #expect(try Self.outcome(changes, jobs: 2).first?.seed == first.seed)
  }

  /// A walk that wanted a write fault makes one of what the next one wants.
  @Test func aMemberThatIsKeptDiffers() throws {
    let outcome = try Self.outcome([
      ("sweep->fault_flags = FAULT_FLAG_REMOTE;", "sweep->fault_flags |= FAULT_FLAG_REMOTE;")
    ])
    let first = try #require(outcome.first, "\(outcome)")
    #expect(first.scenario.count == 2)
    #expect(first.words.contains { $0.contains("effects") }, "\(first.words)")
  }

  /// What is only written makes no difference.
  @Test func aCounterThatNobodyReadsAgrees() throws {
    let outcome = try Self.outcome([
      (Self.loop.head, "int ret, tries = 0;\n\nmmap_assert_locked(mm);"),
      (Self.loop.look, "tries++;\n\(Self.loop.look)"),
    ])
    #expect(outcome.differing == 0 && outcome.agreeing > 400, "\(outcome)")
  }

  /// A text without a cursor has no rounds, and one on which no call is restarted shows nothing.
  @Test func nothingIsSaidWithoutRounds() throws {
    #expect(RoundCheck(Target(try Fixture.kernel(try Fixture.files()))) == nil)
    let outcome = RoundCheck.Outcome()
    #expect(
      BeliefCheck(outcome, of: 0, seconds: 0).outcome == .notDone("no call was restarted"))
    #expect(
      BeliefCheck(outcome, of: 5, seconds: 0).outcome == .notDone("stopped after 0 of 5"))
  }
}
