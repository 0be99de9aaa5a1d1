// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Testing

/// What 5.8 and later make of entries that other threads change while they are read: whenever it
/// happens, the outcome is one of few.
@Suite struct ModernEventTests {
  /// A change, and the outcomes that it can lead to, as result and words.
  struct Change: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var scenario: Scenario
    var target: Event.Target
    var kind: Kind
    /// All of them come up, and no other.
    var outcomes: Set<String>
    var revisions = Revision.modern
  }

  @Test(arguments: changes)
  func atAnyMoment(_ change: Change) throws {
    for revision in change.revisions {
      var seen: Set<String> = []
      for moment in 1...12 {
        let scenario = change.scenario.with {
          $0.events = [Event(at: moment, target: change.target, index: 0, kind: change.kind)]
        }
        try scenario.validate()
        let outcome = Outcome(of: scenario, on: revision)
        #expect(outcome.left.isEmpty, "\(revision.name), before load \(moment)")
        seen.insert("\(outcome.result): \(outcome.words.withoutOrders)")
      }
      #expect(seen == change.outcomes, "\(revision.name)")
    }
  }

  static let changes: [Change] = [
    Change(
      testDescription: "a huge page is split",
      scenario: .pmds(.hugeWritable, asks: "F", count: 2), target: .pmd, kind: .table,
      outcomes: ["0: VWf VWf"]),
    Change(
      testDescription: "a huge page goes away",
      scenario: .pmds(.hugeWritable, asks: "-", count: 2), target: .pmd, kind: .none,
      outcomes: ["0: - -", "0: VWf VWf"]),
    Change(
      testDescription: "a requested huge page goes away",
      scenario: .pmds(.hugeWritable, asks: "F", count: 2), target: .pmd, kind: .none,
      outcomes: ["-EBUSY: in in", "0: VWf VWf"]),
    Change(
      testDescription: "a migration of a huge page begins",
      scenario: .pmds(.hugeWritable, asks: "F", count: 2), target: .pmd, kind: .hugeMigration,
      outcomes: ["-EBUSY: in in", "0: VWf VWf"]),
    Change(
      testDescription: "a page is poisoned",
      scenario: .ptes(.readOnly, asks: "F"), target: .pte, kind: .hwpoison,
      outcomes: ["-EFAULT: in", "0: Vf"]),
    Change(
      testDescription: "a table goes away",
      scenario: .ptes(.readOnly, asks: "-"), target: .pmd, kind: .none,
      // Its entries can be read until it is freed.
      outcomes: ["0: -", "0: Vf", "0: Vx"], revisions: [.v6_12]),
    Change(
      testDescription: "a table becomes a huge page",
      scenario: .ptes(.none, asks: "-"), target: .pmd, kind: .hugeReadOnly,
      outcomes: ["0: -", "0: Vf"], revisions: [.v6_12]),
    Change(
      testDescription: "a huge PUD is split: its pages come back by faults",
      scenario: .pud(.pudWritable, asks: "-"), target: .pud, kind: .table,
      outcomes: ["0: - -", "0: VWf VWf"]),
  ]
}
