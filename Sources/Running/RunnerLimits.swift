// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What the runner can lay out in a kernel, and what it cannot, with the reason.
public enum RunnerLimits {
  /// A reason for which a scenario is not run, in words that go behind "not run: ".
  public static func refusal(_ scenario: Scenario) -> String? {
    if scenario.geometry != .x86 { return "geometries other than x86-64" }
    if scenario.count == 0 { return "empty ranges, of which an interval notifier cannot be made" }
    if scenario.count > RunnerScenario.mostPages { return "ranges of more pages than 1536" }
    if !scenario.events.isEmpty { return "changes between loads" }
    if scenario.accessedBits { return "accessed bits in swap entries" }
    if scenario.mayDropLock { return "calls that may drop the mmap lock" }
    if scenario.vmas.count > RunnerScenario.mostVMAs { return "more VMAs than 32" }
    if scenario.faults.count > RunnerScenario.mostFaults { return "more scripted faults than 16" }
    if let outcome = scenario.faults.first(where: { !outcomes.contains($0) }) {
      return "the outcome \(outcome.name)"
    }
    if scenario.vmas.contains(where: { $0.hugetlb != .no }) { return "hugetlb VMAs" }
    if scenario.vmas.contains(where: isMixture) { return "VMAs of a file with flags of devices" }
    return entries(scenario)
  }

  /// Outcomes that a call that keeps the lock can have.
  static let outcomes: [FaultOutcome] = [
    .resolve, .resolveHuge, .reuse, .nothing, .outOfMemory, .busError, .segmentationFault, .poison,
  ]

  private static func isMixture(_ vma: VMA) -> Bool {
    vma.flags.contains(.file) && !vma.flags.isDisjoint(with: [.io, .pfnmap, .mixedmap])
  }

  private static let puds: KindSet = [.none, .table]
  private static let pmds: KindSet = [
    .none, .table, .hugeReadOnly, .hugeWritable, .hugeNuma, .hugeMigration,
  ]
  private static let beyondPTE: KindSet = [.devmapReadOnly, .devmapWritable]

  private static func entries(_ scenario: Scenario) -> String? {
    let layout = Layout(scenario)
    for page in 0..<scenario.count where !layout.pieces[layout.pieceOf[page]].isGap {
      let vma = scenario.vmas[layout.pieces[layout.pieceOf[page]].vma]
      let pud = scenario.puds[layout.pud(of: page)]
      if !puds.contains(pud) { return "\(pud.name) PUDs" }
      if pud == .none { continue }
      let index = layout.pmd(of: page)
      let pmd = scenario.pmds[index]
      if !pmds.contains(pmd) { return "\(pmd.name) PMDs" }
      if pmd == .none { continue }
      if pmd != .table {
        if let reason = huge(vma, page, layout) { return reason }
        continue
      }
      let kind = scenario.ptes[page]
      if beyondPTE.contains(kind) { return "\(kind.name) PTEs" }
      if KindSet.specialPTE.contains(kind) && vma.flags.isDisjoint(with: [.pfnmap, .mixedmap]) {
        return "special PTEs in VMAs without PFNMAP or MIXEDMAP, which the kernel calls bad"
      }
      if kind == .deviceExclusive && !vma.flags.contains([.read, .write]) {
        return "device-exclusive PTEs in VMAs without WRITE"
      }
      if kind == .deviceExclusive && vma.flags.contains(.userfaultfd) {
        return "device-exclusive PTEs in VMAs with USERFAULTFD"
      }
    }
    return nil
  }

  /// A huge page is made by a fault on the whole PMD.
  private static func huge(_ vma: VMA, _ page: Int, _ layout: Layout) -> String? {
    let size = layout.geometry.pagesPerPMD
    let first = (layout.start + page) / size * size
    if !vma.flags.isDisjoint(with: [.file, .io, .pfnmap, .mixedmap, .userfaultfd]) {
      return "huge PMDs of VMAs that are not anonymous"
    }
    return vma.start <= first && first + size <= vma.end
      ? nil : "huge PMDs that a VMA does not cover"
  }
}

extension Layout {
  init(_ scenario: Scenario) {
    self.init()
    load(scenario)
  }
}
