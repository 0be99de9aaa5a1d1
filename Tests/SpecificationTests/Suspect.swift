// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification

/// A walk that may be tampered with: before the call, as an implementation that misreads its
/// request, and after it, as one that answers or records something else.
struct Suspect: Subject {
  var walk: Walk<Concrete>
  var before: Tampering
  var after: Tampering

  typealias Tampering = @Sendable (inout Run<Concrete>) -> Void

  init(
    _ revision: Revision, before: @escaping Tampering = { _ in },
    after: @escaping Tampering = { _ in }
  ) {
    walk = Walk(revision: revision)
    self.before = before
    self.after = after
  }

  var convention: Convention { walk.convention }

  var world: World<Concrete> {
    get { walk.world }
    set { walk.world = newValue }
  }

  mutating func call(pass: Int) {
    before(&walk.world)
    walk.call(pass: pass)
    after(&walk.world)
  }
}

/// The ids of the clauses that a subject breaks on a scenario, in the order of the contract.
func violations(of scenario: Scenario, by subject: Suspect) -> [String] {
  judged(scenario, by: subject).violated.ids
}

func judged(_ scenario: Scenario, by subject: Suspect) -> Verdict {
  var subject = subject
  return subject.run(scenario)
}

// MARK: Scenarios in few words

/// REQ_FAULT.
let read = PfnWord.fault
/// REQ_FAULT and REQ_WRITE.
let write = PfnWord.fault | PfnWord.write

extension Scenario {
  /// A range of PTEs in one writable anonymous VMA, with a request word for each.
  static func pages(_ kinds: [Kind], _ requests: [UInt64]) -> Scenario {
    var scenario = Scenario(count: kinds.count)
    scenario.ptes = kinds
    scenario.requests = requests
    return scenario
  }

  /// A range that begins with the given PMDs, with a request word for each page.
  static func pmds(_ kinds: [Kind], _ requests: [UInt64]) -> Scenario {
    var scenario = Scenario(count: requests.count)
    scenario.pmds = kinds
    scenario.requests = requests
    return scenario
  }

  /// A range below one PUD.
  static func pud(_ kind: Kind, _ requests: [UInt64]) -> Scenario {
    var scenario = Scenario(count: requests.count)
    scenario.puds = [kind]
    scenario.requests = requests
    return scenario
  }

  /// The same with something changed.
  func with(_ change: (inout Scenario) -> Void) -> Scenario {
    var scenario = self
    change(&scenario)
    return scenario
  }
}
