// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// What the text does to the world: faults, waits, locks and mappings.

/// FAULT_FLAG_* bits, x86-64.
private enum Flag {
  static let write: UInt64 = 1
  static let allowRetry: UInt64 = 4
}

extension KernelWorld {
  /// What handle_mm_fault answers, in the kernel's bits.
  private static var faultCodes: [(FaultResult, UInt64)] {
    [
      (.retry, 0x400), (.completed, 0x4000), (.outOfMemory, 1), (.busError, 2),
      (.segmentationFault, 0x40),
      (.poison, 0x10),
    ]
  }

  /// Arguments: VMA, address, flags, and whatever later kernels add.
  static func handleMMFault(_ arguments: ArgumentList<D>, _ machine: inout M) -> D.Word {
    let write = arguments[2].has(D.Word(constant: Flag.write))
    let drops = arguments[2].has(D.Word(constant: Flag.allowRetry))
    var answers: [(Int, D.Word)] = []
    let site = machine.callerSite
    if let surroundings = machine.environment.surroundings {
      surroundings.beforeFaults(&machine.environment.world)
    }
    let vma = arguments[0]
    onPage(arguments[1], &machine) { machine, page in
      machine.environment.sites?.faults[page] = site
      expect(vma, toHold: page, &machine)
      if machine.error.constant.map({ $0 != 0 }) == true { return }
      var code: D.Word = 0
      func fault(_ machine: inout M, mayDrop: Bool) {
        let answer = machine.environment.world.handleMMFault(page, write: write, mayDrop: mayDrop)
        mark(machine)
        refreshVMAs(&machine)
        for (result, bits) in faultCodes {
          let isThis = answer .== D.Byte(constant: UInt64(result.rawValue))
          let chosen = isThis .& (mayDrop ? drops : .!drops)
          code = D.Word.select(chosen, D.Word(constant: bits), code)
        }
      }
      // Where it is not known whether the lock may be dropped, both are followed.
      branch(drops, &machine) {
        fault(&$0, mayDrop: true)
      } else: {
        fault(&$0, mayDrop: false)
      }
      answers.append((page, code))
    }
    let page = machine.environment.page(arguments[1])
    return answers.reduce(0) {
      D.Word.select(page .== D.Word(constant: UInt64($1.0)), $1.1, $0)
    }
  }

  /// The handler follows its VMA, which must be that of the page.
  private static func expect(_ vma: D.Word, toHold page: Int, _ machine: inout M) {
    let layout = machine.environment.world.layout
    let piece = layout.pieces[layout.pieceOf[page]]
    machine.fail(.nullDereference, where: vma .== 0)
    if piece.isGap {
      machine.fail(.invalidPointer)
    } else {
      let isRight = vma .== pointer(machine.environment.objects.vmas[piece.vma])
      machine.fail(.invalidPointer, where: .!isRight)
    }
  }

  /// vm_fault_to_errno: -ENOMEM, -EFAULT for what cannot be had, 0 otherwise. Poison is told apart
  /// with FOLL_HWPOISON.
  static func errno(of fault: D.Word, flags: D.Word) -> D.Word {
    let isPoison = fault.has(D.Word(constant: 0x10 | 0x20))
    let tellsPoison = flags.has(D.Word(constant: 1 << 6))
    let impossible = fault.has(D.Word(constant: 0x2 | 0x40))
    let poison = D.Word.select(tellsPoison, negative(.EHWPOISON), negative(.EFAULT))
    return D.Word.select(
      fault.has(1), negative(.ENOMEM),
      D.Word.select(isPoison, poison, D.Word.select(impossible, negative(.EFAULT), 0)))
  }

  static func wait(_ address: D.Word, _ machine: inout M) {
    let site = machine.callerSite
    onPage(address, &machine) { machine, page in
      machine.environment.sites?.waits[page] = site
      machine.environment.world.waitForMigration(page)
      mark(machine)
    }
  }

  /// The pointer is into the PMDs.
  static func waitForPMD(_ pointer: D.Word, _ machine: inout M) {
    onEntry(
      pointer, machine.environment.objects.pmds, machine.environment.world.pmds.count, &machine
    ) { machine, pmd in
      let pages = machine.environment.world.layout.pages(ofPMD: pmd)
        .clamped(to: 0..<machine.environment.world.count)
      machine.environment.world.waitForHugeMigration(pages.lowerBound)
      mark(machine)
    }
  }

  /// pte_offset_map. Where page tables can go away, it looks at the PMD once more and may fail.
  static func offsetMap(_ pmd: D.Word, _ address: D.Word, _ machine: inout M) -> D.Word {
    let page = machine.environment.page(address)
    let entry = pointer(machine.environment.objects.ptes) &+ page
    if !machine.environment.world.convention.tablesVanish {
      machine.environment.world.map()
      return entry
    }
    let isTable = isA(machine.load(pmd), .one(.table))
    branch(isTable, &machine) { $0.environment.world.map() }
    return D.Word.select(isTable, entry, 0)
  }

  /// pud_trans_huge_lock: the lock, where the PUD is none of a table and of nothing.
  static func lockHugePUD(_ pud: D.Word, _ machine: inout M) -> D.Word {
    let isHuge = isA(machine.load(pud), KindSet.leafPUD.union(.one(.pudNonPresent)))
    branch(isHuge, &machine) { $0.environment.world.lockPageTable() }
    return D.Word.select(isHuge, pointer(machine.environment.objects.lock), 0)
  }
}
