// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Solver

extension SymbolicScenario {
  /// The scenario that a model describes. An unknown that the model leaves open is 0.
  ///
  /// - Throws: ``ProvingError`` where the model is no scenario: the rules and
  ///   ``Scenario/validate()`` disagree.
  public func scenario(_ model: Model) throws -> Scenario {
    var scenario = skeleton.scenario
    let number = { (name: String) in model.values[name] ?? 0 }
    func kind(_ name: String) throws -> Kind {
      guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: number(name))) else {
        throw ProvingError("the solver's \(name) is \(number(name)), which is no kind of entry")
      }
      return kind
    }
    scenario.ptes = try ptes.indices.map { try kind("pte\($0)") }
    if skeleton.upperEntries != .tables {
      scenario.pmds = try pmds.indices.map { try kind("pmd\($0)") }
      scenario.puds = try puds.indices.map { try kind("pud\($0)") }
    }
    scenario.requests = requests.indices.map { number("request\($0)") }
    scenario.defaultFlags = number("defaultFlags")
    scenario.pfnFlagsMask = number("pfnFlagsMask")
    for vma in vmaFlags.indices {
      scenario.vmas[vma].flags = VMA.Flags(rawValue: UInt8(truncatingIfNeeded: number("vma\(vma)")))
      let end = Int(number("endOfFile\(vma)"))
      scenario.vmas[vma].endOfFile = end >= scenario.count ? VMA.noEnd : scenario.start + end
    }
    scenario.invalidated = number("invalidated") == 1
    if pagemapLookups.constant == nil {
      let lookups = number("pagemapLookups")
      scenario.pagemapLookups = lookups == Self.manyLookups ? nil : Int(lookups)
    }
    scenario.faults = outcomes.indices.map {
      FaultOutcome(rawValue: UInt8(truncatingIfNeeded: number("outcome\($0)"))) ?? .resolve
    }
    scenario.events = try events.indices.compactMap { index in
      let at = number("at\(index)")
      if at == Self.never { return nil }
      let target = Event.Target(rawValue: UInt8(truncatingIfNeeded: number("target\(index)")))
      return Event(
        at: Int(at), target: target ?? .range, index: Int(number("index\(index)")),
        kind: try kind("kind\(index)"))
    }
    do {
      try scenario.validate()
    } catch {
      throw ProvingError("the solver's scenario is none: \(error)")
    }
    return scenario
  }
}
