// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// Where a page of the range lies, and what is there before the first call.
struct PlacedPage: Equatable {
  /// `READ WRITE`, `gap`, `READ WRITE hugetlb pmd`, `READ FILE beyond end`.
  var vma: String
  /// The entry that decides: `pmd none`, `pmd 1, pte read-only`. PMDs and PUDs come with their
  /// numbers where the range touches several.
  var entry: String
  /// `F W`, or `-`.
  var request: String

  init(_ page: Int, _ scenario: Scenario, _ layout: Layout) {
    vma = PlacedPage.vma(page, scenario, layout)
    request = PfnWord.describe(scenario.requests[page])
    let (pud, pmd) = (layout.pud(of: page), layout.pmd(of: page))
    let pmdName = scenario.pmds.count > 1 ? "pmd \(pmd)" : "pmd"
    if scenario.puds[pud] != .table {
      let name = scenario.puds.count > 1 ? "pud \(pud)" : "pud"
      entry = "\(name) \(scenario.puds[pud].name)"
    } else if scenario.pmds[pmd] != .table {
      entry = "\(pmdName) \(scenario.pmds[pmd].name)"
    } else {
      let place = scenario.pmds.count > 1 ? pmdName + ", " : ""
      entry = "\(place)pte \(scenario.ptes[page].name)"
    }
  }

  private static func vma(_ page: Int, _ scenario: Scenario, _ layout: Layout) -> String {
    let piece = layout.pieces[layout.pieceOf[page]]
    if piece.isGap { return "gap" }
    let vma = scenario.vmas[piece.vma]
    var parts = VMA.Flags.named.filter { vma.flags.contains($0.flag) }.map(\.name)
    if parts.isEmpty { parts.append("no flag") }
    if vma.hugetlb != .no { parts.append("hugetlb \(vma.hugetlb)") }
    if vma.flags.contains(.file) && scenario.start + page >= vma.endOfFile {
      parts.append("beyond end")
    }
    return parts.joined(separator: " ")
  }

  /// The VMA of an ordinary page, which needs no word.
  static let plainVMA = "READ WRITE"
}
