// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

extension KernelWorld {
  /// Questions about kinds come first, the other primitives behind them.
  private static var firstOther: Int { KindQuestion.all.count }

  private static var firstOfWalk: Int { firstOther + KernelPrimitive.allCases.count }

  public static func primitive(named name: String) -> Primitive? {
    if let index = KindQuestion.all.firstIndex(where: { $0.name == name }) {
      return Primitive(rawValue: index)
    }
    if let known = KernelPrimitive.named[name] {
      return Primitive(rawValue: firstOther + known.rawValue)
    }
    return PageWalkPrimitive.named[name].map { Primitive(rawValue: firstOfWalk + $0.rawValue) }
  }

  public static func call(
    _ primitive: Primitive, _ arguments: ArgumentList<D>, _ machine: inout M
  ) -> D.Word {
    if primitive.rawValue < firstOther {
      guard arguments.count > 0 else {
        machine.fail(.unsupported)
        return 0
      }
      return truth(isA(arguments[0], KindQuestion.all[primitive.rawValue].kinds))
    }
    guard let primitive = KernelPrimitive(rawValue: primitive.rawValue - firstOther) else {
      guard let ofWalk = PageWalkPrimitive(rawValue: primitive.rawValue - firstOfWalk) else {
        preconditionFailure("primitives are numbered as they were handed out")
      }
      return call(ofWalk, arguments, &machine)
    }
    guard primitive.takes(arguments.count) else {
      machine.fail(.unsupported)
      return 0
    }
    if !primitive.isPure { machine.environment.known = nil }
    // What it loads, it loads for itself.
    defer { if !primitive.isPure { machine.environment.known = nil } }
    switch primitive {
    case .nothing, .zero, .fresh: return 0
    case .one: return 1
    case .warn:
      warn(where: arguments[0] .!= 0, &machine)
      return arguments[0]
    case .bug:
      machine.fail(.bug, where: arguments[0] .!= 0)
      return 0
    case .current: return pointer(machine.environment.objects.task)
    case .load: return machine.load(arguments[0])
    case .loadHugetlb: return machine.load(arguments[arguments.count == 1 ? 0 : 2])
    case .pteOffsetMap: return offsetMap(arguments[0], arguments[1], &machine)
    case .pudTransHugeLock: return lockHugePUD(arguments[0], &machine)
    case .walkPageRange: return walkPageRange(arguments, &machine)
    case .handleMMFault: return handleMMFault(arguments, &machine)
    case .vmFaultToErrno:
      return errno(of: arguments[0], flags: arguments.count > 1 ? arguments[1] : 0)
    case .migrationEntryWait:
      wait(arguments[2], &machine)
      return 0
    case .pmdMigrationEntryWait:
      waitForPMD(arguments[1], &machine)
      return 0
    case .pteUnmap:
      machine.environment.world.unmap()
      return 0
    case .hugePteLock:
      machine.environment.world.lockPageTable()
      return pointer(machine.environment.objects.lock)
    case .spinLock:
      // Any spinlock: under none of them may the text sleep, nor take another here.
      machine.environment.world.lockPageTable()
      return 0
    case .mmapLock, .mmapLockKillable, .mmapTrylock: return takeMmap(primitive, &machine)
    case .mmapUnlock:
      machine.environment.world.unlockMmap()
      mark(machine)
      return 0
    case .getPagemap:
      let isAlive = machine.environment.world.lookUpPagemap()
      return D.Word.select(isAlive, pointer(machine.environment.objects.ownMap), 0)
    case .spinUnlock:
      machine.environment.world.unlockPageTable()
      return 0
    case .hugetlbLock:
      expectAlive(arguments, &machine)
      machine.environment.world.lockHugetlb()
      return 0
    case .hugetlbUnlock:
      expectAlive(arguments, &machine)
      machine.environment.world.unlockHugetlb()
      return 0
    case .assertLocked:
      let isLocked = machine.environment.world.ghost.mmapLock
      machine.environment.world.ghost.unlockedAccess =
        machine.environment.world.ghost.unlockedAccess .| .!isLocked
      return 0
    case .checkRetry:
      let isOld = arguments[1] .!= machine.environment.sequence
      return truth(machine.environment.world.checkSequence(isOld: isOld))
    case .readBegin:
      machine.environment.sequence = machine.environment.sequence &+ 2
      machine.environment.world.readSequence()
      return machine.environment.sequence
    case .jiffies: return machine.environment.world.jiffies
    case .signalIsPending: return truth(machine.environment.world.signalIsPending)
    case .isUnstable:
      // VM_FAULT_SIGBUS.
      return D.Word.select(machine.environment.world.isReaped, 2, 0)
    case .frame: return frame(arguments[0])
    case .swapOffset:
      // The bits above the offset belong to the architecture.
      let raw = machine.environment.world.accessedBits
      return frame(arguments[0]) | D.Word(constant: raw ? 1 << 38 : 0)
    case .same: return arguments[0]
    case .leafType: return leafType(arguments[0])
    case .marker: return marker(arguments[0])
    case .swapPageOfPMD:
      let isLeaf = isA(arguments[0], .leavesOfPMD)
      warn(where: .!isLeaf, &machine)
      return D.Word.select(isLeaf, swapPage(arguments[0], machine.environment.objects), 0)
    case .swapPage: return swapPage(arguments[0], machine.environment.objects)
    case .pagemapOfPage: return machine.load(arguments[0])
    case .normalPage:
      let isNormal = isA(
        arguments[2],
        KindSet.presentPTE.subtracting(.specialPTE).subtracting(.devmapPTE)
          .subtracting(.one(.zeroPage)))
      return D.Word.select(isNormal, pointer(machine.environment.objects.page), 0)
    case .isZeroPfn: return truth(arguments[0] .== D.Word(constant: Frame.zero))
    case .hstate: return hstate(arguments[0], &machine)
    case .hugePageOrder: return pageShift(arguments[0], machine) &- 12
    case .hugePageShift: return pageShift(arguments[0], machine)
    case .hugePageSize: return D.Word(constant: 1).shiftedLeft(pageShift(arguments[0], machine))
    case .vmaLookup: return vma(at: arguments[1], machine, isExact: true)
    case .findVMA: return vma(at: arguments[1], machine, isExact: false)
    case .isHugetlbVMA:
      let flags = machine.load(arguments[0], offset: machine.environment.interface.vma.flags)
      return truth(flags.has(D.Word(constant: 0x40_0000)))
    case .pteIndex:
      let geometry = machine.environment.world.layout.geometry
      let mask: UInt64 = (1 << UInt64(geometry.tableShift)) - 1
      return arguments[0].shiftedRight(12) & D.Word(constant: mask)
    }
  }

  /// A WARN says something and goes on.
  private static func warn(where condition: D.Bit, _ machine: inout M) {
    machine.environment.world.ghost.warned =
      machine.environment.world.ghost.warned .| condition
    if condition.constant == true { machine.environment.sites?.warning = machine.callerSite }
  }

  // MARK: Values

  static func truth(_ bit: D.Bit) -> D.Word { D.Word.select(bit, 1, 0) }

  static func pointer(_ object: Int, _ cell: Int = 0) -> D.Word {
    D.Word(constant: Pointer.object(object) &+ UInt64(cell))
  }

  static func isA(_ entry: D.Word, _ kinds: KindSet) -> D.Bit { D.narrow(entry).isIn(kinds) }

  static func negative(_ code: Errno) -> D.Word {
    D.Word(constant: UInt64(bitPattern: -Int64(code.rawValue)))
  }

  /// Runs `body` for the page of the range that `address` lies in. One outside of the range makes
  /// the run err: the text went where it was not sent.
  static func onPage(
    _ address: D.Word, _ machine: inout M, _ body: (inout M, Int) -> Void
  ) {
    let page = machine.environment.page(address)
    let count = machine.environment.world.count
    machine.fail(.outOfBounds, where: page .>= D.Word(constant: UInt64(count)))
    if let known = page.constant {
      if known < UInt64(count) { body(&machine, Int(known)) }
      return
    }
    for candidate in 0..<count {
      branch(page .== D.Word(constant: UInt64(candidate)), &machine) { body(&$0, candidate) }
    }
  }

  // MARK: VMAs

  /// The number of the VMA whose object `pointer` is; nil where it is none, or not known.
  static func vmaNumber(_ pointer: D.Word, _ machine: M) -> Int? {
    guard let known = pointer.constant else { return nil }
    return machine.environment.objects.vmas.firstIndex { Pointer.object($0) == known }
  }

  private static func hstate(_ vma: D.Word, _ machine: inout M) -> D.Word {
    let world = machine.environment.world
    let objects = machine.environment.objects
    guard let number = vmaNumber(vma, machine),
      let piece = world.layout.pieces.first(where: { $0.vma == number })
    else {
      let isGone = objects.allVMAs.contains { Pointer.object($0) == vma.constant }
      machine.fail(isGone ? .invalidPointer : .unsupported)
      return 0
    }
    return pointer(piece.hugetlb == .pud ? objects.largeHstate : objects.smallHstate)
  }

  static func pageShift(_ hstate: D.Word, _ machine: M) -> D.Word {
    let geometry = machine.environment.world.layout.geometry
    let isLarge = hstate .== pointer(machine.environment.objects.largeHstate)
    return D.Word.select(
      isLarge, D.Word(constant: UInt64(geometry.pudShift + 12)),
      D.Word(constant: UInt64(geometry.pmdShift + 12)))
  }

  /// The VMA that an address lies in, or (not `isExact`) the first one that ends behind it.
  static func vma(at address: D.Word, _ machine: M, isExact: Bool) -> D.Word {
    let layout = machine.environment.world.layout
    var found: D.Word = 0
    for (number, bounds) in layout.vmaBounds.enumerated().reversed() {
      let environment = machine.environment
      let start = D.Word(constant: environment.address(bounds.start - layout.start))
      let end = D.Word(constant: environment.address(bounds.end - layout.start))
      let isHere = (address .< end) .& (isExact ? start .<= address : true)
      found = D.Word.select(isHere, pointer(environment.objects.vmas[number]), found)
    }
    return found
  }
}
