// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// Pages `from` ..< `to` of one VMA, or of a gap, without a page table.
  ///
  /// Follows hmm_vma_walk_hole, mm/hmm.c, v5.8.
  @inlinable
  mutating func hole(_ from: D.Word, _ to: Int, gap: Bool) {
    let need = rangeNeed(from, to, CPUFlags())
    branch(need.fault, &self) { walk in
      if !gap {
        walk.fault(from, walk.number(to), need, CPUFlags(), in: to &- 1)
      } else if walk.has(.holeWithoutVMA) {
        walk.failGap(from, to)
      } else {
        // The null pointer reaches the fault handler.
        walk.pend(from, walk.number(to), need, CPUFlags())
      }
    } else: { walk in
      let isError = gap && walk.has(.gapIsError)
      walk.fill(from, to) { isError ? $0.reportError($1) : $0.reportNone($1) }
      // From 5.7 on a gap is filled without a word on how far the walk came.
      if !isError { walk.reached(from) }
    }
  }

  /// Pages that no VMA covers were asked for.
  @inlinable
  mutating func failGap(_ from: D.Word, _ to: Int) {
    last = from
    if !has(.errorSetsNothing) { onFirst(from, to) { $0.reportError($1) } }
    stop(.EFAULT)
  }
}
