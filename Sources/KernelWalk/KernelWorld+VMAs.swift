// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// The VMAs as objects of the text, and the lock that they change under.
extension KernelWorld {
  /// Makes objects for the VMAs of the world, as they are when a call begins.
  static func prepareVMAs(_ machine: inout M) {
    let count = machine.environment.world.layout.vmaBounds.count
    var most = count
    if let outside = machine.environment.world.outside {
      // Objects cannot be made while the text runs.
      most += (outside.call.changes.count - outside.changesMade) * Scenario.maximumVMAs
      machine.environment.vmas = outside.vmas
      machine.environment.seenChanges = outside.changesMade
    }
    while machine.environment.objects.allVMAs.count < most {
      guard let vma = machine.allocate("vm_area_struct") else {
        preconditionFailure("the model's own header defines struct vm_area_struct")
      }
      machine.environment.objects.allVMAs.append(vma)
    }
    machine.environment.objects.vmas.removeAll(keepingCapacity: true)
    for number in 0..<count {
      machine.environment.objects.vmas.append(machine.environment.objects.allVMAs[number])
    }
    machine.environment.usedVMAs = count
    for number in 0..<count { setVMA(number, &machine) }
  }

  private static func setVMA(_ number: Int, _ machine: inout M) {
    let layout = machine.environment.world.layout
    let vma = machine.environment.objects.vmas[number]
    let members = machine.environment.interface.vma
    let bounds = layout.vmaBounds[number]
    let isHugetlb = layout.pieces.contains { $0.vma == number && $0.hugetlb != .no }
    func address(_ page: Int) -> D.Word {
      D.Word(constant: machine.environment.address(page - layout.start))
    }
    machine[vma, members.start] = address(bounds.start)
    machine[vma, members.end] = address(bounds.end)
    machine[vma, members.mm] = pointer(machine.environment.objects.mm)
    machine[vma, members.flags] = flags(
      machine.environment.world.vmaFlags[number], isHugetlb: isHugetlb)
  }

  /// Follows changes of VMAs: those that are as they were keep their object. The others have a new
  /// one, and the text may not look at the old one any more.
  static func refreshVMAs(_ machine: inout M) {
    guard let outside = machine.environment.world.outside,
      outside.changesMade != machine.environment.seenChanges
    else { return }
    let (now, before) = (outside.vmas, machine.environment.vmas)
    machine.environment.seenChanges = outside.changesMade
    let old = machine.environment.objects.vmas
    machine.environment.objects.vmas = []
    machine.environment.vmas = now
    var kept: Set<Int> = []
    for (number, vma) in now.enumerated() {
      if let same = before.firstIndex(of: vma) {
        kept.insert(same)
        machine.environment.objects.vmas.append(old[same])
        continue
      }
      let fresh = machine.environment.objects.allVMAs[machine.environment.usedVMAs]
      machine.environment.usedVMAs += 1
      machine.environment.objects.vmas.append(fresh)
      setVMA(number, &machine)
    }
    let members = machine.environment.interface.vma
    for number in old.indices where !kept.contains(number) {
      for cell in [members.start, members.end, members.mm, members.flags] {
        machine.undefine(old[number], cell)
      }
    }
  }

  /// A VMA whose lock is taken, or given back, must be one that there is.
  static func expectAlive(_ arguments: ArgumentList<D>, _ machine: inout M) {
    if arguments.count == 0 { return }
    machine.fail(.nullDereference, where: arguments[0] .== 0)
    let isAlive = machine.environment.objects.vmas.reduce(false as D.Bit) {
      $0 .| (arguments[0] .== pointer($1))
    }
    machine.fail(.invalidPointer, where: .!isAlive)
  }

  /// The mmap lock; others may have changed VMAs before the text has it.
  static func takeMmap(_ primitive: KernelPrimitive, _ machine: inout M) -> D.Word {
    let attempt: LockAttempt =
      switch primitive {
      case .mmapLockKillable: .killable
      case .mmapTrylock: .once
      default: .uninterruptible
      }
    let isTaken = machine.environment.world.takeMmap(attempt)
    mark(machine)
    refreshVMAs(&machine)
    if primitive == .mmapTrylock { return truth(isTaken) }
    return D.Word.select(isTaken, 0, negative(.EINTR))
  }

  /// `vm_flags` of a VMA.
  static func flags(_ flags: D.Byte, isHugetlb: Bool) -> D.Word {
    let kernel: [(VMA.Flags, UInt64)] = [
      (.read, 1), (.write, 2), (.pfnmap, 0x400), (.io, 0x4000), (.mixedmap, 0x1000_0000),
    ]
    return kernel.reduce(D.Word(constant: isHugetlb ? 0x40_0000 : 0)) { word, pair in
      let isSet = flags.has(D.Byte(constant: UInt64(pair.0.rawValue)))
      return word | D.Word.select(isSet, D.Word(constant: pair.1), 0)
    }
  }
}
