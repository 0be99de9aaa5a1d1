// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// Draws scenarios: one seed is one scenario, on every machine.
///
/// Each draw is a swarm (Groce et al., "Swarm testing", ISSTA 2012): a seed first decides which few
/// kinds of entries and which features it uses at all, then draws from those, so that combinations
/// come up which an even draw from everything would drown.
///
/// What it draws is valid (``Scenario/validate()``) by construction.
public struct Generator: Sendable {
  /// Raised whenever a seed comes to mean another scenario.
  public static let version = 1

  public let profile: Profile
  @usableFromInline var random = SplitMix64(seed: 0)
  /// The kinds that this seed uses, for PTEs and PMDs, with those of writable VMAs behind.
  @usableFromInline var palette: [Kind] = []
  @usableFromInline let pteKinds: [Kind]
  @usableFromInline let pmdKinds: [Kind]
  @usableFromInline let pudKinds: [Kind]
  @usableFromInline let hugetlbKinds: [Kind]

  public init(profile: Profile) {
    self.profile = profile
    func those(_ set: KindSet) -> [Kind] { set.members.filter(profile.kinds.contains) }
    pteKinds = those(KindSet.pte.subtracting([.none]))
    pmdKinds = those(KindSet.pmd.subtracting([.none, .table]))
    pudKinds = those(KindSet.pud.subtracting([.none, .table]))
    hugetlbKinds = those(.hugetlb)
    palette.reserveCapacity(8)
  }

  /// Draws the scenario of `seed` into `scenario`, whose storage is used again.
  @inlinable
  public mutating func draw(seed: UInt64, into scenario: inout Scenario) {
    random = SplitMix64(seed: seed)
    drawRange(&scenario)
    drawVMAs(&scenario)
    drawPalette()
    drawTables(&scenario)
    drawRequests(&scenario)
    drawScript(&scenario)
  }

  /// The scenario of a seed.
  public mutating func scenario(seed: UInt64) -> Scenario {
    var scenario = Scenario(count: 0)
    draw(seed: seed, into: &scenario)
    return scenario
  }

  // MARK: The range

  @inlinable
  mutating func drawRange(_ scenario: inout Scenario) {
    if profile.realGeometry {
      scenario.geometry = .x86
      scenario.count = realCount()
      let pages = scenario.geometry.pagesPerPMD
      // Most ranges begin at or near a PMD's edge, where the walk changes hands.
      let edge = random.below(4) &* pages
      scenario.start = random.chance(50) ? edge : edge &+ random.below(pages)
    } else {
      scenario.geometry = random.chance(6) ? .smallSplit : .small
      scenario.count = smallCount()
      scenario.start = random.chance(40) ? 0 : random.below(scenario.geometry.pagesPerPUD)
    }
  }

  @inlinable
  mutating func smallCount() -> Int {
    let dice = random.below(64)
    if dice == 0 { return 0 }
    let largest = dice < 40 ? min(4, profile.maximumPages) : profile.maximumPages
    return 1 &+ random.below(largest)
  }

  @inlinable
  mutating func realCount() -> Int {
    let most = profile.maximumPages
    switch random.below(8) {
    case 0...2: return 1 &+ random.below(min(16, most))
    case 3: return min(512, most)
    case 4: return min(510 &+ random.below(5), most)
    case 5: return min(1024, most)
    default: return 1 &+ random.below(most)
    }
  }

  // MARK: VMAs

  @inlinable
  mutating func drawVMAs(_ scenario: inout Scenario) {
    scenario.vmas.removeAll(keepingCapacity: true)
    let geometry = scenario.geometry
    let whole = max(scenario.pudCount, 1) << geometry.pudShift
    if profile.oneVMA || scenario.count == 0 || random.chance(55) {
      scenario.vmas.append(drawVMA(from: 0, to: whole, geometry))
      return
    }
    // Cut somewhere in the range, up to three times, with gaps where the dice say so.
    var begin = random.chance(15) ? scenario.start &+ random.below(scenario.count) : 0
    for _ in 0...random.below(3) {
      let rest = scenario.end &- begin
      if rest <= 1 { break }
      let end =
        max(begin, scenario.start) &+ 1
        &+ random.below(max(scenario.end &- max(begin, scenario.start), 1))
      scenario.vmas.append(drawVMA(from: begin, to: end, geometry))
      begin = end
      if random.chance(35) { begin &+= 1 &+ random.below(3) }
    }
    if begin < whole && random.chance(75) {
      scenario.vmas.append(drawVMA(from: begin, to: whole, geometry))
    }
  }

  @inlinable
  mutating func drawVMA(from start: Int, to end: Int, _ geometry: Geometry) -> VMA {
    var flags: VMA.Flags = random.chance(70) ? [.read, .write] : .read
    var endOfFile = VMA.noEnd
    var hugetlb = VMA.Hugetlb.no
    if random.chance(30) {
      switch random.below(8) {
      case 0: flags = random.chance(50) ? [] : .write
      case 1: flags.insert(.io)
      case 2: flags.insert(.pfnmap)
      case 3: flags.insert(.mixedmap)
      case 4: flags.insert(.userfaultfd)
      case 5:
        flags.insert(.file)
        if random.chance(50) { endOfFile = start &+ random.below(max(end &- start, 1)) }
      case 6: flags.insert([.file, .userfaultfd])
      default: flags.insert(.file)
      }
    }
    if profile.hugetlb && flags.isDisjoint(with: [.io, .pfnmap, .mixedmap]) && random.chance(12) {
      let byPUD = random.chance(25)
      let pages = byPUD ? geometry.pagesPerPUD : geometry.pagesPerPMD
      if start % pages == 0 && end % pages == 0 { hugetlb = byPUD ? .pud : .pmd }
    }
    return VMA(start: start, end: end, flags: flags, hugetlb: hugetlb, endOfFile: endOfFile)
  }

  // MARK: Entries

  /// The few kinds of PTEs that this seed knows.
  @inlinable
  mutating func drawPalette() {
    palette.removeAll(keepingCapacity: true)
    for _ in 0...random.below(4) { palette.append(pteKinds[random.below(pteKinds.count)]) }
  }

  @inlinable
  mutating func drawTables(_ scenario: inout Scenario) {
    let layout = Bounds(scenario)
    scenario.puds.removeAll(keepingCapacity: true)
    scenario.pmds.removeAll(keepingCapacity: true)
    scenario.ptes.removeAll(keepingCapacity: true)
    let geometry = scenario.geometry
    for pud in 0..<scenario.pudCount {
      let first = pud << geometry.pudShift
      let upper = first &+ geometry.pagesPerPUD
      scenario.puds.append(drawPUD(layout.vma(covering: first, upper, scenario), scenario, first))
    }
    let firstPMD = scenario.start >> geometry.pmdShift
    for pmd in 0..<scenario.pmdCount {
      let first = (firstPMD &+ pmd) << geometry.pmdShift
      let upper = first &+ geometry.pagesPerPMD
      scenario.pmds.append(drawPMD(layout.vma(covering: first, upper, scenario), scenario, first))
    }
    drawPTEs(&scenario)
  }

  @inlinable
  mutating func drawPUD(_ covering: Int, _ scenario: Scenario, _ first: Int) -> Kind {
    if covering >= 0 {
      let vma = scenario.vmas[covering]
      if vma.hugetlb == .pud { return drawHugetlb(vma) }
      if vma.hugetlb == .no, !pudKinds.isEmpty, random.chance(6) {
        return allowed(pudKinds[random.below(pudKinds.count)], in: vma) ?? .table
      }
    }
    return random.chance(5) ? .none : .table
  }

  @inlinable
  mutating func drawPMD(_ covering: Int, _ scenario: Scenario, _ first: Int) -> Kind {
    if covering >= 0 {
      let vma = scenario.vmas[covering]
      if vma.hugetlb == .pmd { return drawHugetlb(vma) }
      if vma.hugetlb == .no, random.chance(25) {
        return allowed(pmdKinds[random.below(pmdKinds.count)], in: vma) ?? .table
      }
      if vma.hugetlb == .pud { return .table }
    }
    let dice = random.below(32)
    return dice < 3 ? .none : dice == 3 && profile.kinds.contains(.bad) ? .bad : .table
  }

  @inlinable
  mutating func drawHugetlb(_ vma: VMA) -> Kind {
    allowed(hugetlbKinds[random.below(hugetlbKinds.count)], in: vma) ?? .none
  }

  @inlinable
  mutating func drawPTEs(_ scenario: inout Scenario) {
    var number = 0
    // Real ranges are long: most of their pages come in runs.
    var left = 0
    var wanted = Kind.none
    for page in 0..<scenario.count {
      let place = scenario.start &+ page
      while number < scenario.vmas.count, scenario.vmas[number].end <= place { number &+= 1 }
      if left == 0 {
        wanted = random.chance(20) ? .none : palette[random.below(palette.count)]
        left = profile.realGeometry ? 1 &+ random.below(random.chance(50) ? 200 : 3) : 1
      }
      left &-= 1
      var kind = Kind.none
      if number < scenario.vmas.count, scenario.vmas[number].start <= place,
        scenario.vmas[number].hugetlb == .no
      {
        kind = allowed(wanted, in: scenario.vmas[number]) ?? .none
      }
      scenario.ptes.append(kind)
    }
  }

  /// The kind where it can stand in a VMA, or its read-only twin; nil where neither can.
  @inlinable
  func allowed(_ kind: Kind, in vma: VMA) -> Kind? {
    if !vma.flags.isDisjoint(with: [.io, .pfnmap]) {
      let fits = KindSet.specialPTE.union([.none, .table, .bad])
      if !fits.contains(kind) { return nil }
    }
    if KindSet.needWritableVMA.contains(kind), !vma.flags.isSuperset(of: [.read, .write]) {
      return Kind(rawValue: kind.rawValue &- 1)
    }
    return kind
  }

  // MARK: Requests

  @inlinable
  mutating func drawRequests(_ scenario: inout Scenario) {
    let asks: [UInt64] = Generator.asks
    scenario.requests.removeAll(keepingCapacity: true)
    scenario.defaultFlags = 0
    scenario.pfnFlagsMask = .max
    let form = random.below(8)
    // Snapshots, requests for all, requests for each page, and both at once.
    switch form {
    case 0: scenario.pfnFlagsMask = random.chance(50) ? 0 : .max
    case 1, 2:
      scenario.defaultFlags = random.chance(50) ? PfnWord.fault : PfnWord.fault | PfnWord.write
      scenario.pfnFlagsMask = 0
    case 3: scenario.defaultFlags = asks[random.below(asks.count)]
    case 4: scenario.pfnFlagsMask = PfnWord.fault
    case 5: scenario.pfnFlagsMask = PfnWord.fault | PfnWord.write
    default: break
    }
    let silent = form == 0 && scenario.pfnFlagsMask == .max
    let extras = random.chance(12)
    for _ in 0..<scenario.count {
      var word = silent ? 0 : asks[random.below(asks.count)]
      if extras {
        switch random.below(6) {
        case 0: word |= PfnWord.dmaMapped
        case 1: word |= PfnWord.p2pdma
        case 2: word |= PfnWord.p2pdmaBus
        case 3: word |= PfnWord.devicePrivate
        case 4: word |= random.next() & 0x00ff_ffff
        default: break
        }
      }
      scenario.requests.append(word)
    }
    if extras && silent {
      for page in 0..<scenario.count {
        scenario.requests[page] &= ~(PfnWord.fault | PfnWord.write)
      }
    }
  }

  @usableFromInline static let asks: [UInt64] = [
    0, PfnWord.fault, PfnWord.fault, PfnWord.fault | PfnWord.write,
    PfnWord.fault | PfnWord.write, PfnWord.write,
  ]

  // MARK: The environment

  @inlinable
  mutating func drawScript(_ scenario: inout Scenario) {
    scenario.faults.removeAll(keepingCapacity: true)
    scenario.events.removeAll(keepingCapacity: true)
    scenario.passes = random.chance(70) ? 1 : 2 &+ random.below(2)
    scenario.invalidated = random.chance(3)
    scenario.accessedBits = random.chance(8)
    scenario.snapshotCall = false
    scenario.mayDropLock = false
    scenario.pagemapLookups = nil
    if profile.olderInterface {
      scenario.snapshotCall = random.chance(12)
      scenario.mayDropLock = random.chance(12)
      if random.chance(12) { scenario.pagemapLookups = random.below(4) }
    }
    if random.chance(25) {
      for _ in 0...random.below(3) {
        let outcome = FaultOutcome.allCases[random.below(FaultOutcome.allCases.count)]
        scenario.faults.append(outcome)
      }
    }
    if scenario.count > 0 && random.chance(35) { drawEvents(&scenario) }
  }

  @inlinable
  mutating func drawEvents(_ scenario: inout Scenario) {
    var at = 0
    for _ in 0...random.below(3) {
      at &+= random.below(scenario.count &+ 6) &+ (at == 0 ? 1 : 0)
      if let event = drawEvent(at: at, scenario) { scenario.events.append(event) }
    }
  }

  @inlinable
  mutating func drawEvent(at: Int, _ scenario: Scenario) -> Event? {
    let bounds = Bounds(scenario)
    let geometry = scenario.geometry
    switch random.below(8) {
    case 0: return Event(at: at, target: .range, index: 0, kind: .none)
    case 1, 2:
      let index = random.below(scenario.pmdCount)
      let first = ((scenario.start >> geometry.pmdShift) &+ index) << geometry.pmdShift
      let number = bounds.vma(covering: first, first &+ geometry.pagesPerPMD, scenario)
      if number < 0 { return Event(at: at, target: .pmd, index: index, kind: .none) }
      let vma = scenario.vmas[number]
      if vma.hugetlb == .pud { return nil }
      if vma.hugetlb == .pmd {
        return Event(at: at, target: .pmd, index: index, kind: drawHugetlb(vma))
      }
      var kind =
        random.chance(40)
        ? Kind.none : random.chance(50) ? .table : pmdKinds[random.below(pmdKinds.count)]
      kind = allowed(kind, in: vma) ?? .none
      if kind == .bad || kind == .hugeOther { kind = .table }
      return Event(at: at, target: .pmd, index: index, kind: kind)
    case 3:
      let index = random.below(scenario.pudCount)
      let first = index << geometry.pudShift
      let number = bounds.vma(covering: first, first &+ geometry.pagesPerPUD, scenario)
      if number >= 0, scenario.vmas[number].hugetlb == .pud {
        return Event(at: at, target: .pud, index: index, kind: drawHugetlb(scenario.vmas[number]))
      }
      return Event(at: at, target: .pud, index: index, kind: random.chance(50) ? .none : .table)
    default:
      let page = random.below(scenario.count)
      let place = scenario.start &+ page
      let number = bounds.vma(covering: place, place &+ 1, scenario)
      if number < 0 || scenario.vmas[number].hugetlb != .no { return nil }
      let drawn = random.chance(25) ? Kind.none : palette[random.below(palette.count)]
      let kind = allowed(drawn, in: scenario.vmas[number]) ?? .none
      return Event(at: at, target: .pte, index: page, kind: kind)
    }
  }
}

/// Where VMAs lie, for the generator.
@usableFromInline
struct Bounds {
  @inlinable init(_ scenario: Scenario) {}

  /// The number of the VMA that covers pages `first` ..< `upper`; -1 where none does.
  @inlinable
  func vma(covering first: Int, _ upper: Int, _ scenario: Scenario) -> Int {
    for index in scenario.vmas.indices
    where scenario.vmas[index].start <= first && upper <= scenario.vmas[index].end {
      return index
    }
    return -1
  }
}
