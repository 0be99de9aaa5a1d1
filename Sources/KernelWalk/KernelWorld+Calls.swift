// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// A call of the text: what it is handed, and what it leaves.
extension KernelWorld {
  /// Makes the objects that calls are handed; once for a machine.
  static func allocateObjects(_ machine: inout M) {
    var objects = KernelObjects()
    objects.range = machine.allocate(cells: machine.environment.interface.range.cells)
    func make(_ tag: String, _ machine: inout M) -> Int {
      guard let object = machine.allocate(tag) else {
        preconditionFailure("the model's own header defines struct \(tag)")
      }
      return object
    }
    objects.notifier = make("mmu_interval_notifier", &machine)
    objects.mm = make("mm_struct", &machine)
    objects.data = machine.allocate("hmm_vma_walk")
    objects.walk = make("mm_walk", &machine)
    objects.ownMap = make("dev_pagemap", &machine)
    objects.foreignMap = make("dev_pagemap", &machine)
    objects.ownPage = make("page", &machine)
    objects.foreignPage = make("page", &machine)
    objects.page = make("page", &machine)
    for name in [
      \KernelObjects.owner, \.pgd, \.stranger, \.lock, \.smallHstate, \.largeHstate, \.task,
    ] { objects[keyPath: name] = machine.allocate(cells: 1) }
    // Their bounds are the range's, looked at where they are accessed.
    let most = Scenario.maximumPages + 1
    for name in [
      \KernelObjects.pfns, \.puds, \.pmds, \.ptes, \.hugePUDs, \.hugePMDs,
    ] { objects[keyPath: name] = machine.allocateForeign(cells: most) }
    machine.environment.objects = objects
    machine[objects.ownMap, "dev_pagemap", "owner"] = pointer(objects.owner)
    machine[objects.foreignMap, "dev_pagemap", "owner"] = pointer(objects.stranger)
    machine[objects.ownPage, "page", "pgmap"] = pointer(objects.ownMap)
    machine[objects.foreignPage, "page", "pgmap"] = pointer(objects.foreignMap)
    machine[objects.notifier, "mmu_interval_notifier", "mm"] = pointer(objects.mm)
  }

  /// Sets the range, the VMAs and the record for a call on the environment's world.
  static func prepare(_ machine: inout M) {
    machine.error = 0
    machine.fuel =
      2_000_000 + 20_000 * machine.environment.world.count
      * max(machine.environment.world.walkBudget, 1)
    machine.environment.isEndless = false
    machine.environment.sites?.reset(machine.environment.world.count)
    let layout = machine.environment.world.layout
    // Far enough from 0 for what lies before the range, and aligned as the range is.
    machine.environment.objects.base =
      UInt64(8 << layout.geometry.pudShift + layout.start) << 12
    while machine.environment.objects.vmas.count < layout.vmaBounds.count {
      guard let vma = machine.allocate("vm_area_struct") else {
        preconditionFailure("the model's own header defines struct vm_area_struct")
      }
      machine.environment.objects.vmas.append(vma)
    }
    let objects = machine.environment.objects
    let members = machine.environment.interface.vma
    for (number, bounds) in layout.vmaBounds.enumerated() {
      let vma = objects.vmas[number]
      let isHugetlb = layout.pieces.contains { $0.vma == number && $0.hugetlb != .no }
      func address(_ page: Int) -> D.Word {
        D.Word(constant: machine.environment.address(page - layout.start))
      }
      machine[vma, members.start] = address(bounds.start)
      machine[vma, members.end] = address(bounds.end)
      machine[vma, members.mm] = pointer(objects.mm)
      machine[vma, members.flags] = flags(
        machine.environment.world.vmaFlags[number], isHugetlb: isHugetlb)
    }
    let fields = machine.environment.interface.range
    let world = machine.environment.world
    machine[objects.range, fields.notifier] = pointer(objects.notifier)
    machine[objects.range, fields.sequence] = 0
    machine[objects.range, fields.start] = D.Word(constant: machine.environment.address(0))
    machine[objects.range, fields.end] = D.Word(constant: machine.environment.address(world.count))
    machine[objects.range, fields.pfns] = pointer(objects.pfns)
    machine[objects.range, fields.defaultFlags] = world.defaultFlags
    machine[objects.range, fields.mask] = world.pfnFlagsMask
    machine[objects.range, fields.owner] = pointer(objects.owner)
  }

  /// Takes down what the call answered, and what went wrong in it.
  static func finish(_ machine: inout M, _ answer: D.Word) {
    var result = D.Word(constant: 255)
    for code in Errno.allCases {
      let isThis = answer .== (code == .success ? 0 : negative(code))
      result = D.Word.select(isThis, D.Word(constant: UInt64(code.rawValue)), result)
    }
    // A loop of the text's own that does not end is a call that does not end.
    let isEndless =
      machine.environment.isEndless .| machine.hasErred(.environment1)
      .| machine.hasErred(.outOfFuel)
    result = D.Word.select(isEndless, D.Word(constant: UInt64(Errno.EBUSY.rawValue)), result)
    machine.environment.world.result = D.half(result)
    machine.environment.world.ghost.endless = machine.environment.world.ghost.endless .| isEndless
    if machine.error.constant == 0 { return }
    let findings: [(D.Bit, WritableKeyPath<Ghost<D>, D.Bit>)] = [
      (machine.hasErred(.uninitialisedRead), \.uninitialised),
      (
        machine.hasErred(.nullDereference) .| machine.hasErred(.outOfBounds)
          .| machine.hasErred(.invalidPointer), \.wildPointer
      ),
      (
        machine.hasErred(.bug) .| machine.hasErred(.shiftTooFar) .| machine.hasErred(.division)
          .| machine.hasErred(.missingReturn),
        \.undefined
      ),
      (
        machine.hasErred(.noModel) .| machine.hasErred(.dropped) .| machine.hasErred(.unsupported)
          .| machine.hasErred(.tooDeep) .| machine.hasErred(.environment2), \.notUnderstood
      ),
    ]
    for (bit, field) in findings {
      machine.environment.world.ghost[keyPath: field] =
        machine.environment.world.ghost[keyPath: field] .| bit
    }
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
