// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault

/// The known part of an unknown scenario: where the range and the VMAs lie, and how long the script
/// is. The rest of ``scenario`` is a placeholder.
public struct Skeleton: Equatable, Sendable {
  /// `2 pages, VMA, hole` and the like.
  public var name: String
  public var scenario: Scenario
  /// What is known of the entries above the PTEs.
  var upperEntries = UpperEntries.open

  enum UpperEntries: Hashable, Sendable {
    /// Nothing.
    case open
    /// All of them are tables.
    case tables
    /// At least one of them is none.
    case notAllTables
  }

  /// How much the environment may do.
  public struct Script: Hashable, Sendable {
    /// Events, each before any load and on any entry: 0 to ``Scenario/maximumEvents``.
    public var events: Int
    /// Calls of the fault handler whose outcome is open: 0 to ``Scenario/maximumFaults``.
    public var faults: Int

    public init(events: Int = 0, faults: Int = 0) {
      self.events = events
      self.faults = faults
    }
  }

  init(
    _ name: String, start: Int = 0, count: Int, vmas: [VMA], _ geometry: Geometry = .small
  ) {
    self.name = name
    scenario = Scenario(geometry: geometry, start: start, count: count)
    scenario.vmas = vmas
  }

  /// The same with a script of some length, all of it open.
  public func with(_ script: Script) -> Skeleton {
    var skeleton = self
    let event = Event(at: 1, target: .range, index: 0, kind: .none)
    skeleton.scenario.events = Array(repeating: event, count: script.events)
    skeleton.scenario.faults = Array(repeating: .resolve, count: script.faults)
    return skeleton
  }
}

// MARK: Cases

extension Skeleton {
  /// The same as two cases, where there can be two: whether all upper entries are tables. The two
  /// together take a solver half of the time, since the calls of the first are much simpler.
  var casesOfTables: [Skeleton] {
    var tables = self
    tables.scenario.puds = scenario.puds.map { _ in .table }
    tables.scenario.pmds = scenario.pmds.map { _ in .table }
    var quiet = tables.scenario
    quiet.events = []
    quiet.faults = []
    guard (try? quiet.validate()) != nil else { return [self] }
    return [("tables", UpperEntries.tables), ("not all tables", .notAllTables)].map { name, known in
      var skeleton = tables
      skeleton.name += ", \(name)"
      skeleton.upperEntries = known
      return skeleton
    }
  }
}

// MARK: The ways to lay a small range out

extension Skeleton {
  /// The same under another name, with a change.
  func named(_ name: String, _ change: (inout Scenario) -> Void) -> Skeleton {
    var changed = self
    changed.name += ", \(name)"
    change(&changed.scenario)
    return changed
  }

  /// How one page of the range is covered, seen from the page before.
  enum Cover: Character, CaseIterable {
    /// By the VMA of the page before; by a new one for the first page.
    case same = "v"
    /// By a VMA that begins here.
    case next = "V"
    case gap = "-"
  }

  /// Every way to lay `pages` pages out: VMAs and gaps in any order, at the beginning of a PMD and
  /// across a PMD boundary, and hugetlb VMAs of both sizes.
  ///
  /// - Parameter pages: 1 to 16.
  public static func all(pages: Int, for revision: Revision) -> [Skeleton] {
    var skeletons: [Skeleton] = []
    for start in starts(pages) {
      for covers in combinations(pages) {
        skeletons.append(Skeleton(start: start, covers))
      }
      if revision.ways.walksHugetlb { skeletons += hugetlb(start: start, pages) }
    }
    return skeletons.filter { revision.refusal($0.scenario) == nil }
  }

  /// One VMA around the range: the plainest of all.
  public static func plain(
    pages: Int, start: Int = 0, _ geometry: Geometry = .small
  ) -> Skeleton {
    let size = geometry.pagesPerPUD
    let end = (start + pages + size - 1) / size * size
    return Skeleton(
      "\(pages) pages from \(start)", start: start, count: pages, vmas: [VMA(start: 0, end: end)],
      geometry)
  }

  /// Pages where a PMD has two pages, and a PUD two PMDs.
  static func pair(_ name: String, _ start: Int, _ vmas: [VMA], count: Int = 2) -> Skeleton {
    Skeleton("\(name) from \(start)", start: start, count: count, vmas: vmas, .pairs)
  }

  /// Ways to lay two pages out there: a whole PMD, pages on both sides of a boundary, gaps, and
  /// hugetlb of both sizes.
  static let pairs = [
    pair("vv", 0, [VMA(start: 0, end: 4)]), pair("vv", 1, [VMA(start: 0, end: 4)]),
    pair("vV", 0, [VMA(start: 0, end: 1), VMA(start: 1, end: 4)]),
    pair("v-", 0, [VMA(start: 0, end: 1)]), pair("-v", 0, [VMA(start: 1, end: 4)]),
    pair("--", 0, []),
    pair("hugetlb pmd", 0, [VMA(start: 0, end: 4, hugetlb: .pmd)]),
    pair("hugetlb pmd", 1, [VMA(start: 0, end: 4, hugetlb: .pmd)]),
    pair("hugetlb pud", 0, [VMA(start: 0, end: 4, hugetlb: .pud)]),
  ]

  /// One hugetlb VMA of four-page PMDs around the range.
  static func hugetlb(_ size: VMA.Hugetlb, start: Int, pages: Int) -> Skeleton {
    let vma = VMA(start: 0, end: Geometry.small.pagesPerPUD, hugetlb: size)
    return Skeleton(
      "\(pages) hugetlb \(size) from \(start)", start: start, count: pages, vmas: [vma])
  }

  /// At the beginning of a PMD, and with a boundary after the first page.
  private static func starts(_ pages: Int) -> [Int] {
    pages == 1 ? [0] : [0, Geometry.small.pagesPerPMD - 1]
  }

  private static func combinations(_ pages: Int) -> [[Cover]] {
    var all: [[Cover]] = [[.same], [.gap]]
    for _ in 1..<max(pages, 1) {
      all = all.flatMap { covers in
        Cover.allCases.filter { $0 != .next || covers.last != .gap }.map { covers + [$0] }
      }
    }
    return all
  }

  init(start: Int, _ covers: [Cover]) {
    let end = start + covers.count
    var vmas: [VMA] = []
    var open: Int?
    for (page, cover) in covers.enumerated() {
      if cover != .same, let first = open {
        vmas.append(VMA(start: first, end: start + page))
        open = nil
      }
      if cover != .gap && open == nil { open = page == 0 ? 0 : start + page }
    }
    if let first = open {
      // Up to the end of the PUD, so that leaves of every size can stand there.
      let size = Geometry.small.pagesPerPUD
      vmas.append(VMA(start: first, end: (end + size - 1) / size * size))
    }
    let name = String(covers.map(\.rawValue))
    self.init("\(name) from \(start)", start: start, count: covers.count, vmas: vmas)
  }

  /// hugetlb VMAs of each page size, alone or beside another VMA.
  private static func hugetlb(start: Int, _ pages: Int) -> [Skeleton] {
    let end = start + pages
    let perPMD = Geometry.small.pagesPerPMD
    let perPUD = Geometry.small.pagesPerPUD
    var skeletons = [
      hugetlb(.pmd, start: start, pages: pages), hugetlb(.pud, start: start, pages: pages),
    ]
    if start < perPMD && end > perPMD {
      let low = VMA(start: 0, end: perPMD, hugetlb: .pmd)
      let high = VMA(start: perPMD, end: perPUD)
      skeletons.append(
        Skeleton(
          "\(pages) hugetlb pmd, VMA from \(start)", start: start, count: pages, vmas: [low, high]))
      let first = VMA(start: 0, end: perPMD)
      let second = VMA(start: perPMD, end: perPUD, hugetlb: .pmd)
      skeletons.append(
        Skeleton(
          "\(pages) VMA, hugetlb pmd from \(start)", start: start, count: pages,
          vmas: [first, second]))
    }
    return skeletons
  }
}
