// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault

// Every layout of VMAs that a walk of few pages can tell from the others: of those that it cannot
// tell apart, the one with the least measure. A VMA before the range is seen by no walk.
extension Skeleton {
  /// All layouts of ranges in the small geometry that `revision` can be given.
  ///
  /// - Parameters:
  ///   - pages: 0 to 16.
  ///   - start: in the first PUD.
  static func layouts(pages: Int, start: Int, for revision: Revision) -> [Skeleton] {
    let lists = pages == 0 ? [[VMA(start: 0, end: 16)]] : vmas(start..<(start + pages))
    return lists.map { vmas in
      let text = vmas.map { "\($0.start)-\($0.end)\($0.hugetlb == .no ? "" : " \($0.hugetlb)")" }
      return Skeleton(
        "\(pages) pages from \(start), VMAs \(text.joined(separator: ", "))", start: start,
        count: pages, vmas: vmas)
    }.filter { revision.refusal($0.scenario) == nil }
  }

  private static func vmas(_ range: Range<Int>) -> [[VMA]] {
    /// Lists whose last VMA covers the page before; nil where that is a gap.
    var open: [(closed: [VMA], start: Int?)] = heads(range.lowerBound).map { ([], $0) }
    open.append(([], nil))
    for page in range.dropFirst() {
      open = open.flatMap { closed, start -> [(closed: [VMA], start: Int?)] in
        guard let start else { return [(closed, nil), (closed, page)] }
        let ended = hugetlb(start, page).map { closed + [$0] }
        return [(closed, start)] + ended.map { ($0, page) } + ended.map { ($0, nil) }
      }
    }
    let whole = upper(range.upperBound, Geometry.small.pagesPerPUD)
    return open.flatMap { closed, start -> [[VMA]] in
      guard let start else {
        // The oldest kernels took a VMA behind the range for the range's own.
        let behind = VMA(start: range.upperBound, end: whole + (whole == range.upperBound ? 16 : 0))
        return [closed, closed + [behind]]
      }
      let pmd = upper(range.upperBound, Geometry.small.pagesPerPMD)
      let ends = Set([range.upperBound, pmd, whole]).sorted(by: >)
      return ends.flatMap { hugetlb(start, $0) }.map { closed + [$0] }
    }
  }

  /// Where a VMA around the first page can begin: before its PUD's first leaf, before its PMD's,
  /// and behind both; and where one of hugetlb can.
  private static func heads(_ page: Int) -> [Int] {
    let pmd = page & ~(Geometry.small.pagesPerPMD - 1)
    return Set([0, 1, pmd, pmd + 1]).filter { $0 <= page }.sorted()
  }

  private static func upper(_ page: Int, _ size: Int) -> Int { (page + size - 1) / size * size }

  /// The VMA with each page size that its bounds allow.
  private static func hugetlb(_ start: Int, _ end: Int) -> [VMA] {
    let sizes: [(VMA.Hugetlb, Int)] = [
      (.no, 1), (.pmd, Geometry.small.pagesPerPMD), (.pud, Geometry.small.pagesPerPUD),
    ]
    return sizes.filter { start % $0.1 == 0 && end % $0.1 == 0 }
      .map { VMA(start: start, end: end, hugetlb: $0.0) }
  }
}
