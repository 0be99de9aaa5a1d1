// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// The rules of `Scenario.validate`, as formulas. What a solver finds is validated again as a
// scenario, so that a rule that is missing here is noticed.
extension SymbolicScenario {
  /// Whether the unknowns make a scenario that means something.
  public var isValid: Bit {
    var rules: [Bit] = []
    for page in ptes.indices { rules.append(canBePTE(ptes[page], page)) }
    for pmd in pmds.indices { rules.append(canBePMD(pmds[pmd], pmd)) }
    for pud in puds.indices { rules.append(canBePUD(puds[pud], pud)) }
    if skeleton.upperEntries == .notAllTables {
      rules.append((pmds + puds).reduce(false) { $0 .| ($1 .!= Byte(.table)) })
    }
    for vma in vmaFlags.indices { rules.append(vmaIsValid(vma)) }
    rules.append(
      (pagemapLookups .<= 3) .| (pagemapLookups .== Half(constant: Self.manyLookups)))
    let outcomeCount = UInt64(FaultOutcome.plain.count)
    rules += outcomes.map { $0 .< Byte(constant: outcomeCount) }
    for number in events.indices { rules.append(eventIsValid(number)) }
    return rules.reduce(true) { $0 .& $1 }
  }

  private var vmas: [VMA] { skeleton.scenario.vmas }

  private func vmaIsValid(_ number: Int) -> Bit {
    let vma = vmas[number]
    let flags = vmaFlags[number]
    let scenario = skeleton.scenario
    let known = Byte(constant: UInt64(VMA.Flags.known.rawValue))
    let unlike = Byte(constant: UInt64(VMA.Flags.unlikeHugetlb.rawValue))
    let count = Byte(constant: UInt64(scenario.count))
    let first = Byte(constant: UInt64(min(max(vma.start - scenario.start, 0), scenario.count)))
    let isFile = flags.has(Byte(constant: UInt64(VMA.Flags.file.rawValue)))
    let ends = isFile .& (endOfFile[number] .< count) .& (endOfFile[number] .>= first)
    return .!flags.has(~known)
      .& (Bit(constant: vma.hugetlb == .no) .| .!flags.has(unlike))
      .& ((endOfFile[number] .== count) .| ends)
  }

  private func eventIsValid(_ number: Int) -> Bit {
    let event = events[number]
    let earliest = number == 0 ? Half(constant: 1) : events[number - 1].at
    let isDue = (event.at .>= earliest) .& (event.at .<= Half(constant: Self.never))
    func change(_ target: Event.Target, _ count: Int, _ can: (Int) -> Bit) -> Bit {
      let isTarget = event.target .== Byte(constant: UInt64(target.rawValue))
      return (0..<count).reduce(false) { any, index in
        any .| (isTarget .& (event.index .== Word(constant: UInt64(index))) .& can(index))
      }
    }
    let changeable = kinds.subtracting([.bad, .hugeOther, .pudNonPresent])
    let makesSense =
      change(.pte, ptes.count) { canBePTE(event.kind, $0) }
      .| change(.pmd, pmds.count) {
        canBePMD(event.kind, $0) .& event.kind.isIn(changeable)
      }
      .| change(.pud, puds.count) {
        canBePUD(event.kind, $0) .& event.kind.isIn(changeable)
      }
      .| change(.range, 1) { _ in event.kind .== .none }
    return isDue .& makesSense
  }

  // MARK: Entries

  /// Whether a kind can be that of a page's PTE.
  func canBePTE(_ kind: Byte, _ page: Int) -> Bit {
    let place = skeleton.scenario.start + page
    guard let number = vmas.firstIndex(where: { $0.start <= place && place < $0.end }),
      vmas[number].hugetlb == .no
    else { return kind .== .none }
    return kind.isIn(KindSet.pte.intersection(kinds))
      .& (.!isSpecial(number) .| kind.isIn(.inSpecialVMA)) .& canBeWritable(kind, number)
      .& (.!kind.isIn(.specialPTE) .| canHoldSpecial(number))
  }

  /// Drivers map what has no page into VMAs that say so; up to 5.1 nobody else does.
  private func canHoldSpecial(_ vma: Int) -> Bit {
    if !specialNeedsMap { return true }
    let mapped: VMA.Flags = [.io, .pfnmap, .mixedmap]
    return (vmaFlags[vma] & Byte(constant: UInt64(mapped.rawValue))) .!= 0
  }

  func canBePMD(_ kind: Byte, _ pmd: Int) -> Bit {
    let scenario = skeleton.scenario
    let shift = scenario.geometry.pmdShift
    let first = ((scenario.start >> shift) + pmd) << shift
    return canBeUpper(
      kind, first..<(first + scenario.geometry.pagesPerPMD), .pmd, KindSet.pmd,
      noLeaf: [.none, .table, .bad])
  }

  func canBePUD(_ kind: Byte, _ pud: Int) -> Bit {
    let geometry = skeleton.scenario.geometry
    let first = pud << geometry.pudShift
    return canBeUpper(
      kind, first..<(first + geometry.pagesPerPUD), .pud, KindSet.pud, noLeaf: [.none, .table])
  }

  /// The rules of PMDs and PUDs: a leaf lies in one VMA that covers all its pages.
  private func canBeUpper(
    _ kind: Byte, _ pages: Range<Int>, _ level: VMA.Hugetlb, _ all: KindSet, noLeaf: KindSet
  ) -> Bit {
    let touched = vmas.indices.filter {
      vmas[$0].start < pages.upperBound && vmas[$0].end > pages.lowerBound
    }
    let whole = touched.first {
      vmas[$0].start <= pages.lowerBound && vmas[$0].end >= pages.upperBound
    }
    if let whole, touched.contains(where: { vmas[$0].hugetlb == level }) {
      return kind.isIn(KindSet.hugetlb.intersection(kinds)) .& canBeWritable(kind, whole)
    }
    let plain = kind.isIn(noLeaf.intersection(kinds))
    guard let whole, vmas[whole].hugetlb == .no else { return plain }
    let leaf =
      kind.isIn(all.intersection(kinds).subtracting(noLeaf)) .& .!isSpecial(whole)
      .& canBeWritable(kind, whole)
    return plain .| leaf
  }

  private func isSpecial(_ vma: Int) -> Bit {
    vmaFlags[vma].has(Byte(constant: UInt64(VMA.Flags.special.rawValue)))
  }

  private func canBeWritable(_ kind: Byte, _ vma: Int) -> Bit {
    let both = Byte(constant: UInt64(VMA.Flags.readWrite.rawValue))
    return .!kind.isIn(.needWritableVMA) .| ((vmaFlags[vma] & both) .== both)
  }
}
