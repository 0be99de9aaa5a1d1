// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// The walk of one range: the implementation under test.
///
/// A handler decides and records; it never faults in place. What it wants faulted is ``pending``,
/// and performed once, when the walk has come back to the restart loop.
public struct Walk<D: Domain>: Mergeable, Subject {
  public typealias Domain = D

  public var revision: Revision {
    didSet { convention = revision.convention }
  }
  public var convention: Convention
  public var world: World<D>

  /// The cursor: the page at which the next walk begins. The kernel's hmm_vma_walk.last.
  public var last: D.Word = 0
  /// The number of the call in the caller's loop; known to all branches.
  public var pass = 1
  /// The page at which the walk that is running began.
  public var begin: D.Word = 0
  /// 0 while the walk goes on; what it stops with otherwise: an ``Errno``, or ``restart``.
  public var status: D.Half = 0
  public var pending = PendingFault<D>()
  /// The call was refused before anything was walked.
  public var refused: D.Bit = false
  /// A fault was performed that must be looked at before the next one.
  public var faulted: D.Bit = false
  /// The PMD under the walk changed while it was looked at: look again.
  public var again: D.Bit = false

  /// The walk's own way of asking for a restart (-EBUSY, or -EAGAIN, inside the kernel's walk).
  @inlinable public static var restart: UInt64 { Surroundings<D>.restart }

  /// What lies around the range that is walked; nil but in proofs.
  public var surroundings: Surroundings<D>?

  @inlinable
  public init(revision: Revision, world: World<D> = World()) {
    self.revision = revision
    self.convention = revision.convention
    self.world = world
  }

  @inlinable
  public mutating func merge(_ condition: D.Bit, else other: Walk<D>) {
    world.merge(condition, else: other.world)
    last.merge(condition, else: other.last)
    begin.merge(condition, else: other.begin)
    status.merge(condition, else: other.status)
    pending.merge(condition, else: other.pending)
    refused.merge(condition, else: other.refused)
    faulted.merge(condition, else: other.faulted)
    again.merge(condition, else: other.again)
  }

  @inlinable @inline(__always)
  func has(_ fix: Fix) -> Bool { revision.has(fix) }

  @inlinable @inline(__always)
  var goesOn: D.Bit { status .== 0 }

  @inlinable @inline(__always)
  func number(_ page: Int) -> D.Word { D.Word(constant: UInt64(page)) }

  @inlinable @inline(__always)
  mutating func stop(_ code: Errno) { status = D.Half(constant: UInt64(code.rawValue)) }

  /// A page outside of the range stops the walk.
  @inlinable
  mutating func take(_ stop: Surroundings<D>.Stop) {
    branch(stop.condition, &self) { walk in
      walk.status = stop.code
      walk.last = stop.last
      walk.world.ghost.outOfMemory = stop.isOutOfMemory
    }
  }

  @inlinable @inline(__always)
  mutating func restart(at page: D.Word) {
    last = page
    status = D.Half(constant: Self.restart)
  }
}

/// Pages that a handler wants faulted, and why.
public struct PendingFault<D: Domain>: Mergeable {
  public typealias Domain = D

  public var active: D.Bit = false
  /// Pages of the range: `from` ..< `to`.
  public var from: D.Word = 0
  public var to: D.Word = 0
  /// The decision for all of them together.
  public var write: D.Bit = false
  /// What the CPU allowed on them, for the decision on each.
  public var cpuValid: D.Bit = false
  public var cpuWrite: D.Bit = false

  @inlinable public init() {}

  @inlinable
  public mutating func merge(_ condition: D.Bit, else other: PendingFault<D>) {
    active.merge(condition, else: other.active)
    from.merge(condition, else: other.from)
    to.merge(condition, else: other.to)
    write.merge(condition, else: other.write)
    cpuValid.merge(condition, else: other.cpuValid)
    cpuWrite.merge(condition, else: other.cpuWrite)
  }
}
