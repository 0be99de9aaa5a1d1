// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// Whether this call takes no page's request into account.
  @inlinable @inline(__always)
  var isSnapshot: Bool { !has(.noSnapshotCall) && world.snapshotCall }

  /// The page's request as its word holds it now: an output that was stored too early is read as
  /// a request here, as in the kernel.
  @inlinable @inline(__always)
  public func request(_ page: Int) -> D.Word {
    let word = world.convention.requestsPerPage ? world.pages[page].word : world.pages[page].input
    return (word & world.pfnFlagsMask) | world.defaultFlags
  }

  /// The decision on one page.
  @inlinable @inline(__always)
  func need(_ page: Int, _ cpu: CPUFlags<D>) -> Need<D> { need(request(page), cpu) }

  @inlinable @inline(__always)
  func need(_ request: D.Word, _ cpu: CPUFlags<D>) -> Need<D> {
    if isSnapshot { return Need() }
    return revision.needFault(request, cpu, world.convention)
  }

  /// Follows hmm_range_need_fault, mm/hmm.c: the decision on pages `from` ..< `to` of one state.
  @inlinable
  public func rangeNeed(_ from: D.Word, _ to: Int, _ cpu: CPUFlags<D>) -> Need<D> {
    var need = Need<D>()
    if isSnapshot { return need }
    let union = has(.rangeNeedIsUnion)
    loop(
      from: from, to: to, &need,
      while: { need, _ in .!(union ? need.write : need.fault) }
    ) { need, page in
      let one = self.need(page, cpu)
      need.fault = need.fault .| one.fault
      need.write = need.write .| one.write
    }
    return need
  }
}
