// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

/// Everyone else, as a window sees them: other threads, and the other pages of the range.
final class Others {
  /// What the unknown acts can be.
  private(set) var rules: [Symbolic.Bit] = []
  /// The walk was stopped outside of the window.
  private(set) var stopped: Symbolic.Bit = false
  private(set) var interference: Interference<Symbolic>?
  private(set) var surroundings: Surroundings<Symbolic>?

  private let graph: ExpressionGraph
  private let scenario: SymbolicScenario
  private let count: Int
  private var acts = 0

  init(_ window: Window, _ setting: Window.Setting) {
    graph = window.graph
    scenario = window.scenario
    count = window.count
    if setting != .inRange { return }
    interference = Interference { [unowned self] world, target, index in
      actBeforeLoad(&world, target, index)
    }
    let cursor = window.cursor
    surroundings = Surroundings(
      before: { [unowned self] in stop("before", at: cursor, $0) },
      behind: { [unowned self] in stop("behind", at: count, $0) },
      beforeFaults: { [unowned self] in actBeforeFaults(&$0) })
  }

  // MARK: Other threads

  /// Before each load, the first and every later one, what is about to be loaded may become anything
  /// that others can make of it, and the range may be announced as invalidated.
  private func actBeforeLoad(
    _ world: inout World<Symbolic>, _ target: Event.Target, _ index: Int
  ) {
    switch target {
    case .pud: changePUD(&world, index)
    case .pmd: changePMD(&world, index)
    case .pte: changePTE(&world, index)
    case .range: break
    }
    announce(&world)
  }

  /// The upper entries may change until the faults are performed.
  private func actBeforeFaults(_ world: inout World<Symbolic>) {
    for pud in world.puds.indices { changePUD(&world, pud) }
    for pmd in world.pmds.indices { changePMD(&world, pmd) }
    announce(&world)
    world.ghost.disturbed = world.ghost.disturbed .| unknownBit("disturbed")
  }

  private func announce(_ world: inout World<Symbolic>) {
    branch(unknownBit("announced"), &world) { $0.invalidate() }
  }

  private func changePUD(_ world: inout World<Symbolic>, _ pud: Int) {
    let old = world.puds[pud]
    let entry = unknownEntry("pud") { self.scenario.canBePUD($0, pud) }
    let act = number
    // Tables of PMDs stay while the mmap lock is held.
    branch(unknownBit("acts") .& (old.kind .!= .table), &world) { world in
      world.remember(world.layout.pages(ofPUD: pud))
      world.puds[pud] = entry
      world.announce(old.kind)
      world.ghost.disturbed = true
      world.ghost.latestAct = act
    }
  }

  private func changePMD(_ world: inout World<Symbolic>, _ pmd: Int) {
    let old = world.pmds[pmd]
    let pages = world.layout.pages(ofPMD: pmd)
    let pud = world.layout.pud(of: max(pages.lowerBound, 0))
    let entry = unknownEntry("pmd") { self.scenario.canBePMD($0, pmd) }
    let act = number
    var acts = unknownBit("acts") .& (world.puds[pud].kind .== .table)
    if !world.convention.tablesVanish { acts = acts .& (old.kind .!= .table) }
    branch(acts, &world) { world in
      world.remember(pages)
      // A new table holds what the PTEs below no table were: anything.
      world.pmds[pmd] = entry
      world.announce(old.kind)
      world.ghost.disturbed = true
      world.ghost.latestAct = act
    }
  }

  private func changePTE(_ world: inout World<Symbolic>, _ page: Int) {
    let old = world.pages[page].pte
    let entry = unknownEntry("pte", isUpper: false) { self.scenario.canBePTE($0, page) }
    let act = number
    rules.append(Window.isZeroPageByFrame(entry))
    let isThere =
      (world.puds[world.layout.pud(of: page)].kind .== .table)
      .& (world.pmds[world.layout.pmd(of: page)].kind .== .table)
    branch(unknownBit("acts") .& isThere, &world) { world in
      world.remember(page..<(page + 1))
      world.pages[page].pte = entry
      world.announce(old.kind)
      world.ghost.disturbed = true
      world.ghost.latestAct = act
    }
  }

  /// Of the act that was made up last.
  private var number: Symbolic.Half { Symbolic.Half(constant: UInt64(acts)) }

  private func unknownEntry(
    _ name: String, isUpper: Bool = true, if can: (Symbolic.Byte) -> Symbolic.Bit
  ) -> Entry<Symbolic> {
    acts += 1
    let entry = Entry<Symbolic>(
      kind: graph.kind("\(name)Act\(acts)"), pfn: Window.frame("frameAct\(acts)", in: graph))
    rules.append(can(entry.kind))
    if isUpper {
      let changeable = KindSet.everything.subtracting([.bad, .hugeOther, .pudNonPresent])
      rules.append(entry.kind.isIn(changeable))
    }
    return entry
  }

  private func unknownBit(_ name: String) -> Symbolic.Bit {
    acts += 1
    return graph.bit("\(name)\(acts)")
  }

  // MARK: Other pages of the range

  /// The walk may end, or may have to begin again, because of a page outside of the window.
  private func stop(
    _ place: String, at page: Int, _ goesOn: Symbolic.Bit
  ) -> Surroundings<Symbolic>.Stop {
    let stops = graph.bit("stops.\(place)") .& goesOn
    stopped = stopped .| stops
    let code = graph.half("code.\(place)")
    let codes: [UInt64] =
      [Surroundings<Symbolic>.restart]
      + [Errno.EFAULT, .EPERM, .ENOMEM].map { UInt64($0.rawValue) }
    rules.append(codes.reduce(false) { $0 .| (code .== Symbolic.Half(constant: $1)) })
    return .init(condition: stops, code: code, last: Symbolic.Word(constant: UInt64(page)))
  }
}
