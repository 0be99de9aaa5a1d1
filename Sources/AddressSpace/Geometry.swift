// SPDX-License-Identifier: GPL-2.0-or-later

/// How many pages the levels of the page table cover, as powers of two.
public struct Geometry: Equatable, Hashable, Sendable {
  /// log2 of the pages under one PMD: 1 to 9.
  public var pmdShift: Int
  /// log2 of the pages under one PUD: `pmdShift` + 1 to `pmdShift` + 9.
  public var pudShift: Int
  /// log2 of the entries of one PTE table. It is below `pmdShift` where a PMD is made of several
  /// tables, as on architectures with folded tables (defect B20 shows only there).
  public var tableShift: Int

  public init(pmdShift: Int, pudShift: Int, tableShift: Int) {
    self.pmdShift = pmdShift
    self.pudShift = pudShift
    self.tableShift = tableShift
  }

  /// 4 pages a PMD, 4 PMDs a PUD: every boundary within 16 pages.
  public static let small = Geometry(pmdShift: 2, pudShift: 4, tableShift: 2)
  /// ``small``, with two tables of 2 entries for each PMD.
  public static let smallSplit = Geometry(pmdShift: 2, pudShift: 4, tableShift: 1)
  /// 2 pages a PMD, 2 PMDs a PUD: the least in which there are boundaries of both kinds.
  public static let pairs = Geometry(pmdShift: 1, pudShift: 2, tableShift: 1)
  /// 512 pages a PMD, 512 PMDs a PUD.
  public static let x86 = Geometry(pmdShift: 9, pudShift: 18, tableShift: 9)

  /// The names in files and on the command line.
  public static let named: [(name: String, geometry: Geometry)] = [
    ("small", .small), ("small-split", .smallSplit), ("x86-64", .x86),
  ]

  public var name: String {
    Geometry.named.first { $0.geometry == self }?.name ?? (self == .pairs ? "pairs" : "unnamed")
  }

  public var pagesPerPMD: Int { 1 << pmdShift }
  public var pagesPerPUD: Int { 1 << pudShift }
}
