// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Testing

/// Where things lie, against a reckoning page by page.
@Suite struct LayoutTests {
  static let ranges: [(Geometry, Int, Int)] = {
    var ranges: [(Geometry, Int, Int)] = []
    for (_, geometry) in Geometry.named {
      let pages = geometry.pagesPerPMD
      for start in [0, 1, pages - 1, pages, geometry.pagesPerPUD - 2] {
        for count in [1, 2, pages, pages + 2, 3 * pages + 1] {
          ranges.append((geometry, start, count))
        }
      }
    }
    return ranges
  }()

  @Test(arguments: ranges)
  func groups(_ geometry: Geometry, _ start: Int, _ count: Int) {
    let scenario = Scenario(geometry: geometry, start: start, count: count)
    var layout = Layout()
    layout.load(scenario)
    for page in 0..<count {
      let address = start + page
      #expect(layout.pmd(of: page) == address / geometry.pagesPerPMD - start / geometry.pagesPerPMD)
      #expect(layout.pud(of: page) == address / geometry.pagesPerPUD)
    }
    // Each group is what maps to its number, and begins and ends where its size wants it.
    for pmd in 0..<scenario.pmdCount {
      let pages = layout.pages(ofPMD: pmd)
      #expect(pages.count == geometry.pagesPerPMD)
      #expect((pages.lowerBound + start) % geometry.pagesPerPMD == 0)
      let within = pages.clamped(to: 0..<count)
      #expect(!within.isEmpty && within.allSatisfy { layout.pmd(of: $0) == pmd })
    }
    for pud in 0..<scenario.pudCount {
      let pages = layout.pages(ofPUD: pud)
      #expect(pages.count == geometry.pagesPerPUD)
      #expect((pages.lowerBound + start) % geometry.pagesPerPUD == 0)
      let within = pages.clamped(to: 0..<count)
      #expect(!within.isEmpty && within.allSatisfy { layout.pud(of: $0) == pud })
    }
    #expect(layout.pmd(of: count - 1) == scenario.pmdCount - 1)
    #expect(layout.pud(of: count - 1) == scenario.pudCount - 1)
    #expect(scenario.pmds.count == scenario.pmdCount && scenario.puds.count == scenario.pudCount)
  }

  // MARK: Pieces

  /// VMAs with and without gaps, some of them outside of the range.
  static let maps: [[VMA]] = [
    [], [VMA(start: 0, end: 16)], [VMA(start: 0, end: 5)], [VMA(start: 5, end: 6)],
    [VMA(start: 3, end: 6), VMA(start: 6, end: 9)],
    [VMA(start: 3, end: 6), VMA(start: 7, end: 40)],
    [VMA(start: 0, end: 2), VMA(start: 20, end: 30)],
    [VMA(start: 4, end: 8, hugetlb: .pmd), VMA(start: 8, end: 9), VMA(start: 12, end: 13)],
    (0..<8).map { VMA(start: 2 * $0, end: 2 * $0 + 1) },
  ]

  @Test(arguments: maps, [(0, 16), (3, 7), (5, 1), (15, 3)])
  func piecesCoverTheRange(_ vmas: [VMA], _ range: (start: Int, count: Int)) {
    var scenario = Scenario(start: range.start, count: range.count)
    scenario.vmas = vmas
    var layout = Layout()
    // Loaded twice: nothing of the first is left.
    layout.load(Scenario(start: 1, count: 9))
    layout.load(scenario)

    #expect(layout.pieces.first?.begin == 0)
    #expect(layout.pieces.last?.end == range.count)
    for (left, right) in zip(layout.pieces, layout.pieces.dropFirst()) {
      #expect(left.end == right.begin)
      #expect(!left.isGap || !right.isGap, "two gaps are one")
    }
    #expect(layout.pieces.allSatisfy { $0.begin < $0.end })
    #expect(layout.pieceOf.count == range.count)
    for page in 0..<range.count {
      let piece = layout.pieces[layout.pieceOf[page]]
      #expect(piece.begin <= page && page < piece.end)
      let address = range.start + page
      let vma = vmas.firstIndex { $0.start <= address && address < $0.end }
      #expect(piece.vma == vma ?? -1)
      #expect(piece.isGap == (vma == nil))
      #expect(layout.hugetlb(page) == (vma.map { vmas[$0].hugetlb } ?? .no))
    }
  }

  /// A segment is a VMA with the gap before it; what no VMA follows is one of its own.
  @Test(arguments: maps, [(0, 16), (3, 7), (5, 1), (15, 3)])
  func segmentsCoverThePieces(_ vmas: [VMA], _ range: (start: Int, count: Int)) {
    var scenario = Scenario(start: range.start, count: range.count)
    scenario.vmas = vmas
    var layout = Layout()
    layout.load(scenario)
    #expect(layout.segments.flatMap { Array($0) } == Array(layout.pieces.indices))
    for segment in layout.segments {
      let gaps = layout.pieces[segment].map(\.isGap)
      #expect(gaps == [false] || gaps == [true, false] || gaps == [true])
      if gaps == [true] { #expect(segment.upperBound == layout.pieces.count) }
    }
  }

  @Test func whereAHugePageFits() {
    let cases: [(VMA, [Bool])] = [
      (VMA(start: 0, end: 16), [true, true, true]), (VMA(start: 4, end: 12), [true, true, true]),
      (VMA(start: 5, end: 12), [false, true, true]),
      (VMA(start: 4, end: 11), [true, false, false]),
      (VMA(start: 4, end: 12, hugetlb: .pmd), [false, false, false]),
      (VMA(start: 0, end: 8), [true, false, false]),
    ]
    for (vma, fits) in cases {
      var scenario = Scenario(start: 6, count: 4)
      scenario.vmas = [vma]
      var layout = Layout()
      layout.load(scenario)
      #expect([1, 2, 3].map(layout.hugeFits) == fits, "\(vma.start) ..< \(vma.end)")
    }
  }

  @Test func geometries() {
    #expect(Geometry.named.map(\.name) == ["small", "small-split", "x86-64"])
    for (name, geometry) in Geometry.named { #expect(geometry.name == name) }
    #expect(Geometry(pmdShift: 3, pudShift: 4, tableShift: 3).name == "unnamed")
    #expect(Geometry.x86.pagesPerPMD == 512 && Geometry.x86.pagesPerPUD == 512 * 512)
    #expect(Geometry.small.pagesPerPMD == 4 && Geometry.small.pagesPerPUD == 16)
    #expect(Geometry.smallSplit.tableShift < Geometry.smallSplit.pmdShift)
  }

  @Test func anEmptyRange() {
    var layout = Layout()
    layout.load(Scenario(start: 3, count: 0))
    #expect(layout.pieces.isEmpty && layout.pieceOf.isEmpty && layout.count == 0)
    #expect(Scenario(start: 3, count: 0).pmdCount == 0)
    #expect(Scenario(start: 3, count: 0).pudCount == 0)
  }
}
