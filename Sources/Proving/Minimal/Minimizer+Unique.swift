// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic

extension Minimizer {
  /// Whether no other case of the same measure shows the same; nil where that was not decided.
  mutating func isUnique() throws -> Bool? {
    if hasTwin { return false }
    var isDecided = true
    for place in SearchSpace(symptom, measure).equals {
      let limit = measure
      switch try find(place, excluding: scenario, { $0.equals(limit) }) {
      case .found: return false
      case .nothing: continue
      case .undecided: isDecided = false
      }
    }
    return isDecided ? true : nil
  }

  /// Whether a VMA can end elsewhere without a difference: no walk can tell, and the places that are
  /// searched hold one of such layouts only.
  private var hasTwin: Bool {
    let last = Geometry.small.pagesPerPUD * 2
    return scenario.vmas.indices.contains { number in
      ((scenario.vmas[number].start + 1)...(last + 1)).contains { end in
        var twin = scenario
        twin.vmas[number].end = end
        return twin != scenario && symptom.isShown(by: twin) && symptom.measure(twin) == measure
      }
    }
  }
}

extension SymbolicScenario {
  /// Whether two scenarios differ in unknowns only.
  func hasSkeleton(of other: SymbolicScenario) -> Bool {
    let one = skeleton.scenario
    let two = other.skeleton.scenario
    let bounds = { (vma: VMA) in VMA(start: vma.start, end: vma.end, hugetlb: vma.hugetlb) }
    return one.geometry == two.geometry && one.start == two.start && one.count == two.count
      && one.vmas.map(bounds) == two.vmas.map(bounds) && one.snapshotCall == two.snapshotCall
      && one.mayDropLock == two.mayDropLock && one.accessedBits == two.accessedBits
      && events.count == other.events.count && outcomes.count == other.outcomes.count
  }
}
