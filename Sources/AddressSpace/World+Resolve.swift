// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// What a resolved fault makes of an entry.
@usableFromInline
struct Resolution<D: Domain> {
  /// What the entry becomes; what it was where nothing changes.
  @usableFromInline var kind: D.Byte
  /// The page stays where it is.
  @usableFromInline var keepsFrame: D.Bit
  /// The handler announces the change to the interval notifier, as COW and device memory do.
  @usableFromInline var announces: D.Bit

  @inlinable
  init(kind: D.Byte) {
    self.kind = kind
    keepsFrame = false
    announces = false
  }

  /// Where `condition` holds, the entry becomes `kind`.
  @inlinable @inline(__always)
  mutating func take(
    _ condition: D.Bit, _ kind: D.Byte, keepsFrame: D.Bit = false, announces: D.Bit = false
  ) {
    self.kind = D.Byte.select(condition, kind, self.kind)
    self.keepsFrame = D.Bit.select(condition, keepsFrame, self.keepsFrame)
    self.announces = D.Bit.select(condition, announces, self.announces)
  }
}

extension World {
  /// Carries out a fault that the handler resolves: the entry, and what is announced.
  @inlinable
  mutating func resolve(_ page: Int, _ before: View<D>, write: D.Bit, _ outcome: D.Byte) {
    let denied = (write .& .!vmaAllows(page, .write)) .| .!vmaAllows(page, .read)
    let reuse = outcome .== D.Byte(constant: UInt64(FaultOutcome.reuse.rawValue))
    let huge = outcome .== D.Byte(constant: UInt64(FaultOutcome.resolveHuge.rawValue))
    let outcome = resolution(page, before.kind, write: write, reuse: reuse)
    branch(.!denied .& (outcome.kind .!= before.kind), &self) { world in
      switch world.layout.hugetlb(page) {
      case .pmd: world.resolveHugetlbPMD(page, outcome)
      case .pud: world.resolveHugetlbPUD(page, outcome)
      case .no: world.resolveEntry(page, before, outcome, write: write, huge: huge)
      }
      branch(outcome.announces, &world) { $0.invalidate() }
    }
  }

  /// What becomes of an entry of a kind.
  @inlinable
  func resolution(_ page: Int, _ kind: D.Byte, write: D.Bit, reuse: D.Bit) -> Resolution<D> {
    var next = Resolution<D>(kind: kind)
    // No entry of a VMA without READ allows a write.
    let writableVMA = vmaAllows(page, .write) .& vmaAllows(page, .read)
    func either(_ condition: D.Bit, _ a: Kind, _ b: Kind) -> D.Byte {
      D.Byte.select(condition, D.Byte(a), D.Byte(b))
    }
    func isA(_ a: Kind, _ others: Kind...) -> D.Bit {
      others.reduce(kind .== a) { $0 .| (kind .== $1) }
    }
    let marked = kind.isIn(.uffdWpMarkers)
    if layout.hugetlb(page) != .no {
      next.take(isA(.none) .| marked, either(write, .hugetlbWritable, .hugetlbReadOnly))
      next.take(
        isA(.hugetlbReadOnly) .& write, D.Byte(.hugetlbWritable), keepsFrame: reuse,
        announces: .!reuse)
      next.take(
        isA(.hugetlbNuma), either(writableVMA, .hugetlbWritable, .hugetlbReadOnly),
        keepsFrame: true)
      next.take(isA(.hugetlbMigration), either(writableVMA, .hugetlbWritable, .hugetlbReadOnly))
      return next
    }
    let fileBacked = vmaAllows(page, .file)
    let readMapping = D.Byte.select(fileBacked .| marked, D.Byte(.readOnly), D.Byte(.zeroPage))
    next.take(
      isA(.none, .pudNonPresent) .| marked, D.Byte.select(write, D.Byte(.writable), readMapping))
    next.take(isA(.swap), either(write, .writable, .readOnly))
    // Copy on write.
    let reused = reuse .& isA(.readOnly)
    next.take(
      (isA(.readOnly) .| isA(.zeroPage)) .& write, D.Byte(.writable), keepsFrame: reused,
      announces: .!reused)
    next.take(
      isA(.hugeReadOnly) .& write, D.Byte(.hugeWritable), keepsFrame: reuse, announces: .!reuse)
    // A write to memory that is not the kernel's: private mappings copy it, shared ones allow it.
    next.take(
      isA(.specialReadOnly) .& write, either(fileBacked, .specialWritable, .writable),
      keepsFrame: fileBacked, announces: .!fileBacked)
    next.take(isA(.devmapReadOnly) .& write, D.Byte(.devmapWritable), keepsFrame: true)
    next.take(isA(.hugeDevmapReadOnly) .& write, D.Byte(.hugeDevmapWritable), keepsFrame: true)
    next.take(isA(.pudReadOnly) .& write, D.Byte(.pudWritable), keepsFrame: true)
    // NUMA hinting: the access is given back.
    next.take(isA(.numaReadOnly), D.Byte(.readOnly), keepsFrame: true)
    next.take(isA(.numaWritable), D.Byte(.writable), keepsFrame: true)
    next.take(isA(.hugeNuma), either(writableVMA, .hugeWritable, .hugeReadOnly), keepsFrame: true)
    // The handler itself waits for a migration.
    next.take(isA(.migration), either(writableVMA, .writable, .readOnly))
    next.take(isA(.hugeMigration), either(writableVMA, .hugeWritable, .hugeReadOnly))
    // Device memory comes back; an exclusive mapping ends.
    next.take(
      kind.isIn(.devicePrivatePTE), either(writableVMA, .writable, .readOnly), announces: true)
    next.take(
      kind.isIn(.devicePrivatePMD), either(writableVMA, .hugeWritable, .hugeReadOnly),
      announces: true)
    next.take(
      isA(.deviceExclusive), either(writableVMA, .writable, .readOnly), keepsFrame: true,
      announces: true)
    return next
  }
}
