// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// What an entry of a page table is, at any level.
///
/// One enumeration serves all levels, so that a set of kinds is one word (``KindSet``): at most 64.
/// "Own" device memory is that of the caller's `dev_private_owner`, "foreign" that of another.
public enum Kind: UInt8, CaseIterable, Sendable {
  // Any level.
  case none
  // PTE: present.
  case readOnly, writable
  case zeroPage
  case specialReadOnly, specialWritable
  case devmapReadOnly, devmapWritable
  /// Present, with the access taken away so that the next fault tells which node uses the page.
  case numaReadOnly, numaWritable
  // PTE: not present.
  case swap, migration
  case devicePrivateReadOnly, devicePrivateWritable
  case foreignPrivateReadOnly, foreignPrivateWritable
  case deviceExclusive, hwpoison
  case markerUffdWp, markerPoison, markerGuard
  // PMD and PUD: a table of the next level.
  case table
  // PMD.
  case hugeReadOnly, hugeWritable, hugeNuma
  case hugeDevmapReadOnly, hugeDevmapWritable
  case hugeMigration
  case hugePrivateReadOnly, hugePrivateWritable
  case hugeForeignReadOnly, hugeForeignWritable
  /// Not present, and none of the kinds above.
  case hugeOther
  /// Neither none nor a leaf nor a table that could be real.
  case bad
  // PUD.
  case pudReadOnly, pudWritable, pudNonPresent
  // The one entry of a page in a hugetlb VMA, at the level of its page size.
  case hugetlbReadOnly, hugetlbWritable, hugetlbNuma
  case hugetlbMigration, hugetlbPoison
  case hugetlbMarkerUffdWp, hugetlbMarkerPoison

  /// The name in files and reports: `device-private-read-only`.
  public var name: String { Kind.names[Int(rawValue)] }

  public init?(name: String) {
    guard let index = Kind.names.firstIndex(of: name) else { return nil }
    self = Kind.allCases[index]
  }

  private static let names: [String] = allCases.map { hyphenated($0) }
}

/// A set of kinds as a word: bit n stands for the kind with raw value n.
public struct KindSet: Equatable, Sendable, ExpressibleByArrayLiteral {
  public var rawValue: UInt64

  @inlinable @inline(__always)
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  @inlinable
  public init(arrayLiteral kinds: Kind...) {
    rawValue = kinds.reduce(0) { $0 | (1 << UInt64($1.rawValue)) }
  }

  @inlinable @inline(__always)
  public func contains(_ kind: Kind) -> Bool { kind.rawValue.isMember(of: rawValue) }

  @inlinable @inline(__always)
  public func union(_ other: KindSet) -> KindSet { KindSet(rawValue: rawValue | other.rawValue) }

  @inlinable @inline(__always)
  public func subtracting(_ other: KindSet) -> KindSet {
    KindSet(rawValue: rawValue & ~other.rawValue)
  }

  @inlinable @inline(__always)
  public func intersection(_ other: KindSet) -> KindSet {
    KindSet(rawValue: rawValue & other.rawValue)
  }

  /// The members, in the order of their declaration.
  public var members: [Kind] { Kind.allCases.filter(contains) }
}

extension VectorValue {
  /// The kind as a value of the domain.
  @inlinable @inline(__always)
  public init(_ kind: Kind) { self.init(constant: UInt64(kind.rawValue)) }

  @inlinable @inline(__always)
  public static func .== (left: Self, right: Kind) -> Bit { left .== Self(right) }

  @inlinable @inline(__always)
  public static func .!= (left: Self, right: Kind) -> Bit { left .!= Self(right) }

  /// Whether this kind is one of `set`.
  @inlinable @inline(__always)
  public func isIn(_ set: KindSet) -> Bit { isMember(of: set.rawValue) }
}
