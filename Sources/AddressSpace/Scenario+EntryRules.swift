// SPDX-License-Identifier: GPL-2.0-or-later

// Which kinds of entries are possible where. Each rule answers with what is wrong, or nil: the same
// rules hold for the entries of the beginning and for what an event makes of them.

extension Scenario {
  /// Checks the kinds of all entries.
  func validateEntries() throws(ScenarioError) {
    for index in puds.indices {
      if let problem = problem(ofPUD: puds[index], index) {
        throw ScenarioError(path: "puds[\(index)]", message: problem)
      }
    }
    for index in pmds.indices {
      if let problem = problem(ofPMD: pmds[index], index) {
        throw ScenarioError(path: "pmds[\(index)]", message: problem)
      }
    }
    // Pages and VMAs both ascend, so that one cursor finds every page's VMA.
    var cursor = 0
    for index in ptes.indices {
      let page = start + index
      while cursor < vmas.count && vmas[cursor].end <= page { cursor += 1 }
      let mapped = cursor < vmas.count && vmas[cursor].start <= page
      if let problem = problem(ofPTE: ptes[index], in: mapped ? vmas[cursor] : nil) {
        throw ScenarioError(path: "ptes[\(index)]", message: problem)
      }
    }
  }

  /// What is wrong with a PTE of this kind in `vma`, or in a gap.
  func problem(ofPTE kind: Kind, in vma: VMA?) -> String? {
    if kind == .none { return nil }
    if !KindSet.pte.contains(kind) { return kind.refused("as a PTE", .pte) }
    guard let vma else { return kind.refused("in a gap", .one(.none)) }
    if vma.hugetlb != .no { return kind.refused("as a PTE in a hugetlb VMA", .one(.none)) }
    if !vma.flags.isDisjoint(with: .special) {
      let allowed = KindSet.inSpecialVMA
      if !allowed.contains(kind) { return kind.refused("in a VMA with IO or PFNMAP", allowed) }
    }
    return problem(ofWritable: kind, in: vma)
  }

  /// What is wrong with this kind as entry `index` of ``pmds``.
  func problem(ofPMD kind: Kind, _ index: Int) -> String? {
    let first = ((start >> geometry.pmdShift) + index) << geometry.pmdShift
    let extent = Extent(first..<(first + geometry.pagesPerPMD), vmas)
    if extent.touchesHugetlbPMD {
      if !KindSet.hugetlb.contains(kind) {
        return kind.refused("in a hugetlb VMA of PMD size", .hugetlb)
      }
      return problem(ofWritable: kind, in: extent.whole)
    }
    if !KindSet.pmd.contains(kind) { return kind.refused("as a PMD", .pmd) }
    let noLeaf = KindSet.one(.none).union(.one(.table)).union(.one(.bad))
    return noLeaf.contains(kind) ? nil : problem(ofLeaf: kind, extent, instead: noLeaf)
  }

  /// What is wrong with this kind as entry `index` of ``puds``.
  func problem(ofPUD kind: Kind, _ index: Int) -> String? {
    let first = index << geometry.pudShift
    let extent = Extent(first..<(first + geometry.pagesPerPUD), vmas)
    if extent.touchesHugetlbPUD {
      if !KindSet.hugetlb.contains(kind) {
        return kind.refused("in a hugetlb VMA of PUD size", .hugetlb)
      }
      return problem(ofWritable: kind, in: extent.whole)
    }
    if !KindSet.pud.contains(kind) { return kind.refused("as a PUD", .pud) }
    let noLeaf = KindSet.one(.none).union(.one(.table))
    return noLeaf.contains(kind) ? nil : problem(ofLeaf: kind, extent, instead: noLeaf)
  }

  /// What is wrong with an event that makes a PMD or PUD this kind: nothing at run time writes an
  /// entry that no kernel could have written.
  func problem(ofChangeTo kind: Kind) -> String? {
    switch kind {
    case .bad, .hugeOther, .pudNonPresent:
      "\(kind.name) in an event; it can only stand there from the beginning"
    default: nil
    }
  }

  /// A leaf above the PTEs is one mapping, so that one VMA holds all of it.
  private func problem(ofLeaf kind: Kind, _ extent: Extent, instead noLeaf: KindSet) -> String? {
    if extent.touchesSpecial { return kind.refused("in a VMA with IO or PFNMAP", noLeaf) }
    guard let vma = extent.whole, vma.hugetlb == .no else {
      let pages = "\(extent.pages.lowerBound) ..< \(extent.pages.upperBound)"
      return kind.refused("without a VMA that covers all its pages (\(pages))", noLeaf)
    }
    return problem(ofWritable: kind, in: vma)
  }

  private func problem(ofWritable kind: Kind, in vma: VMA?) -> String? {
    if !KindSet.needWritableVMA.contains(kind) { return nil }
    if let vma, vma.flags.isSuperset(of: .readWrite) { return nil }
    return "\(kind.name) in a VMA without both READ and WRITE; "
      + "add the flags, or choose a kind that is not writable"
  }
}

/// The pages under one entry, and what VMAs they lie in.
private struct Extent {
  var pages: Range<Int>
  /// The VMA that covers all of them.
  var whole: VMA?
  var touchesHugetlbPMD = false
  var touchesHugetlbPUD = false
  var touchesSpecial = false

  init(_ pages: Range<Int>, _ vmas: [VMA]) {
    self.pages = pages
    for vma in vmas {
      if vma.start >= pages.upperBound { break }
      if vma.end <= pages.lowerBound { continue }
      if vma.start <= pages.lowerBound && vma.end >= pages.upperBound { whole = vma }
      switch vma.hugetlb {
      case .no: break
      case .pmd: touchesHugetlbPMD = true
      case .pud: touchesHugetlbPUD = true
      }
      if !vma.flags.isDisjoint(with: .special) { touchesSpecial = true }
    }
  }
}

extension Kind {
  /// The message that this kind cannot stand at a place, where those of `allowed` can.
  fileprivate func refused(_ place: String, _ allowed: KindSet) -> String {
    let names = allowed.members.map(\.name)
    let right = names.count == 1 ? "only \(names[0])" : "one of \(names.joined(separator: ", "))"
    return "\(name) \(place); must be \(right)"
  }
}
