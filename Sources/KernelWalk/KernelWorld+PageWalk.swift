// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// The tree's own page walker: what it calls, and the call of it. Its loads of entries are loads of
// the shared memory (``load(_:_:_:)``), so that others may act before each of them.
extension KernelWorld {
  /// Hands a walk on to the text, after it has been counted.
  static func walkBySource(
    _ walker: FunctionID, _ arguments: ArgumentList<D>, from begin: D.Word, _ machine: inout M
  ) -> D.Word {
    // A round of a proof replaces walks; nobody has asked for one of these.
    guard case .wholeCall = machine.environment.plan else {
      machine.fail(.unsupported)
      return 0
    }
    let world = machine.environment.world
    let isSpent = world.ghost.walks .>= D.Half(constant: UInt64(world.walkBudget))
    machine.environment.isEndless = machine.environment.isEndless .| isSpent
    if isSpent.constant == true { machine.environment.endlessSite = machine.callerSite }
    machine.environment.answer = negative(.EINTR)
    let words = (0..<5).map { arguments[$0] }
    branch(.!isSpent, &machine) { machine in
      branch(begin .< D.Word(constant: UInt64(world.count)), &machine) {
        $0.environment.world.beginWalk(from: begin)
      }
      machine.environment.answer = machine.call(walker, words)
    }
    machine.environment.world.endWalk()
    return machine.environment.answer
  }

  static func call(
    _ primitive: PageWalkPrimitive, _ arguments: ArgumentList<D>, _ machine: inout M
  ) -> D.Word {
    guard arguments.count >= primitive.fewestArguments else {
      machine.fail(.unsupported)
      return 0
    }
    let geometry = machine.environment.world.layout.geometry
    let objects = machine.environment.objects
    switch primitive {
    case .topOffset: return pointer(objects.pgd)
    case .topIsEmpty: return 0
    case .pudOffset:
      return entry(of: objects.puds, at: arguments[1], &machine) { $0.pud(of: $1) }
    case .pmdOffset:
      // The table's address is in the PUD, which is read once more for it.
      let isTable = isA(machine.load(arguments[0]), .one(.table))
      machine.environment.world.ghost.wildTable =
        machine.environment.world.ghost.wildTable .| .!isTable
      machine.fail(.invalidPointer, where: .!isTable)
      return entry(of: objects.pmds, at: arguments[1], &machine) { $0.pmd(of: $1) }
    case .topEnd: return boundary(arguments[0], arguments[1], shift: 39)
    case .pudEnd: return boundary(arguments[0], arguments[1], shift: geometry.pudShift + 12)
    case .pmdEnd: return boundary(arguments[0], arguments[1], shift: geometry.pmdShift + 12)
    case .hugePageMask:
      return ~(D.Word(constant: 1).shiftedLeft(pageShift(arguments[0], machine)) &- 1)
    case .hugetlbEntry: return hugetlbEntry(at: arguments[1], size: arguments[2], &machine)
    case .splitHugePUD:
      let isLeaf = isA(machine.load(arguments[1]), .leafPUD)
      branch(isLeaf, &machine) { split(arguments[1], &$0) }
      return 0
    case .findIntersection:
      let found = vma(at: arguments[1], machine, isExact: false)
      var isBehind: D.Bit = false
      for (number, bounds) in machine.environment.world.layout.vmaBounds.enumerated() {
        let first = bounds.start - machine.environment.world.layout.start
        let start = D.Word(constant: machine.environment.address(first))
        isBehind = isBehind
          .| ((found .== pointer(objects.vmas[number])) .& (arguments[2] .<= start))
      }
      return D.Word.select(isBehind, 0, found)
    }
  }

  /// Where the part of `address` ..< `end` ends that one entry maps.
  private static func boundary(_ address: D.Word, _ end: D.Word, shift: Int) -> D.Word {
    let size = D.Word(constant: 1 << UInt64(shift))
    let next = (address &+ size) & D.Word(constant: ~((1 << UInt64(shift)) - 1))
    return D.Word.select((next &- 1) .< (end &- 1), next, end)
  }

  /// A pointer to the entry of an array that maps an address of the range.
  private static func entry(
    of object: Int, at address: D.Word, _ machine: inout M, _ number: (Layout, Int) -> Int
  ) -> D.Word {
    var found: D.Word = 0
    let wanted = machine.environment.page(address)
    onPage(address, &machine) { machine, page in
      found = D.Word.select(
        wanted .== D.Word(constant: UInt64(page)),
        pointer(object, number(machine.environment.world.layout, page)), found)
    }
    return found
  }

  /// huge_pte_offset: a PUD of hugetlb stands for itself; below one that is not present there is no
  /// PMD.
  private static func hugetlbEntry(
    at address: D.Word, size: D.Word, _ machine: inout M
  ) -> D.Word {
    let layout = machine.environment.world.layout
    let objects = machine.environment.objects
    let byPUD = size .== D.Word(constant: 1 << UInt64(layout.geometry.pudShift + 12))
    // The address is that of the huge page, which may begin before the range.
    let before = D.Word(constant: machine.environment.address(0))
    let inRange = D.Word.select(address .< before, before, address)
    let pud = entry(of: objects.hugePUDs, at: inRange, &machine) { $0.pud(of: $1) }
    let pmd = entry(of: objects.hugePMDs, at: inRange, &machine) { $0.pmd(of: $1) }
    if byPUD.constant == true { return pud }
    let isPresent = isA(machine.load(pud), KindSet.leafPUD.union(.one(.table)))
    return D.Word.select(byPUD, pud, D.Word.select(isPresent, pmd, 0))
  }

  private static func split(_ pud: D.Word, _ machine: inout M) {
    onEntry(
      pud, machine.environment.objects.puds, machine.environment.world.puds.count, &machine
    ) { machine, pud in machine.environment.world.splitPUD(pud) }
  }
}
