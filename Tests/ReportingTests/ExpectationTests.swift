// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

@testable import Reporting

@Suite struct ExpectationTests {
  private func wanted(_ revision: Revision, _ scenario: Scenario) -> [String] {
    Recording(scenario, revision).passes.last?.pages.map { $0.expectation.text() } ?? []
  }

  private func page(
    _ kind: Kind, _ request: UInt64 = 0, _ flags: VMA.Flags = [.read, .write]
  ) -> Scenario {
    var scenario = Scenario(count: 1)
    scenario.ptes = [kind]
    scenario.requests = [request]
    scenario.vmas = [VMA(start: 0, end: 16, flags: flags)]
    return scenario
  }

  @Test func wordsForOneState() {
    let both = PfnWord.fault | PfnWord.write
    #expect(wanted(.conforming, page(.none)) == ["faultable"])
    #expect(wanted(.conforming, page(.readOnly)) == ["VALID"])
    #expect(wanted(.conforming, page(.writable)) == ["VALID WRITE"])
    #expect(wanted(.conforming, page(.hwpoison)) == ["ERROR"])
    #expect(wanted(.conforming, page(.none, 0, [.write])) == ["ERROR"])
    #expect(wanted(.conforming, page(.none, both)) == ["VALID WRITE"])
    #expect(wanted(.conforming, page(.hwpoison, PfnWord.fault)) == ["-EFAULT"])
    #expect(wanted(.conforming, page(.none, both, [.read])) == ["-EPERM"])
  }

  @Test func wordsForSeveralStates() {
    #expect(wanted(.conforming, Samples.vanishing) == ["faultable or VALID WRITE"])
    #expect(wanted(.v5_0, Samples.readAndWrite) == ["VALID", "fault, then VALID WRITE"])
    #expect(wanted(.v5_2, Samples.swapped) == ["fault, then VALID"])
  }

  @Test func framesOnDemand() {
    let expectation = Recording(page(.writable), .conforming).passes[0].pages[0].expectation
    #expect(expectation.text(frames: true) == "VALID WRITE pfn 0x1000")
    let error = Expectation.Output.error
    let huge = Expectation.Output.valid(write: false, pfn: 0x400, order: 2)
    #expect([error, huge].map { $0.text(frames: true) } == ["ERROR", "VALID pfn 0x400 order 2"])
  }

  @Test func failureLeavesTheRestUnset() {
    var scenario = Scenario(count: 3)
    scenario.ptes = [.writable, .hwpoison, .writable]
    scenario.requests = [0, PfnWord.fault, 0]
    #expect(wanted(.conforming, scenario) == ["", "-EFAULT", "not set"])
  }

  /// Expectations and clauses are two readings of the same facts: where no clause is broken nothing
  /// may be amiss, and where a clause on outputs is, some page must be.
  @Test(arguments: Revision.all) func agreesWithTheClauses(_ revision: Revision) {
    let onOutputs = ClauseSet(ids: ["C6", "C7", "C8", "C9", "C11", "C12", "C22"]) ?? ClauseSet()
    let onAnswers = ClauseSet(ids: ["C1", "C2", "C3", "C4"]) ?? ClauseSet()
    var generator = Generator(profile: Profile(revision: revision))
    for seed in 0..<UInt64(200) {
      let recording = Recording(generator.scenario(seed: seed), revision)
      for pass in recording.passes where !pass.judgement.undetermined {
        let violated = pass.judgement.violated
        let isKept = pass.pages.allSatisfy(\.expectation.isKept)
        if violated.isEmpty {
          #expect(isKept, "seed \(seed): a page is amiss, and no clause is broken")
          #expect(pass.wantedAnswer == nil, "seed \(seed): the answer is amiss")
        }
        if !violated.intersection(onOutputs).isEmpty {
          #expect(!isKept, "seed \(seed): \(violated.ids) broken, and no page is amiss")
        }
        if !violated.intersection(onAnswers).isEmpty {
          #expect(pass.wantedAnswer != nil, "seed \(seed): \(violated.ids) broken by no answer")
        }
      }
    }
  }
}
