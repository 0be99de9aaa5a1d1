// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import RangeFault
import Testing

@testable import Running

/// A kernel that does what the model does, and one that does not.
@Suite struct KernelComparisonTests {
  private static let comparison = KernelComparison(
    ConsoleSample.port, ports: [], first: 0, count: 30)
  private static let said = ConsoleSample.text(comparison.scenarios)

  private static func outcome(_ text: String) -> KernelComparison.Outcome {
    comparison.compare(ConsoleText(text))
  }

  @Test func whoDoesTheSameDoesNotDiffer() {
    let outcome = Self.outcome(Self.said)
    #expect(outcome.compared == 30)
    #expect(outcome.differences.isEmpty, "\(outcome.differences)")
    #expect(outcome.isWhole)
    #expect(outcome.met["writable"] ?? 0 > 0)
    #expect(!outcome.beyond.isEmpty)
  }

  /// The first that has what is replaced is the one that differs.
  @Test(arguments: [
    ("result 0\n", "result -16\n", "result"), ("walk 0\n", "walk 1\n", "walk from 1"),
    (" resolved 2\n", " resolved 1\n", "then read-only"),
    (" r 0 resolved ", " w 0 resolved ", "(write)"), ("notified\n", "", "notified"),
    (" bus-error ", " poison ", "poison"), ("words 8000000000000000", "words 0", "page 0"),
  ])
  func aMistakeIsSeen(_ old: String, _ new: String, _ words: String) throws {
    let place = try #require(Self.said.firstRange(of: old), "not there: \(old)")
    let outcome = Self.outcome(Self.said.replacingCharacters(in: place, with: new))
    #expect(outcome.differences.count == 1)
    #expect(outcome.differences.first?.text.contains(words) ?? false, "\(outcome.differences)")
  }

  /// What a kernel calls a frame does not matter, but that it calls two alike does.
  @Test func framesAreComparedUpToRenaming() {
    let entry = { (frame: UInt64) in CallAnswer.Entry(kind: .writable, frame: frame) }
    var scenario = Scenario(geometry: .x86, count: 2)
    scenario.ptes = [.writable, .writable]
    var (one, other) = (CallAnswer(), CallAnswer())
    one.left = [entry(7), entry(9)]
    other.left = [entry(1), entry(2)]
    var same = AnswerDifference(kernel: one, model: other, scenario, .mapOrder)
    #expect(same.first() == nil)
    one.left[1].frame = 7
    var merged = AnswerDifference(kernel: one, model: other, scenario, .mapOrder)
    #expect(merged.first() == "page 1 is left as writable, of another frame")
    one.left[1].frame = 9
    other.left[1].frame = 1
    var split = AnswerDifference(kernel: one, model: other, scenario, .mapOrder)
    #expect(split.first() != nil)
  }

  /// What is not answered, or was laid out wrongly, was not compared.
  @Test func whatIsNotAnsweredIsNotCompared() throws {
    let cut = try #require(Self.said.ranges(of: "answer ").dropFirst(10).first)
    let text = String(Self.said[..<cut.lowerBound])
    let outcome = Self.outcome(text)
    #expect(outcome.compared == 10)
    #expect(outcome.unanswered.count == 20)
    #expect(!outcome.isWhole)
    #expect(!ConsoleText(text).hasEnded)
    let laid = try #require(Self.said.firstRange(of: "laid 0:"))
    let wrong = Self.outcome(Self.said.replacingCharacters(in: laid, with: "laid 2:"))
    #expect(wrong.unanswered.count == 1)
    #expect(wrong.unanswered.first?.reason.contains("was laid out as writable, not none") ?? false)
  }

  @Test func aRefusalIsTold() throws {
    let done = try #require(Self.said.firstRange(of: "done\n"))
    let text = Self.said.replacingCharacters(
      in: done, with: "cannot lay page 3 kind 12: -12\nrefused -12\n")
    #expect(Self.outcome(text).unanswered.map(\.reason) == ["cannot lay page 3 kind 12: -12"])
  }

  @Test func complaintsOfTheKernelAreTold() {
    let console = ConsoleText(
      "x\nWARNING: CPU: 0\nanswer 1\nBUG: Bad page map\ncall 1\nBUG: Bad page map\ndone\n")
    #expect(console.complaints == ["WARNING: CPU: 0", "BUG: Bad page map"])
    #expect(console.answers.count == 1)
  }

  /// Fewer scenarios than were wanted are not all, though each of them was answered.
  @Test func fewerThanWantedIsNotWhole() {
    var outcome = Self.outcome(Self.said)
    #expect(outcome.isWhole)
    outcome.wanted += 1
    #expect(!outcome.isWhole)
  }

  @Test func nothingWasComparedWhereNothingWasSaid() {
    let outcome = Self.outcome("")
    #expect(!outcome.isWhole && outcome.compared == 0 && outcome.differences.isEmpty)
  }
}
