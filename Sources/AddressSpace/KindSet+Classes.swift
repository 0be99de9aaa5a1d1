// SPDX-License-Identifier: GPL-2.0-or-later

// The classes of entries. They are written as ranges of the enumeration's raw values, so that the
// compiler folds each to one constant.

extension KindSet {
  @inlinable @inline(__always)
  public static func span(_ first: Kind, through last: Kind) -> KindSet {
    let upTo: UInt64 = (2 << UInt64(last.rawValue)) &- 1
    return KindSet(rawValue: upTo & ~((1 << UInt64(first.rawValue)) &- 1))
  }

  @inlinable @inline(__always)
  public static func one(_ kind: Kind) -> KindSet { KindSet(rawValue: 1 << UInt64(kind.rawValue)) }

  // MARK: Where a kind can stand

  /// Kinds of a PTE.
  @inlinable public static var pte: KindSet { span(.none, through: .markerGuard) }
  /// Kinds of a PMD outside hugetlb VMAs.
  @inlinable public static var pmd: KindSet { span(.table, through: .bad).union(one(.none)) }
  /// Kinds of a PUD outside hugetlb VMAs.
  @inlinable public static var pud: KindSet {
    span(.pudReadOnly, through: .pudNonPresent).union(one(.none)).union(one(.table))
  }
  /// Kinds of the entry of a hugetlb page.
  @inlinable public static var hugetlb: KindSet {
    span(.hugetlbReadOnly, through: .hugetlbMarkerPoison).union(one(.none))
  }

  // MARK: What a kind is

  /// Present in the sense of pte_present, NUMA-hinting ones included; PTEs only.
  @inlinable public static var presentPTE: KindSet { span(.readOnly, through: .numaWritable) }
  @inlinable public static var specialPTE: KindSet {
    span(.specialReadOnly, through: .specialWritable)
  }
  /// PTEs of VMAs with IO or PFNMAP: what the driver maps there, and the copies that a private mapping
  /// makes of it when it is written.
  @inlinable public static var inSpecialVMA: KindSet {
    specialPTE.union(.one(.none)).union(span(.readOnly, through: .writable))
  }
  @inlinable public static var devmapPTE: KindSet {
    span(.devmapReadOnly, through: .devmapWritable)
  }
  @inlinable public static var numaPTE: KindSet { span(.numaReadOnly, through: .numaWritable) }
  @inlinable public static var ownPrivatePTE: KindSet {
    span(.devicePrivateReadOnly, through: .devicePrivateWritable)
  }
  @inlinable public static var foreignPrivatePTE: KindSet {
    span(.foreignPrivateReadOnly, through: .foreignPrivateWritable)
  }
  @inlinable public static var devicePrivatePTE: KindSet {
    ownPrivatePTE.union(foreignPrivatePTE)
  }
  @inlinable public static var markerPTE: KindSet { span(.markerUffdWp, through: .markerGuard) }
  /// PMDs that map memory of the host: pmd_present and a leaf.
  @inlinable public static var hugePMD: KindSet {
    span(.hugeReadOnly, through: .hugeDevmapWritable)
  }
  @inlinable public static var devmapPMD: KindSet {
    span(.hugeDevmapReadOnly, through: .hugeDevmapWritable)
  }
  @inlinable public static var ownPrivatePMD: KindSet {
    span(.hugePrivateReadOnly, through: .hugePrivateWritable)
  }
  @inlinable public static var devicePrivatePMD: KindSet {
    span(.hugePrivateReadOnly, through: .hugeForeignWritable)
  }
  @inlinable public static var leafPUD: KindSet { span(.pudReadOnly, through: .pudWritable) }
  /// hugetlb entries that are present in the sense of pte_present.
  @inlinable public static var presentHugetlb: KindSet {
    span(.hugetlbReadOnly, through: .hugetlbNuma)
  }

  // MARK: What a kind allows

  /// The CPU may write through these.
  @inlinable public static var cpuWritable: KindSet {
    one(.writable).union(one(.specialWritable)).union(one(.devmapWritable))
      .union(one(.hugeWritable)).union(one(.hugeDevmapWritable)).union(one(.pudWritable))
      .union(one(.hugetlbWritable))
  }
  /// The CPU may read through these.
  @inlinable public static var cpuReadable: KindSet {
    cpuWritable.union(one(.readOnly)).union(one(.zeroPage)).union(one(.specialReadOnly))
      .union(one(.devmapReadOnly)).union(one(.hugeReadOnly)).union(one(.hugeDevmapReadOnly))
      .union(one(.pudReadOnly)).union(one(.hugetlbReadOnly))
  }
  /// Device memory of the caller's own, which its device may read, and write.
  @inlinable public static var ownPrivate: KindSet { ownPrivatePTE.union(ownPrivatePMD) }
  @inlinable public static var ownPrivateWritable: KindSet {
    one(.devicePrivateWritable).union(one(.hugePrivateWritable))
  }
  /// Entries that would allow a write once they are made accessible; they need a writable VMA.
  @inlinable public static var needWritableVMA: KindSet {
    cpuWritable.union(one(.numaWritable)).union(ownPrivateWritable)
      .union(one(.foreignPrivateWritable)).union(one(.hugeForeignWritable))
  }
  /// Entries that hold a mapping whose loss the interval notifier must announce.
  @inlinable public static var announced: KindSet {
    presentPTE.union(devicePrivatePTE).union(one(.deviceExclusive)).union(hugePMD)
      .union(devicePrivatePMD).union(leafPUD).union(presentHugetlb).union(one(.table))
  }
}
