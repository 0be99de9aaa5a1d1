// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// `hmm_range_fault` of Linux 5.8 and the page walker around it, written by hand for machine
/// values only.
///
/// It shares with the generic walk the world, and nothing else: no domain, no revision, no closure.
/// That makes it the yardstick of what being generic costs, and a second opinion on 5.8. The order
/// of the loads is that of the kernel, since scripted events are keyed by the number of the load.
///
/// Pages are counted from the range's first page; a kernel's `addr` and `end` are a `Range<Int>`.
public struct Transcription {
  /// Load a scenario into it, with ``Encoding/fixedHigh``, before the first call.
  public var world = World<Concrete>()

  /// `hmm_vma_walk.last`: where the walk begins again.
  var last = 0
  /// `mm_walk.vma`: the number of the VMA that is walked; -1 in a gap.
  var vma = -1
  /// What the range asks for, kept for the call.
  var requests = Requests(defaultFlags: 0, pfnFlagsMask: 0)

  public init() {}

  /// Makes one call, the number `pass` (from 1) of its scenario, and records it in the world.
  public mutating func call(pass: Int) {
    world.beginCall(pass: pass)
    requests = Requests(defaultFlags: world.defaultFlags, pfnFlagsMask: world.pfnFlagsMask)
    let answer = rangeFault()
    world.result = UInt32(truncatingIfNeeded: answer.rawValue)
    world.resultPages = 0
    world.endCall()
  }

  /// `hmm_range_fault`.
  mutating func rangeFault() -> Errno {
    if world.count == 0 {
      // The sequence is looked at first; then walk_page_range refuses the range.
      return world.invalidated ? .EBUSY : .EINVAL
    }
    last = 0
    for _ in 0..<world.walkBudget {
      // mmu_interval_check_retry: a hint, read without a lock.
      if world.invalidated { return .EBUSY }
      world.beginWalk(from: UInt64(truncatingIfNeeded: last))
      let answer = walkRange()
      guard case .EBUSY = answer else { return answer }
    }
    // The kernel would go on for ever. What the last walk said stands for an answer.
    world.ghost.endless = true
    return .EBUSY
  }

  // MARK: Outputs

  /// `hmm_pfns_fill`.
  mutating func fill(_ pages: Range<Int>, _ word: UInt64) -> Errno {
    for page in pages { world.store(page, word) }
    return .success
  }

  /// The loop at the end of `hmm_vma_handle_pmd` and its kin: consecutive frames, with flags.
  mutating func report(_ pages: Range<Int>, pfn: UInt64, flags: UInt64) {
    var word = pfn | flags
    for page in pages {
      world.store(page, word)
      word &+= 1
    }
  }
}
