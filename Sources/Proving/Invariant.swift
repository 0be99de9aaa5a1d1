// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification

/// What holds whenever the restart loop begins a round on a range that was not invalidated.
enum Invariant: String, CaseIterable, Sendable {
  /// From the cursor on, each word still is its request and was never stored (C15).
  case requestsKept = "requests-kept"
  /// Below the cursor, each word is an output that breaks no clause.
  case outputsRight = "outputs-right"
  /// No fault was made that C5 or C24 forbid, and none before the first was counted.
  case faultsWanted = "faults-wanted"
  /// Where no page asks, nothing was faulted and nothing waited for.
  case snapshotQuiet = "snapshot-quiet"
  /// Something happened since a walk began at the cursor.
  case progressMade = "progress-made"
  /// A cursor inside what an upper entry or one VMA could answer as a whole means that it did not.
  case tableAtCursor = "table-at-cursor"
  /// No lock, mapping or error is left, the mmap lock is held, and no clause was broken on the way.
  case clean = "clean"
  /// The range was not invalidated. Of a port, rounds begin before the look at the sequence.
  case rangeValid = "range-valid"
  /// Bits that the mask hides did nothing, and below the cursor the defaults counted (C13). Of a port
  /// it follows from the others.
  case flagsHeard = "flags-heard"

  /// Those that are stated of a target.
  static func all(of target: Target) -> [Invariant] {
    target.kernel == nil ? allCases.filter { !$0.isOfTexts } : allCases
  }

  private var isOfTexts: Bool { self == .rangeValid || self == .flagsHeard }

  /// What it says, in words.
  var statement: String {
    switch self {
    case .requestsKept: "from the cursor on, each word is its request and was never stored"
    case .outputsRight: "below the cursor, each word is an output that breaks no clause"
    case .faultsWanted: "no fault was made that C5 or C24 forbid"
    case .snapshotQuiet: "where no page asks, nothing was faulted and nothing waited for"
    case .progressMade: "something happened since a walk began at the cursor"
    case .tableAtCursor: "a cursor inside a PMD or PUD means that it is a table"
    case .clean: "nothing is locked but the mmap lock, nothing mapped, no fault has failed"
    case .rangeValid: "no walk begins on a range that was invalidated"
    case .flagsHeard: "hidden bits did nothing, and below the cursor the defaults counted"
    }
  }

  /// Whether it holds of a walk between two rounds.
  ///
  /// - Parameter basis: without what it drops.
  func holds(_ walk: RoundState, _ basis: Basis = Basis()) -> Symbolic.Bit {
    conjuncts(walk).filter { basis.assumes($0.part) }.reduce(true) { $0 .& $1.holds }
  }

  /// What it says of a walk between two rounds, in parts that a solver can be asked one by one.
  func conjuncts(
    _ walk: RoundState
  ) -> [(part: Conjunct, name: String, holds: Symbolic.Bit)] {
    var world = walk.world
    world.result = 0
    let own = Conjunct.invariant(self)
    func each(
      _ condition: (Int) -> Symbolic.Bit
    ) -> [(part: Conjunct, name: String, holds: Symbolic.Bit)] {
      (0..<world.count).map { (own, "page \($0)", condition($0)) }
    }
    func isBelow(_ page: Int) -> Symbolic.Bit {
      Symbolic.Word(constant: UInt64(page)) .< walk.last
    }
    switch self {
    case .requestsKept:
      return each { page in
        let here = world.pages[page]
        return isBelow(page) .| ((here.word .== here.input) .& (here.storedIn .== 0))
      }
    case .outputsRight:
      let stored = each { .!isBelow($0) .| (world.pages[$0].storedIn .!= 0) }
      return stored
        + ClauseClaims.all.filter(\.isOnOutputs).flatMap { clause in
          clause.violations(world, at: 0..<world.count).map { page, violated in
            (.outputs(clause.id), "\(clause.id) page \(page)", .!isBelow(page) .| .!violated)
          }
        }
    case .faultsWanted:
      return each { wasFaultedRightly(world, $0) }
    case .snapshotQuiet:
      let quiet = (world.ghost.faults .== 0) .& (world.ghost.waits .== 0)
      return [(own, "call", quiet .| .!C14.exercised(by: world))]
    case .progressMade:
      let moved = (world.ghost.walks .== 0) .| (world.ghost.cursor .!= walk.last)
      return [(own, "call", moved .| world.ghost.progressed)]
    case .tableAtCursor:
      return each { page in
        world.invalidated .| (walk.last .!= Symbolic.Word(constant: UInt64(page)))
          .| canBegin(world, page)
      }
    case .clean:
      return [(own, "call", isClean(world))]
        + Conjunct.noted.map { clause, notes in
          (.noted(clause), "noted", notes.reduce(true) { $0 .& .!world.ghost[keyPath: $1] })
        }
    case .rangeValid:
      return [(own, "call", .!world.invalidated)]
    case .flagsHeard:
      let nobodyFaults = world.isSnapshotRequest
      let nobodyWrites = world.nobodyAsksToWrite
      return each { page in
        .!world.obeyedHiddenBits(page, nobodyFaults: nobodyFaults, nobodyWrites: nobodyWrites)
          .& (.!isBelow(page) .| .!world.ignoredDefaults(page))
      }
    }
  }

  /// Every fault on a page was asked for by that page, and brought what it lacked: more than C5 and
  /// C24 ask, which excuse pages of one huge mapping for each other's sake.
  private func wasFaultedRightly(_ world: World<Symbolic>, _ page: Int) -> Symbolic.Bit {
    let effects = world.pages[page].effects
    func has(_ effect: UInt64) -> Symbolic.Bit { effects.has(Symbolic.Byte(constant: effect)) }
    let faulted = has(PageEffect.faulted)
    return (faulted .| (effects .== 0)) .& (.!faulted .| (world.ghost.faults .!= 0))
      .& (.!faulted .| world.wantsFault(page))
      .& (.!has(PageEffect.write) .| world.wantsWrite(page))
      .& (.!has(PageEffect.wasReadable) .| world.wantsWrite(page))
      .& .!has(PageEffect.wasWritable)
  }

  /// Whether a walk can begin at a page, the page before being done.
  private func canBegin(_ world: World<Symbolic>, _ page: Int) -> Symbolic.Bit {
    let layout = world.layout
    if page == 0 || layout.pieceOf[page] != layout.pieceOf[page - 1] { return true }
    let piece = layout.pieces[layout.pieceOf[page]]
    if piece.isGap { return false }
    let flags = world.vmaFlags[piece.vma]
    let special = Symbolic.Byte(constant: UInt64(VMA.Flags.special.rawValue))
    let read = Symbolic.Byte(constant: UInt64(VMA.Flags.read.rawValue))
    let isWalked = flags.has(read) .& .!flags.has(special)
    let sharesPMD = layout.pmd(of: page) == layout.pmd(of: page - 1)
    let sharesPUD = layout.pud(of: page) == layout.pud(of: page - 1)
    switch piece.hugetlb {
    case .pmd: return isWalked .& Symbolic.Bit(constant: !sharesPMD)
    case .pud: return isWalked .& Symbolic.Bit(constant: !sharesPUD)
    case .no: break
    }
    let pud = world.puds[layout.pud(of: page)].kind .== .table
    let pmd = world.pmds[layout.pmd(of: page)].kind .== .table
    return isWalked .& (pud .| Symbolic.Bit(constant: !sharesPUD))
      .& (pmd .| Symbolic.Bit(constant: !sharesPMD)) .& wereSmall(world, before: page)
  }

  /// The pages before `page` were reported when no huge mapping held them together with it.
  private func wereSmall(_ world: World<Symbolic>, before page: Int) -> Symbolic.Bit {
    let layout = world.layout
    let underPUD = max(layout.pages(ofPUD: layout.pud(of: page)).lowerBound, 0)
    let underPMD = max(layout.pages(ofPMD: layout.pmd(of: page)).lowerBound, 0)
    let pud = Symbolic.Byte(constant: UInt64(layout.geometry.pudShift))
    return (underPUD..<page).reduce(true) { all, other in
      all
        .& world.anyMoment(other) { view in
          let isSmall = other >= underPMD ? view.order .== 0 : view.order .!= pud
          return isSmall .& world.flagsMatch(other, view)
        }
    }
  }

  private func isClean(_ world: World<Symbolic>) -> Symbolic.Bit {
    let ghost = world.ghost
    let failed = Symbolic.Byte(constant: PageEffect.failed)
    let failures = (0..<world.count).reduce(false as Symbolic.Bit) {
      $0 .| world.pages[$1].effects.has(failed)
    }
    return ghost.mmapLock .& .!ghost.pageTableLock .& .!ghost.hugetlbLock .& (ghost.maps .== 0)
      .& .!ghost.isLost .& .!ghost.outOfMemory .& .!ghost.endless .& .!ghost.historyLost
      .& .!failures
  }
}
