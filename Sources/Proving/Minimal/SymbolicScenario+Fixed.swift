// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Solver

extension SymbolicScenario {
  /// A scenario of which nothing is unknown.
  public init(fixed scenario: Scenario, for revision: Revision) {
    func byte(_ number: UInt8) -> Byte { Byte(constant: UInt64(number)) }
    skeleton = Skeleton(fixed: scenario)
    kinds = revision.kinds
    specialNeedsMap = revision.ways.specialNeedsMap
    ptes = scenario.ptes.map { byte($0.rawValue) }
    pmds = scenario.pmds.map { byte($0.rawValue) }
    puds = scenario.puds.map { byte($0.rawValue) }
    requests = scenario.requests.map { Word(constant: $0) }
    defaultFlags = Word(constant: scenario.defaultFlags)
    pfnFlagsMask = Word(constant: scenario.pfnFlagsMask)
    vmaFlags = scenario.vmas.map { byte($0.flags.rawValue) }
    endOfFile = scenario.vmas.map { vma in
      let end = min(max(vma.endOfFile - scenario.start, 0), scenario.count)
      return Byte(constant: UInt64(end))
    }
    invalidated = Bit(constant: scenario.invalidated)
    pagemapLookups = Half(
      constant: scenario.pagemapLookups.map { UInt64($0) } ?? Self.manyLookups)
    outcomes = scenario.faults.map { byte($0.rawValue) }
    events = scenario.events.map { ScriptedEvent($0) }
  }

  /// The numbers of all fields by the names of their unknowns, also where they are known.
  public func named(_ evaluation: Evaluation) throws -> Model {
    var evaluation = evaluation
    var model = Model()
    let bytes = [
      ("pte", ptes), ("pmd", pmds), ("pud", puds), ("vma", vmaFlags), ("endOfFile", endOfFile),
      ("outcome", outcomes), ("target", events.map(\.target)), ("kind", events.map(\.kind)),
    ]
    for (name, list) in bytes {
      for index in list.indices {
        model.values["\(name)\(index)"] = try evaluation.value(of: list[index])
      }
    }
    for (name, list) in [("request", requests), ("index", events.map(\.index))] {
      for index in list.indices {
        model.values["\(name)\(index)"] = try evaluation.value(of: list[index])
      }
    }
    for index in events.indices {
      model.values["at\(index)"] = try evaluation.value(of: events[index].at)
    }
    model.values["defaultFlags"] = try evaluation.value(of: defaultFlags)
    model.values["pfnFlagsMask"] = try evaluation.value(of: pfnFlagsMask)
    model.values["invalidated"] = try evaluation.value(of: invalidated) ? 1 : 0
    model.values["pagemapLookups"] = try evaluation.value(of: pagemapLookups)
    return model
  }

  /// Whether nothing differs between two scenarios of one skeleton.
  func equals(_ other: SymbolicScenario) -> Bit {
    var same: [Bit] = [
      defaultFlags .== other.defaultFlags, pfnFlagsMask .== other.pfnFlagsMask,
      .!(invalidated .^ other.invalidated), pagemapLookups .== other.pagemapLookups,
    ]
    same += zip(requests, other.requests).map { $0 .== $1 }
    let bytes = [\SymbolicScenario.ptes, \.pmds, \.puds, \.vmaFlags, \.endOfFile, \.outcomes]
    for list in bytes { same += zip(self[keyPath: list], other[keyPath: list]).map { $0 .== $1 } }
    for (one, two) in zip(events, other.events) {
      same += [
        one.at .== two.at, one.target .== two.target, one.index .== two.index,
        one.kind .== two.kind,
      ]
    }
    return same.reduce(true) { $0 .& $1 }
  }
}

extension Skeleton {
  /// The known part of a scenario, which stays in the placeholders as it is.
  public init(fixed scenario: Scenario) {
    self.init("as it is", start: scenario.start, count: scenario.count, vmas: scenario.vmas)
    self.scenario = scenario
  }
}
