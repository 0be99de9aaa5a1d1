// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// Which function of the text is called, and what it is handed.
extension KernelWorld {
  /// Calls the text, as its documented caller would, on the environment's world.
  static func enter(_ machine: inout M) -> D.Word {
    let interface = machine.environment.interface
    let world = machine.environment.world
    // An empty range cannot be registered, and what is not registered is not walked.
    if interface.range.registration != nil, world.count == 0 { return negative(.EINVAL) }
    machine.environment.world.ghost.isOutside = true
    if let unlocked = interface.unlocked, world.takesLock { return call(unlocked, &machine) }
    guard let snapshot = interface.snapshot else { return call(interface.fault, &machine) }
    if world.snapshotCall { return call(snapshot, &machine) }
    if world.convention.requestsPerPage || world.count == 0 {
      return call(interface.fault, &machine)
    }
    // One request holds for all pages: who makes none takes a snapshot.
    let asks = world.pages[0].input.has(D.Word(constant: world.convention.encoding.valid))
    var (one, other): (D.Word, D.Word) = (0, 0)
    branch(asks, &machine) {
      one = call(interface.fault, &$0)
    } else: {
      other = call(snapshot, &$0)
    }
    return D.Word.select(asks, one, other)
  }

  private static func call(_ call: KernelCall, _ machine: inout M) -> D.Word {
    let arguments = call.arguments.map { argument($0, machine.environment) }
    return machine.call(call.function, arguments)
  }

  private static func argument(
    _ argument: KernelCall.Argument, _ environment: KernelWorld
  ) -> D.Word {
    let world = environment.world
    switch argument {
    case .range: return pointer(environment.objects.range)
    case .vma: return vma(environment)
    case .start: return D.Word(constant: environment.address(0))
    case .end: return D.Word(constant: environment.address(world.count))
    case .pfns: return pointer(environment.objects.pfns)
    case .write:
      if world.count == 0 { return 0 }
      return truth(world.pages[0].input.has(D.Word(constant: world.convention.encoding.write)))
    case .block: return world.mayDropLock ? 0 : 1
    case .timeout: return D.Word(constant: world.unlocked.timeout)
    case .flags(let snapshot, let allowRetry):
      return D.Word(
        constant: (world.snapshotCall ? snapshot : 0) | (world.mayDropLock ? allowRetry : 0))
    }
  }

  /// The VMA of the range, where the caller has to find it: null where there is none.
  static func vma(_ environment: KernelWorld) -> D.Word {
    let layout = environment.world.layout
    let bounds = layout.vmaBounds.firstIndex { layout.start < $0.end && $0.start <= layout.start }
    return bounds.map { pointer(environment.objects.vmas[$0]) } ?? 0
  }
}
