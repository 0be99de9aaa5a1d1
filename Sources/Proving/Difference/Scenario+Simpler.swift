// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// Steps towards simpler scenarios, the largest first. Not every one is valid, nor smaller: the
// shrinker looks.
extension Scenario {
  var simpler: [Scenario] {
    fewerPages + simplerScripts + simplerVMAs + simplerEntries + simplerRequests
      + simplerSwitches
  }

  /// The scenario after a change.
  func changed(_ change: (inout Scenario) -> Void) -> Scenario {
    var scenario = self
    change(&scenario)
    return scenario
  }

  func plainer(than kind: Kind) -> ArraySlice<Kind> {
    Kind.allCases[..<Int(kind.rawValue)]
  }

  private var simplerEntries: [Scenario] {
    var candidates: [Scenario] = []
    for level in [\Scenario.puds, \Scenario.pmds, \Scenario.ptes] {
      for index in self[keyPath: level].indices {
        let kind = self[keyPath: level][index]
        if level != \.ptes && kind != .table {
          candidates.append(changed { $0[keyPath: level][index] = .table })
        }
        for plain in plainer(than: kind) {
          candidates.append(changed { $0[keyPath: level][index] = plain })
        }
      }
    }
    return candidates
  }

  private var simplerRequests: [Scenario] {
    func bits(_ word: UInt64) -> [UInt64] { (0..<64).map { 1 << $0 }.filter { word & $0 != 0 } }
    var candidates = [changed { $0.defaultFlags = 0 }, changed { $0.pfnFlagsMask = .max }]
    // What the defaults ask of all pages, their own words can ask.
    candidates.append(
      changed { scenario in
        scenario.requests = (0..<count).map(request)
        scenario.defaultFlags = 0
        scenario.pfnFlagsMask = .max
      })
    for page in requests.indices {
      candidates.append(changed { $0.requests[page] = 0 })
      candidates += bits(requests[page]).map { bit in changed { $0.requests[page] &= ~bit } }
    }
    candidates += bits(defaultFlags).map { bit in changed { $0.defaultFlags &= ~bit } }
    candidates += bits(~pfnFlagsMask).map { bit in changed { $0.pfnFlagsMask |= bit } }
    return candidates
  }

  private var simplerSwitches: [Scenario] {
    var candidates = [
      changed { $0.snapshotCall = false },
      changed {
        $0.mayDropLock = false
        $0.unlocked = UnlockedCall()
      },
      changed { $0.unlocked = UnlockedCall() },
      changed { $0.invalidated = false }, changed { $0.accessedBits = false },
      changed { $0.pagemapLookups = nil }, changed { $0.geometry = .small },
    ]
    for lookups in 0..<min(pagemapLookups ?? 0, 4) {
      candidates.append(changed { $0.pagemapLookups = lookups })
    }
    return candidates
  }
}
