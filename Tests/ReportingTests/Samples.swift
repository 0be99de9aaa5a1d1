// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Specification

@testable import Checking

/// Small cases and reports made by hand.
enum Samples {
  /// A page to be read and one to be written, below an empty PMD.
  static let readAndWrite: Scenario = {
    var scenario = Scenario(count: 2)
    scenario.pmds = [.none]
    scenario.requests = [PfnWord.fault, PfnWord.fault | PfnWord.write]
    return scenario
  }()

  /// A write to a shared page: the copy is announced, and the caller has to start over.
  static let copyOnWrite: Scenario = {
    var scenario = Scenario(count: 1)
    scenario.ptes = [.readOnly]
    scenario.requests = [PfnWord.fault | PfnWord.write]
    scenario.passes = 2
    return scenario
  }()

  /// A page that another thread takes away before the walk has looked at it.
  static let vanishing: Scenario = {
    var scenario = Scenario(count: 1)
    scenario.ptes = [.writable]
    scenario.events = [Event(at: 3, target: .pte, index: 0, kind: .none)]
    return scenario
  }()

  /// A swapped-out page that is asked for.
  static let swapped: Scenario = {
    var scenario = Scenario(count: 1)
    scenario.ptes = [.swap]
    scenario.requests = [PfnWord.fault]
    return scenario
  }()

  /// A poisoned page that nobody asks for.
  static let poisoned: Scenario = {
    var scenario = Scenario(count: 1)
    scenario.ptes = [.hwpoison]
    return scenario
  }()

  /// Four PMDs of real geometry, one of each sort.
  static let long: Scenario = {
    var scenario = Scenario(geometry: .x86, count: 2048)
    scenario.pmds = [.table, .none, .hugeReadOnly, .hugeWritable]
    scenario.requests = Array(repeating: PfnWord.fault, count: 2048)
    for page in 0..<512 { scenario.ptes[page] = .writable }
    return scenario
  }()

  /// A case as recorded, one that differs and has a name full of traps, one that was refused.
  static let replays = [
    known("Counterexamples/swap-need.json", "C6", [.swapNeed]),
    known(
      "a#<&\"'>\n.json", "C9", [],
      result: .differs(["v5.2 keeps C9, the file says that it breaks it"])),
    Replay(path: "bad.json", result: .refused("bad.json: count: missing; add \"count\": 1")),
  ]

  /// A check with each sort of remedy, a note, and those replays.
  static let broken = report(
    [
      finding("C6", swapped, [.swapNeed]),
      finding("C13", swapped, [.swapNeed], seed: 9, seeds: 12),
      finding("C7", readAndWrite, [], together: [.singleWalk, .swapNeed], seeds: 1),
      finding("C8", poisoned, [], seed: .max),
      finding("C24", readAndWrite, [.faultsOneByOne, .faultsOnlyRequested]),
    ], corpus: replays)

  static func clause(_ id: String) -> Int {
    Contract.clauses.firstIndex { $0.id == id } ?? -1
  }

  static func finding(
    _ id: String, _ scenario: Scenario, _ fixes: [Fix], together: [Fix] = [], seed: UInt64 = 42,
    seeds: UInt64 = 318
  ) -> Finding {
    Finding(
      clause: clause(id), remedy: Remedy(alternatives: fixes, together: together),
      scenario: scenario, seed: seed, seeds: seeds)
  }

  /// A counterexample of the corpus that was run again.
  static func known(
    _ path: String, _ clause: String, _ fixes: [Fix], result: Replay.Result = .asRecorded
  ) -> Replay {
    let contents = Counterexample(
      name: "x", title: "x", clause: clause,
      subject: Counterexample.Subject(revision: "v5.2"), fixedBy: fixes.map(\.id),
      scenario: swapped)
    return Replay(path: path, result: result, caseFile: .counterexample(contents))
  }

  static func report(
    _ findings: [Finding] = [], revision: Revision = .v5_2, seeds: UInt64 = 1000,
    corpus: [Replay] = [], edit: (inout CheckReport) -> Void = { _ in }
  ) -> CheckReport {
    var outcome = Campaign.Outcome()
    outcome.findings = findings
    outcome.seeds = seeds
    outcome.violatingSeeds = findings.isEmpty ? 0 : 400
    if seeds > 0 {
      for index in Contract.clauses.indices where index != clause("C21") {
        outcome.coverage.exercised[index] = UInt64(10 * (index + 1))
      }
    }
    var report = CheckReport(
      campaign: Campaign(revision: revision, count: seeds, clauses: .all), corpus: corpus,
      outcome: outcome, seconds: 2.5)
    edit(&report)
    return report
  }
}
