// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

extension Convention {
  /// How a text's interface speaks, by what it is handed.
  init(
    _ program: Program, _ calls: (fault: KernelCall, snapshot: KernelCall?),
    _ range: KernelInterface.RangeFields, _ format: KernelInterface.DriverFormat?,
    _ source: KernelFiles
  ) throws(KernelProblem) {
    let encoding =
      if let format {
        Encoding(format)
      } else if program.constant("HMM_PFN_SHIFT") != nil {
        try Encoding(low: program)
      } else {
        try Encoding(high: program)
      }
    self.init(encoding: encoding)
    // Names tell the ages apart: hmm_vma_fault was the call until -EBUSY took the place of -EAGAIN.
    let isNamedForVMA = calls.snapshot != nil && range.mask == nil
    busy = isNamedForVMA ? .EAGAIN : .EBUSY
    lockDropped = calls.fault.hasBlock || calls.fault.hasFlags ? .EAGAIN : nil
    // Success was 0 again before the format was fixed.
    returnsCount = format != nil && !isNamedForVMA && !program.returnsInt(calls.fault.function)
    clearsOnError = calls.snapshot != nil || calls.fault.hasFlags
    hasMask = range.mask != nil
    requestsPerPage = !calls.fault.hasWrite
    hasSnapshotEntry = calls.snapshot != nil
    tablesVanish = source.tablesVanish
  }
}

extension Encoding {
  /// What the model's driver supplies, as the text can tell it.
  init(_ format: KernelInterface.DriverFormat) {
    self = format.devicePrivate == nil ? .lateDriver : .driver
    if format.special == nil { special = 0 }
    name = "the text's"
  }

  /// The format of fixed flags above or among the bits of the frame (5.8 on), as the text's own
  /// header defines it.
  init(high program: Program) throws(KernelProblem) {
    self = .fixedHigh
    name = "the text's"
    valid = try program.known("HMM_PFN_VALID")
    write = try program.known("HMM_PFN_WRITE")
    error = try program.known("HMM_PFN_ERROR")
    let shift = program.constant("HMM_PFN_ORDER_SHIFT")
    if let shift, shift > 59 {
      throw KernelProblem("HMM_PFN_ORDER_SHIFT leaves no room for an order in a word of 64 bits")
    }
    orderShift = shift.map { Int($0) }
    let carried = ["HMM_PFN_DMA_MAPPED", "HMM_PFN_P2PDMA", "HMM_PFN_P2PDMA_BUS"]
      .map { program.constant($0) ?? 0 }
    // What is carried from input to output the kernel itself says, where it says it.
    sticky = program.constant("HMM_PFN_INOUT_FLAGS") ?? carried.reduce(0, |)
    let flags = program.flags("HMM_PFN_")
    other = flags & ~(valid | write | error | sticky)
    let devicePrivate = (program.constant("HMM_PFN_DEVICE_PRIVATE") ?? 0) & sticky
    if zip(carried, [PfnWord.dmaMapped, PfnWord.p2pdma, PfnWord.p2pdmaBus])
      .contains(where: { $0 & sticky != 0 && $0 != $1 }) || devicePrivate != 0
    {
      moved.dmaMapped = carried[0] & sticky
      moved.p2pdma = carried[1] & sticky
      moved.p2pdmaBus = carried[2] & sticky
      moved.devicePrivate = devicePrivate
    }
    let field = program.constant("HMM_PFN_FLAGS").map { ~$0 } ?? ((1 << (shift ?? 61)) - 1)
    pfn = field & ~(flags | sticky)
  }

  /// The format of fixed flags below the frame (4.14 to 4.16).
  init(low program: Program) throws(KernelProblem) {
    self = .fixedLow
    name = "the text's"
    let shift = try program.known("HMM_PFN_SHIFT")
    if shift > 24 {
      throw KernelProblem("HMM_PFN_SHIFT leaves no room for a frame of 40 bits in a word of 64")
    }
    pfnShift = Int(shift)
    pfn = ~0 << shift
    valid = try program.known("HMM_PFN_VALID")
    write = try program.known("HMM_PFN_WRITE")
    error = try program.known("HMM_PFN_ERROR")
    special = try program.known("HMM_PFN_SPECIAL")
    read = program.constant("HMM_PFN_READ") ?? 0
    none = program.constant("HMM_PFN_EMPTY") ?? 0
    devicePrivate =
      program.constant("HMM_PFN_DEVICE_UNADDRESSABLE") ?? program.constant("HMM_PFN_DEVICE_PRIVATE")
      ?? 0
  }
}
