// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault

// How tables write scenarios down. All lie in the small geometry, 4 pages a PMD and 4 PMDs a PUD.

extension Scenario {
  /// A page for each kind, in one table if they are no more than four; `asks` as in
  /// ``asking(_:)``.
  static func ptes(_ kinds: Kind..., asks: String, start: Int = 0) -> Scenario {
    var scenario = Scenario(start: start, count: kinds.count).asking(asks)
    scenario.ptes = kinds
    return scenario
  }

  /// The pages under PMDs of these kinds.
  static func pmds(
    _ kinds: Kind..., asks: String, start: Int = 0, count: Int? = nil
  ) -> Scenario {
    var scenario = Scenario(start: start, count: count ?? 4 * kinds.count).asking(asks)
    scenario.pmds = kinds
    return scenario
  }

  /// The first pages of a PUD of this kind.
  static func pud(_ kind: Kind, asks: String, start: Int = 0, count: Int = 2) -> Scenario {
    var scenario = Scenario(start: start, count: count).asking(asks)
    scenario.puds = [kind]
    return scenario
  }

  /// The pages of hugetlb pages of PMD size, with these entries.
  static func hugetlb(
    _ kinds: Kind..., asks: String, start: Int = 0, count: Int? = nil
  ) -> Scenario {
    var scenario = Scenario(start: start, count: count ?? 4 * kinds.count).asking(asks)
    scenario.vmas[0].hugetlb = .pmd
    scenario.pmds = kinds
    return scenario
  }

  /// The same, with another request for each page (`F - FW`), or one for all; `D` asks device
  /// memory back.
  func asking(_ requests: String) -> Scenario {
    let words = requests.split(separator: " ").map { word in
      word.reduce(UInt64(0)) { bits, letter in
        switch letter {
        case "F": bits | PfnWord.fault
        case "W": bits | PfnWord.write
        case "D": bits | PfnWord.devicePrivate
        default: bits
        }
      }
    }
    var scenario = self
    scenario.requests = (0..<count).map { words[min($0, words.count - 1)] }
    return scenario
  }

  /// The same, with the requests, which are all alike, as the default, and no bit of the words
  /// counting: nothing that the walk writes can be taken for a request.
  var byDefault: Scenario {
    var scenario = self
    scenario.defaultFlags = requests.first ?? 0
    scenario.pfnFlagsMask = 0
    scenario.requests = requests.map { _ in 0 }
    return scenario
  }

  /// The same through the snapshot entry.
  var snapshot: Scenario { with { $0.snapshotCall = true } }

  /// The same, where what the first fault calls do is scripted.
  func faulting(_ outcomes: FaultOutcome...) -> Scenario { with { $0.faults = outcomes } }

  /// The same in VMAs of these flags.
  func `in`(_ flags: VMA.Flags) -> Scenario { with { $0.vmas[0].flags = flags } }

  /// The same, with anything changed.
  func with(_ change: (inout Scenario) -> Void) -> Scenario {
    var scenario = self
    change(&scenario)
    return scenario
  }
}

extension Revision {
  /// The kernels with fixed formats, whose walks differ in how they take some kinds of entries.
  static let modern: [Revision] = [.v5_8, .v5_15, .v6_1, .v6_12]
}
