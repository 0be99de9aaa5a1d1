// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// The memory that the text shares with others: the pfn array, and the page tables, where every load
// is a moment at which another thread may act.
extension KernelWorld {
  public static func load(_ object: Int, _ cell: D.Word, _ machine: inout M) -> D.Word {
    let objects = machine.environment.objects
    let layout = machine.environment.world.layout
    switch object {
    case objects.pfns:
      return read(cell, layout.count, &machine) { machine, page in
        machine.environment.world.pages[page].word
      }
    case objects.ptes:
      return read(cell, layout.count, &machine) { machine, page in
        let entry = machine.environment.world.loadPTE(page)
        mark(machine)
        return word(entry)
      }
    case objects.pmds, objects.hugePMDs:
      if let known = machine.environment.known, cell.constant == UInt64(known.pmd) {
        return known.word
      }
      noteLook(&machine, at: cell, .text(machine.callerSite))
      let found = read(cell, machine.environment.world.pmds.count, &machine) { machine, pmd in
        let entry = machine.environment.world.loadPMD(pmd)
        mark(machine)
        return word(entry)
      }
      noteLoad(&machine, .text(machine.callerSite))
      machine.environment.known = cell.constant.map { KnownPMD(pmd: Int($0), word: found) }
      return found
    case objects.puds, objects.hugePUDs:
      return read(cell, machine.environment.world.puds.count, &machine) { machine, pud in
        // Under its lock a PUD does not change between two looks at it.
        let world = machine.environment.world
        if object == objects.puds, world.ghost.pageTableLock.constant != false {
          return word(world.puds[pud])
        }
        let entry = machine.environment.world.loadPUD(pud)
        mark(machine)
        return word(entry)
      }
    default:
      machine.fail(.unsupported)
      return 0
    }
  }

  public static func store(
    _ object: Int, _ cell: D.Word, _ value: D.Word, _ machine: inout M
  ) {
    // Nothing that walks a range may write to a page table.
    guard object == machine.environment.objects.pfns else {
      machine.fail(.unsupported)
      return
    }
    let site = machine.callerSite
    onIndex(cell, machine.environment.world.count, &machine) { machine, page in
      machine.environment.sites?.stores[page] = site
      machine.environment.world.store(page, value)
      mark(machine)
    }
  }

  /// Notes where in the text the latest step of the trace comes from.
  static func mark(_ machine: M) {
    guard let sites = machine.environment.sites, let trace = machine.environment.world.trace else {
      return
    }
    sites.steps[trace.steps.count - 1] = machine.callerSite
  }

  // MARK: Places

  /// What `body` reads at a cell, which must be below `count`.
  private static func read(
    _ cell: D.Word, _ count: Int, _ machine: inout M, _ body: (inout M, Int) -> D.Word
  ) -> D.Word {
    var found: D.Word = 0
    onIndex(cell, count, &machine) { machine, index in
      let value = body(&machine, index)
      found = D.Word.select(cell .== D.Word(constant: UInt64(index)), value, found)
    }
    return found
  }

  static func onIndex(
    _ cell: D.Word, _ count: Int, _ machine: inout M, _ body: (inout M, Int) -> Void
  ) {
    if let known = cell.constant {
      if known < UInt64(count) {
        body(&machine, Int(known))
      } else {
        machine.fail(.outOfBounds)
      }
      return
    }
    machine.fail(.outOfBounds, where: cell .>= D.Word(constant: UInt64(count)))
    for index in 0..<count {
      branch(cell .== D.Word(constant: UInt64(index)), &machine) { body(&$0, index) }
    }
  }

  /// Runs `body` for the entry of `object` that `pointer` points to.
  static func onEntry(
    _ pointer: D.Word, _ object: Int, _ count: Int, _ machine: inout M,
    _ body: (inout M, Int) -> Void
  ) {
    onIndex(pointer &- Self.pointer(object), count, &machine, body)
  }
}
