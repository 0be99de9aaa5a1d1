// SPDX-License-Identifier: GPL-2.0-or-later

extension Scenario {
  /// Checks each VMA, and that they stand in order without overlap.
  func validateVMAs() throws(ScenarioError) {
    try ScenarioError.require(
      vmas.count <= Scenario.maximumVMAs, "vmas",
      "\(vmas.count) VMAs; at most \(Scenario.maximumVMAs)")
    var free = 0
    for number in vmas.indices {
      let vma = vmas[number]
      try ScenarioError.require(vma.start >= 0, "vmas[\(number)].start", "\(vma.start) is negative")
      try ScenarioError.require(
        vma.start >= free, "vmas[\(number)].start",
        "\(vma.start) lies before \(free), the end of the VMA before; "
          + "VMAs must be in ascending order and not overlap")
      try ScenarioError.require(
        vma.end > vma.start, "vmas[\(number)].end",
        "\(vma.end) is not behind the start, \(vma.start)")
      try ScenarioError.require(
        vma.end <= VMA.noEnd, "vmas[\(number)].end", "\(vma.end); at most \(VMA.noEnd)")
      try validateFile(vma, number)
      try validateHugetlb(vma, number)
      free = vma.end
    }
  }

  private func validateFile(_ vma: VMA, _ number: Int) throws(ScenarioError) {
    try ScenarioError.require(
      vma.flags.rawValue & ~VMA.Flags.known.rawValue == 0, "vmas[\(number)].flags",
      "bits 0x\(String(vma.flags.rawValue, radix: 16)); at most those of "
        + "0x\(String(VMA.Flags.known.rawValue, radix: 16)) have a meaning")
    if vma.endOfFile == VMA.noEnd { return }
    try ScenarioError.require(
      vma.flags.contains(.file), "vmas[\(number)].endOfFile",
      "\(vma.endOfFile) in a VMA without FILE; add the flag, or leave the end out")
    try ScenarioError.require(
      vma.endOfFile, in: vma.start...VMA.noEnd, "vmas[\(number)].endOfFile")
  }

  /// hugetlbfs maps whole pages of its size, and nothing that is not memory.
  private func validateHugetlb(_ vma: VMA, _ number: Int) throws(ScenarioError) {
    let pages: Int
    switch vma.hugetlb {
    case .no: return
    case .pmd: pages = geometry.pagesPerPMD
    case .pud: pages = geometry.pagesPerPUD
    }
    try ScenarioError.require(
      vma.start % pages == 0, "vmas[\(number)].start",
      "\(vma.start) in a hugetlb VMA; must be a multiple of its page size, \(pages)")
    try ScenarioError.require(
      vma.end % pages == 0, "vmas[\(number)].end",
      "\(vma.end) in a hugetlb VMA; must be a multiple of its page size, \(pages)")
    try ScenarioError.require(
      vma.flags.isDisjoint(with: .unlikeHugetlb), "vmas[\(number)].flags",
      "a hugetlb VMA with IO, PFNMAP or MIXEDMAP; it can have none of them")
  }

  /// The VMA that `page` lies in, counted like `start`; nil in a gap.
  func vma(at page: Int) -> VMA? {
    for vma in vmas where page < vma.end { return page >= vma.start ? vma : nil }
    return nil
  }
}

extension VMA.Flags {
  /// Those that a hugetlb VMA cannot have.
  public static let unlikeHugetlb: VMA.Flags = [.io, .pfnmap, .mixedmap]
  /// Those of a VMA without pages that the walk could hand out.
  public static let special: VMA.Flags = [.io, .pfnmap]
  public static let readWrite: VMA.Flags = [.read, .write]
  /// All that have a meaning.
  public static let known = VMA.Flags(named.map(\.flag))
}
