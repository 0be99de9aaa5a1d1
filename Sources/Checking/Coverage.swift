// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Specification

/// What a check met: how often each clause had something to say, and which combinations of entry,
/// request and VMA came up.
public struct Coverage: Equatable, Sendable {
  /// Runs in which each clause was exercised, by clause index.
  public var exercised: [UInt64]
  /// Bit sets over entries × requests × VMAs.
  @usableFromInline var met: [UInt64]

  public init() {
    exercised = Array(repeating: 0, count: Contract.clauses.count)
    let cells = Kind.allCases.count * RequestClass.allCases.count * VMAClass.allCases.count
    met = Array(repeating: 0, count: (cells + 63) / 64)
  }

  /// Counts a run in.
  @inlinable
  public mutating func add(_ scenario: Scenario, _ verdict: Verdict) {
    var bits = verdict.exercised.rawValue
    while bits != 0 {
      exercised[bits.trailingZeroBitCount] &+= 1
      bits &= bits &- 1
    }
  }

  /// Counts the pages of a world in, as the scenario laid it out.
  @inlinable
  public mutating func add(pages scenario: Scenario, _ layout: Layout) {
    for index in layout.pieces.indices {
      let piece = layout.pieces[index]
      let vma = VMAClass(piece, scenario)
      for page in piece.begin..<piece.end {
        let kind = Coverage.kind(of: page, scenario, layout)
        let request = RequestClass(scenario, page)
        let cell = Coverage.cell(kind, request, vma)
        met[cell >> 6] |= 1 << UInt64(cell & 63)
      }
    }
  }

  /// What a page of a scenario shows: its PTE, or the leaf above it.
  @inlinable
  public static func kind(of page: Int, _ scenario: Scenario, _ layout: Layout) -> Kind {
    let pud = scenario.puds[layout.pud(of: page)]
    if pud != .table { return pud }
    let pmd = scenario.pmds[layout.pmd(of: page)]
    return pmd == .table ? scenario.ptes[page] : pmd
  }

  @inlinable @inline(__always)
  static func cell(_ kind: Kind, _ request: RequestClass, _ vma: VMAClass) -> Int {
    (Int(kind.rawValue) &* RequestClass.allCases.count &+ Int(request.rawValue))
      &* VMAClass.allCases.count &+ Int(vma.rawValue)
  }

  /// Adds what another check met.
  public mutating func merge(_ other: Coverage) {
    for index in exercised.indices { exercised[index] += other.exercised[index] }
    for index in met.indices { met[index] |= other.met[index] }
  }

  /// How many combinations were met, of those that can be.
  public struct Reached: Equatable, Sendable {
    public var reached = 0
    public var possible = 0
  }

  /// Pairs: entry × request, entry × VMA and request × VMA.
  public func pairs(_ profile: Profile) -> Reached {
    var possible = Set<[Int]>()
    var reached = Set<[Int]>()
    forEachPossible(profile) { kind, request, vma, met in
      let pairs = [
        [0, Int(kind.rawValue), Int(request.rawValue)], [1, Int(kind.rawValue), Int(vma.rawValue)],
        [2, Int(request.rawValue), Int(vma.rawValue)],
      ]
      possible.formUnion(pairs)
      if met { reached.formUnion(pairs) }
    }
    return Reached(reached: reached.count, possible: possible.count)
  }

  /// Triples: entry × request × VMA.
  public func triples(_ profile: Profile) -> Reached {
    var count = Reached()
    forEachPossible(profile) { _, _, _, met in
      count.possible += 1
      if met { count.reached += 1 }
    }
    return count
  }

  private func forEachPossible(
    _ profile: Profile, _ visit: (Kind, RequestClass, VMAClass, Bool) -> Void
  ) {
    for vma in VMAClass.allCases where vma.exists(in: profile) {
      for kind in Kind.allCases where profile.has(kind) && vma.allows(kind) {
        for request in RequestClass.allCases {
          let cell = Coverage.cell(kind, request, vma)
          visit(kind, request, vma, met[cell >> 6] & (1 << UInt64(cell & 63)) != 0)
        }
      }
    }
  }
}

/// How a page is asked for.
public enum RequestClass: UInt8, CaseIterable, Sendable {
  case nothing, writeOnly, fault, faultByDefault, faultAndWrite, faultAndWriteByDefault

  @inlinable
  public init(_ scenario: Scenario, _ page: Int) {
    let request = scenario.request(page)
    let defaults = scenario.defaultFlags
    if request & PfnWord.fault == 0 {
      self = request & PfnWord.write == 0 ? .nothing : .writeOnly
    } else if request & PfnWord.write == 0 {
      self = defaults & PfnWord.fault == 0 ? .fault : .faultByDefault
    } else {
      self = defaults & PfnWord.write == 0 ? .faultAndWrite : .faultAndWriteByDefault
    }
  }
}

/// The VMA of a page, as far as it matters to the walk.
public enum VMAClass: UInt8, CaseIterable, Sendable {
  case gap, writable, readOnly, unreadable, device, mixedmap, file, userfaultfd, hugetlb

  @inlinable
  public init(_ piece: Layout.Piece, _ scenario: Scenario) {
    if piece.isGap {
      self = .gap
      return
    }
    let flags = scenario.vmas[piece.vma].flags
    if !flags.contains(.read) {
      self = .unreadable
    } else if piece.hugetlb != .no {
      self = .hugetlb
    } else if !flags.isDisjoint(with: [.io, .pfnmap]) {
      self = .device
    } else if flags.contains(.mixedmap) {
      self = .mixedmap
    } else if flags.contains(.userfaultfd) {
      self = .userfaultfd
    } else if flags.contains(.file) {
      self = .file
    } else {
      self = flags.contains(.write) ? .writable : .readOnly
    }
  }

  func exists(in profile: Profile) -> Bool {
    switch self {
    case .gap: !profile.oneVMA
    case .hugetlb: profile.hugetlb
    default: true
    }
  }

  /// Whether a page in such a VMA can show an entry of a kind, of those that scenarios are drawn with.
  func allows(_ kind: Kind) -> Bool {
    let hugetlb = KindSet.hugetlb.subtracting([.none]).contains(kind)
    switch self {
    case .gap: return kind == .none || kind == .bad
    case .hugetlb: return hugetlb || kind == .none
    case .device: return kind == .none || kind == .bad || KindSet.specialPTE.contains(kind)
    case .unreadable: return kind != .table && !KindSet.needWritableVMA.contains(kind)
    case .readOnly: return kind != .table && !hugetlb && !KindSet.needWritableVMA.contains(kind)
    case .writable, .mixedmap, .file, .userfaultfd: return kind != .table && !hugetlb
    }
  }
}

extension Profile {
  func has(_ kind: Kind) -> Bool {
    let onlyHugetlb = KindSet.hugetlb.subtracting([.none]).contains(kind)
    return kinds.contains(kind) && (hugetlb || !onlyHugetlb)
  }
}
