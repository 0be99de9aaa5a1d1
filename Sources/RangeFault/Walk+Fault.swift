// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// Records that pages `from` ..< `to` are to be faulted, and stops the walk there.
  ///
  /// Follows hmm_vma_fault, mm/hmm.c, v5.8 (before 5.7: hmm_vma_walk_hole_), as far as it runs
  /// before the first fault.
  ///
  /// - Parameter page: any page of the VMA that holds them.
  @inlinable
  mutating func fault(
    _ from: D.Word, _ to: D.Word, _ need: Need<D>, _ cpu: CPUFlags<D>, in page: Int
  ) {
    last = from
    let denied =
      D.Bit(constant: has(.vmWriteCheck)) .& need.write .& .!world.vmaAllows(page, .write)
    branch(denied, &self) {
      $0.stop(.EPERM)
    } else: { walk in
      // Whatever the handler still holds, it holds while the pages are faulted.
      walk.world.maySleep()
      walk.pend(from, to, need, cpu)
    }
  }

  /// Leaves pages to be faulted once the walk is back in the restart loop.
  @inlinable
  mutating func pend(_ from: D.Word, _ to: D.Word, _ need: Need<D>, _ cpu: CPUFlags<D>) {
    restart(at: from)
    pending.active = true
    pending.from = from
    pending.to = to
    pending.write = need.write
    pending.cpuValid = cpu.valid
    pending.cpuWrite = cpu.write
  }

  /// Performs what the walk has recorded, at the one place where it can be.
  @inlinable
  mutating func performPending() {
    branch(pending.active, &self) { walk in
      let fault = walk.pending
      walk.pending = PendingFault()
      walk.faulted = false
      loop(
        from: fault.from, to: walk.world.count, &walk,
        while: { walk, page in
          (walk.number(page) .< fault.to) .& (walk.status .== D.Half(constant: Self.restart))
            .& .!walk.faulted
        }
      ) { $0.faultOne($1, fault) }
    }
  }

  @inlinable
  mutating func faultOne(_ page: Int, _ fault: PendingFault<D>) {
    if !has(.faultKeepsRequests) { reportNone(page) }
    var need = Need<D>(fault: true, write: fault.write)
    if has(.faultsOnlyRequested) {
      need = self.need(page, CPUFlags(valid: fault.cpuValid, write: fault.cpuWrite))
    }
    let mayDrop = world.mayDropLock && revision.ways.canDropLock
    branch(need.fault, &self) { walk in
      let answer = walk.world.handleMMFault(
        page, write: need.write, mayDrop: mayDrop || !walk.has(.allowRetryOnRequest))
      branch(answer .!= 0, &walk) { $0.faultFailed(page, answer) }
      // What a fault brings is only known by looking again.
      walk.faulted = D.Bit(constant: walk.has(.faultsOneByOne))
    }
  }

  /// The fault handler did not resolve a page.
  @inlinable
  mutating func faultFailed(_ page: Int, _ answer: D.Byte) {
    func isA(_ result: FaultResult) -> D.Bit {
      answer .== D.Byte(constant: UInt64(result.rawValue))
    }
    branch(isA(.retry), &self) { walk in
      // The lock is gone: the caller is told so by a code of its own.
      walk.stop(walk.has(.retryCode) ? .EAGAIN : .EBUSY)
    } else: { walk in
      if !walk.has(.errorSetsNothing) { walk.reportError(page) }
      branch(isA(.outOfMemory), &walk) { walk in
        walk.stop(walk.has(.outOfMemoryReported) ? .ENOMEM : .EFAULT)
      } else: {
        $0.stop(.EFAULT)
      }
    }
  }

  /// An entry cannot be made what was asked: the call fails. Before 5.7 some ways out marked the
  /// word as well.
  @inlinable
  mutating func fail(_ page: Int, special: Bool = false) {
    if !has(.errorSetsNothing) {
      if special { reportSpecial(page) } else { reportError(page) }
    }
    stop(.EFAULT)
  }
}
