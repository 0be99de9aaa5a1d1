// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What holds of states, whoever made the step.
extension Monitor {
  /// P8: where no invalidation is running, no device entry allows what the CPU page table does not;
  /// and at no time can the device reach a frame that was freed.
  @inline(__always)
  static func judge(_ state: S, pages: Int, owner: Bool, _ broken: inout Word) {
    let isIdle = state.has(.active, 0)
    for page in 0..<pages {
      // Most states have nothing in the device's page table.
      branch(state[.device(page)] .!= Word(constant: 0), &broken) { broken in
        let exceeds = isIdle .& exceedsCPU(state, page, owner: owner)
        let isFreed = isFreed(state, page, state[.deviceFrame(page)])
        broken =
          broken
          | Word.select(exceeds, Word(constant: Property.p8.bit), Word(constant: 0))
          | Word.select(isFreed, Word(constant: Property.useAfterFree.bit), Word(constant: 0))
      }
    }
  }

  /// The driver has come to its end: it holds no lock.
  @inline(__always)
  static func ends(_ state: S, _ broken: inout Word) {
    let holds = state.isSet(.mmapHeld) .| state.has(.driverLock, 1)
    broken = broken | Word.select(holds, Word(constant: Property.locks.bit), Word(constant: 0))
  }

  /// P8 at the moment of a commit, whatever is running.
  @inline(__always)
  static func commits(_ state: S, _ page: Int, owner: Bool, _ broken: inout Word) {
    let maps = state[.device(page)] .!= Word(constant: 0)
    let exceeds = maps .& exceedsCPU(state, page, owner: owner)
    broken = broken | Word.select(exceeds, Word(constant: Property.p8.bit), Word(constant: 0))
  }

  /// Whether the device's entry of a page allows what the CPU's does not, or points elsewhere. An
  /// entry of the device's own memory allows what it grants.
  @inline(__always)
  static func exceedsCPU(_ state: S, _ page: Int, owner: Bool) -> Bit {
    let kind = state[.entry(page)]
    // As spans, not as literals: the compiler folds only these, and this is asked of every step.
    var readable: KindSet = .span(.readOnly, through: .zeroPage)
    var writable: KindSet = .one(.writable)
    if owner {
      readable = readable.union(.span(.devicePrivateReadOnly, through: .devicePrivateWritable))
      writable = writable.union(.one(.devicePrivateWritable))
    }
    let writes = state[.device(page)].has(Word(constant: SlotFlags.write))
    let isOther = state[.deviceFrame(page)] .!= state[.frame(page)]
    return isOther .| .!kind.isIn(readable) .| (writes .& .!kind.isIn(writable))
  }
}
