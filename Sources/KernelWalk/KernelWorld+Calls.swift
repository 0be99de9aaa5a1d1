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
    objects.registration = machine.allocate("hmm")
    if machine.environment.interface.format != nil {
      let cells = KernelInterface.DriverFormat.cells
      objects.flags = machine.allocate(cells: cells, isInitialised: false)
      objects.values = machine.allocate(cells: cells, isInitialised: false)
    }
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
    machine.environment.tags = [
      objects.range: "hmm_range", objects.notifier: "mmu_interval_notifier",
      objects.mm: "mm_struct", objects.ownMap: "dev_pagemap", objects.foreignMap: "dev_pagemap",
      objects.ownPage: "page", objects.foreignPage: "page", objects.page: "page",
    ]
    if let registration = objects.registration { machine.environment.tags[registration] = "hmm" }
    if let data = objects.data { machine.environment.tags[data] = "hmm_vma_walk" }
    machine[objects.ownMap, "dev_pagemap", "owner"] = pointer(objects.owner)
    machine[objects.foreignMap, "dev_pagemap", "owner"] = pointer(objects.stranger)
    machine[objects.ownPage, "page", "pgmap"] = pointer(objects.ownMap)
    machine[objects.foreignPage, "page", "pgmap"] = pointer(objects.foreignMap)
    machine[objects.notifier, "mmu_interval_notifier", "mm"] = pointer(objects.mm)
    if let registration = objects.registration { prepareRegistration(registration, &machine) }
  }

  /// Instructions that a call may run. A round of a few pages takes some four thousand; one that comes
  /// to a loop without end makes a formula of all that it does there.
  private static func fuel(_ environment: Self) -> Int {
    guard case .wholeCall = environment.plan else { return 100_000 }
    return 2_000_000 + 20_000 * environment.world.count * max(environment.world.walkBudget, 1)
  }

  /// Sets the range, the VMAs and the record for a call on the environment's world.
  static func prepare(_ machine: inout M) {
    machine.error = 0
    machine.fuel = fuel(machine.environment)
    machine.environment.isEndless = false
    machine.environment.endlessSite = nil
    machine.environment.known = nil
    machine.environment.sequence = 0
    machine.environment.sites?.reset(machine.environment.world.count)
    let layout = machine.environment.world.layout
    // Far enough from 0 for what lies before the range, and aligned as the range is.
    machine.environment.objects.base =
      UInt64(8 << layout.geometry.pudShift + layout.start) << 12
    prepareVMAs(&machine)
    prepareRange(&machine)
  }

  /// Sets the members of the range, as far as the text's range has them.
  private static func prepareRange(_ machine: inout M) {
    let environment = machine.environment
    let (fields, objects, world) = (
      environment.interface.range, environment.objects, environment.world
    )
    func set(_ cell: Int?, _ value: D.Word, _ machine: inout M) {
      if let cell { machine[objects.range, cell] = value }
    }
    set(fields.notifier, pointer(objects.notifier), &machine)
    set(fields.sequence, 0, &machine)
    if !environment.interface.fault.hasBounds {
      set(fields.start, D.Word(constant: environment.address(0)), &machine)
      set(fields.end, D.Word(constant: environment.address(world.count)), &machine)
      set(fields.pfns, pointer(objects.pfns), &machine)
      set(fields.vma, vma(environment), &machine)
    }
    set(fields.defaultFlags, world.defaultFlags, &machine)
    set(fields.mask, world.pfnFlagsMask, &machine)
    set(fields.owner, pointer(objects.owner), &machine)
    set(fields.registration, objects.registration.map { pointer($0) } ?? 0, &machine)
    // An invalidation that begins while the call runs has ended before the call can see it, and
    // leaves the range valid; the one that was under way goes on.
    set(fields.valid, truth(.!(world.invalidatedBefore .& world.invalidated)), &machine)
    set(fields.flags, pointer(objects.flags), &machine)
    set(fields.values, pointer(objects.values), &machine)
    set(fields.pfnShift, D.Word(constant: UInt64(world.convention.encoding.pfnShift)), &machine)
    set(fields.pageShift, 12, &machine)
    if let format = environment.interface.format { prepareFormat(format, &machine) }
  }

  /// Fills the arrays that the model's driver supplies.
  private static func prepareFormat(
    _ format: KernelInterface.DriverFormat, _ machine: inout M
  ) {
    let encoding = machine.environment.world.convention.encoding
    let objects = machine.environment.objects
    machine[objects.flags, format.valid] = D.Word(constant: encoding.valid)
    machine[objects.flags, format.write] = D.Word(constant: encoding.write)
    if let cell = format.devicePrivate {
      machine[objects.flags, cell] = D.Word(constant: encoding.devicePrivate)
    }
    machine[objects.values, format.error] = D.Word(constant: encoding.error)
    machine[objects.values, format.none] = D.Word(constant: encoding.none)
    if let cell = format.special {
      machine[objects.values, cell] = D.Word(constant: encoding.special)
    }
  }

  /// Sets what the text keeps of an address space with a mirror.
  private static func prepareRegistration(_ object: Int, _ machine: inout M) {
    guard let fields = machine.environment.interface.registration else { return }
    let objects = machine.environment.objects
    if let cell = fields.mm { machine[object, cell] = pointer(objects.mm) }
    if let cell = fields.isDead { machine[object, cell] = 0 }
    if let cell = fields.notifierOperations { machine[object, cell] = pointer(objects.task) }
    if let cell = fields.notifierMM { machine[object, cell] = pointer(objects.mm) }
    machine[objects.mm, "mm_struct", "hmm"] = pointer(object)
  }

  /// Takes down what the call answered, and what went wrong in it.
  static func finish(_ machine: inout M, _ answer: D.Word) {
    var result = D.Word(constant: 255)
    for code in Errno.allCases {
      let isThis = answer .== (code == .success ? 0 : negative(code))
      result = D.Word.select(isThis, D.Word(constant: UInt64(code.rawValue)), result)
    }
    if machine.environment.world.convention.returnsCount {
      let isCount = .!answer.has(D.Word(constant: 1 << 63))
      result = D.Word.select(isCount, 0, result)
      machine.environment.world.resultPages = D.Word.select(isCount, answer, 0)
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
          .| machine.hasErred(.missingReturn) .| machine.hasErred(.uninitialisedRead),
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
}
