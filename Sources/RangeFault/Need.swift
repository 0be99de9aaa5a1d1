// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// What the CPU's page table allows, as the walk works it out from an entry.
public struct CPUFlags<D: Domain> {
  public var valid: D.Bit
  public var write: D.Bit
  /// Device memory; only the decisions from 4.17 to 5.6 know it.
  public var devicePrivate: D.Bit

  @inlinable @inline(__always)
  public init(valid: D.Bit = false, write: D.Bit = false, devicePrivate: D.Bit = false) {
    self.valid = valid
    self.write = write
    self.devicePrivate = devicePrivate
  }
}

/// The decision whether a page must be faulted, and whether for writing.
public struct Need<D: Domain>: Mergeable {
  public typealias Domain = D

  public var fault: D.Bit
  /// Implies `fault`.
  public var write: D.Bit

  @inlinable @inline(__always)
  public init(fault: D.Bit = false, write: D.Bit = false) {
    self.fault = fault
    self.write = write
  }

  @inlinable
  public mutating func merge(_ condition: D.Bit, else other: Need<D>) {
    fault.merge(condition, else: other.fault)
    write.merge(condition, else: other.write)
  }
}

extension Revision {
  /// Follows hmm_pte_need_fault, mm/hmm.c: decides from one page's request and CPU flags.
  ///
  /// - Parameter request: the request word as the interface forms it (word, mask and defaults).
  @inlinable @inline(__always)
  public func needFault<D: Domain>(
    _ request: D.Word, _ cpu: CPUFlags<D>, _ convention: Convention
  ) -> Need<D> {
    let encoding = convention.encoding
    let wantsFault = request.has(D.Word(constant: encoding.valid))
    let wantsWrite = request.has(D.Word(constant: encoding.write))
    let lacksWrite = wantsFault .& wantsWrite .& .!cpu.write
    let lacksValid = wantsFault .& (has(.needReadPolarity) ? .!cpu.valid : cpu.valid)
    var need = Need<D>(fault: lacksValid .| lacksWrite, write: lacksWrite)
    if !has(.needWritePolarity) {
      need = Need(fault: lacksValid .& .!lacksWrite, write: false)
    }
    if ways.devicePrivateRequests {
      let wantsBack = request.has(D.Word(constant: encoding.devicePrivate))
      need.fault = D.Bit.select(cpu.devicePrivate, wantsFault .& wantsBack, need.fault)
      need.write = D.Bit.select(
        cpu.devicePrivate, wantsFault .& wantsBack .& wantsWrite, need.write)
    }
    return need
  }
}
