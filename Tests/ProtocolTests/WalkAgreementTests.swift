// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Testing

@testable import Protocol

/// One call without interference: the protocol's walk, and the whole walk of mm/hmm.c.
@Suite struct WalkAgreementTests {
  /// What came of a call: `0 VW -`, `busy`, `failed`.
  private func whole(
    _ kinds: [Kind], _ requests: [Driver.Flags], defaults: Driver.Flags, mask: Driver.Flags
  ) -> String {
    func word(_ flags: Driver.Flags) -> UInt64 {
      (flags.contains(.fault) ? PfnWord.fault : 0) | (flags.contains(.write) ? PfnWord.write : 0)
    }
    var scenario = Scenario(count: kinds.count)
    scenario.ptes = kinds
    scenario.requests = requests.map(word)
    scenario.defaultFlags = word(defaults)
    scenario.pfnFlagsMask = word(mask)
    // The walk of 6.12, which faults to the end of a page table, but for what it owes to the
    // device's own read-only memory.
    var revision = Revision.v6_12
    if let fix = Fix(id: "own-private-write-faults") {
      revision.fixes = revision.fixes.union(FixSet([fix]))
    }
    var walk = Walk<Concrete>(revision: revision)
    walk.load(scenario)
    walk.call(pass: 1)
    let world = walk.world
    let code = Errno(rawValue: Int32(world.result))
    if code == .EBUSY { return "busy" }
    if code != .success { return "failed" }
    let encoding = world.convention.encoding
    let words = (0..<kinds.count).map { number -> String in
      let word = world.pages[number].word
      return flags(
        valid: word & encoding.valid != 0, write: word & encoding.write != 0,
        error: word & encoding.error != 0)
    }
    return "0 " + words.joined(separator: " ")
  }

  private func flags(valid: Bool, write: Bool, error: Bool) -> String {
    let text = (valid ? "V" : "") + (write ? "W" : "") + (error ? "E" : "")
    return text.isEmpty ? "-" : text
  }

  private func abstract(
    _ kinds: [Kind], _ requests: [Driver.Flags], defaults: Driver.Flags, mask: Driver.Flags
  ) -> String {
    var driver = Driver.reference
    driver.defaultFlags = defaults
    driver.pfnFlagsMask = mask
    driver.requests = requests
    driver.onBusy = nil
    let scene = Scene(
      driver: driver, pages: kinds.count, invalidations: 0, initial: kinds.map { [$0] },
      isShared: true)
    let model = DriverModel(scene)
    var state = model.roots[0]
    while model.move(state) != .unlockMmap {
      var next = state
      _ = model.expand(state, onlyLocal: false) { _, reached, _ in next = reached }
      if next == state { return "stuck" }
      state = next
    }
    switch Result(rawValue: UInt8(state[.result])) {
    case .busy: return "busy"
    case .failed: return "failed"
    default: break
    }
    let words = (0..<kinds.count).map { page -> String in
      let slot = state[.slot(page)]
      return flags(
        valid: slot & SlotFlags.valid != 0, write: slot & SlotFlags.write != 0,
        error: slot & SlotFlags.error != 0)
    }
    return "0 " + words.joined(separator: " ")
  }

  @Test func outputsAndResultsAgree() {
    let choices: [Driver.Flags] = [[], .fault, .write, [.fault, .write]]
    var compared = 0
    var outcomes: Set<String> = []
    for first in Scene.initialKinds {
      for second in Scene.initialKinds {
        for one in choices {
          for two in choices {
            for (defaults, mask): (Driver.Flags, Driver.Flags) in [
              ([], [.fault, .write]), (.fault, .write), ([.fault, .write], []), ([], .fault),
            ] {
              let expected = whole([first, second], [one, two], defaults: defaults, mask: mask)
              let found = abstract([first, second], [one, two], defaults: defaults, mask: mask)
              #expect(
                expected == found,
                "\(first) \(second), \(one.spelled) | \(two.spelled), \(defaults.spelled), \(mask.spelled)"
              )
              outcomes.insert(found)
              compared += 1
            }
          }
        }
      }
    }
    #expect(compared == 3136)
    // All that can come of a page is among it.
    #expect(outcomes.isSuperset(of: ["busy", "0 - -", "0 V VW", "0 VW -"]))
  }
}
