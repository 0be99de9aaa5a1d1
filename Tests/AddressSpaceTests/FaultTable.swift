// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What a fault call makes of an entry.
struct Effect: Equatable {
  enum Page { case kept, fresh, zero }

  var kind: Kind?
  var page = Page.kept
  var announced = false
  var result = FaultResult.resolved

  /// Resolved, and everything is as it was.
  static let nothing = Effect()
  static func fails(_ result: FaultResult) -> Effect { Effect(result: result) }
  /// The page is one that was not there before.
  static func brings(_ kind: Kind) -> Effect { Effect(kind: kind, page: .fresh) }
  /// The page stays; what is allowed changes.
  static func grants(_ kind: Kind) -> Effect { Effect(kind: kind) }
  /// The page gives way to another, and its users are told.
  static func replaces(_ kind: Kind) -> Effect {
    Effect(kind: kind, page: .fresh, announced: true)
  }
  static let zeroPage = Effect(kind: .zeroPage, page: .zero)
}

/// What faults make of one entry.
struct FaultRow {
  var kind: Kind
  var level: Level
  var read: Effect
  var write: Effect

  init(_ kind: Kind, _ level: Level, read: Effect, write: Effect) {
    self.kind = kind
    self.level = level
    self.read = read
    self.write = write
  }

  init(_ kind: Kind, _ level: Level, both: Effect) {
    self.init(kind, level, read: both, write: both)
  }

  /// Writable anonymous memory: every entry there is outside hugetlb VMAs.
  static let anonymous: [FaultRow] = [
    FaultRow(.none, .pte, read: .zeroPage, write: .brings(.writable)),
    FaultRow(.readOnly, .pte, read: .nothing, write: .replaces(.writable)),
    FaultRow(.writable, .pte, both: .nothing),
    FaultRow(.zeroPage, .pte, read: .nothing, write: .replaces(.writable)),
    FaultRow(.specialReadOnly, .pte, read: .nothing, write: .replaces(.writable)),
    FaultRow(.specialWritable, .pte, both: .nothing),
    FaultRow(.devmapReadOnly, .pte, read: .nothing, write: .grants(.devmapWritable)),
    FaultRow(.devmapWritable, .pte, both: .nothing),
    FaultRow(.numaReadOnly, .pte, both: .grants(.readOnly)),
    FaultRow(.numaWritable, .pte, both: .grants(.writable)),
    FaultRow(.swap, .pte, read: .brings(.readOnly), write: .brings(.writable)),
    FaultRow(.migration, .pte, both: .brings(.writable)),
    FaultRow(.devicePrivateReadOnly, .pte, both: .replaces(.writable)),
    FaultRow(.devicePrivateWritable, .pte, both: .replaces(.writable)),
    FaultRow(.foreignPrivateReadOnly, .pte, both: .replaces(.writable)),
    FaultRow(.foreignPrivateWritable, .pte, both: .replaces(.writable)),
    FaultRow(
      .deviceExclusive, .pte, both: Effect(kind: .writable, page: .kept, announced: true)),
    FaultRow(.hwpoison, .pte, both: .fails(.poison)),
    FaultRow(.markerUffdWp, .pte, read: .brings(.readOnly), write: .brings(.writable)),
    FaultRow(.markerPoison, .pte, both: .fails(.poison)),
    FaultRow(.markerGuard, .pte, both: .fails(.segmentationFault)),

    FaultRow(.none, .pmd, read: .zeroPage, write: .brings(.writable)),
    // Writing breaks a shared huge page up.
    FaultRow(.hugeReadOnly, .pmd, read: .nothing, write: .replaces(.writable)),
    FaultRow(.hugeWritable, .pmd, both: .nothing),
    FaultRow(.hugeNuma, .pmd, both: .grants(.hugeWritable)),
    FaultRow(.hugeDevmapReadOnly, .pmd, read: .nothing, write: .grants(.hugeDevmapWritable)),
    FaultRow(.hugeDevmapWritable, .pmd, both: .nothing),
    FaultRow(.hugeMigration, .pmd, both: .brings(.hugeWritable)),
    FaultRow(.hugePrivateReadOnly, .pmd, both: .replaces(.hugeWritable)),
    FaultRow(.hugePrivateWritable, .pmd, both: .replaces(.hugeWritable)),
    FaultRow(.hugeForeignReadOnly, .pmd, both: .replaces(.hugeWritable)),
    FaultRow(.hugeForeignWritable, .pmd, both: .replaces(.hugeWritable)),
    FaultRow(.hugeOther, .pmd, both: .fails(.busError)),
    FaultRow(.bad, .pmd, both: .fails(.busError)),

    FaultRow(.none, .pud, read: .zeroPage, write: .brings(.writable)),
    FaultRow(.pudReadOnly, .pud, read: .nothing, write: .grants(.pudWritable)),
    FaultRow(.pudWritable, .pud, both: .nothing),
    FaultRow(.pudNonPresent, .pud, read: .zeroPage, write: .brings(.writable)),
  ]

  /// A huge page of hugetlb, writable.
  static let hugetlb: [FaultRow] = [
    FaultRow(.none, .pmd, read: .brings(.hugetlbReadOnly), write: .brings(.hugetlbWritable)),
    FaultRow(.hugetlbReadOnly, .pmd, read: .nothing, write: .replaces(.hugetlbWritable)),
    FaultRow(.hugetlbWritable, .pmd, both: .nothing),
    FaultRow(.hugetlbNuma, .pmd, both: .grants(.hugetlbWritable)),
    FaultRow(.hugetlbMigration, .pmd, both: .brings(.hugetlbWritable)),
    FaultRow(.hugetlbPoison, .pmd, both: .fails(.poison)),
    FaultRow(
      .hugetlbMarkerUffdWp, .pmd, read: .brings(.hugetlbReadOnly),
      write: .brings(.hugetlbWritable)),
    FaultRow(.hugetlbMarkerPoison, .pmd, both: .fails(.poison)),
  ]

  /// A read-only VMA: what was to become writable becomes readable, and a write that the VMA
  /// forbids does nothing at all.
  var inReadOnlyVMA: FaultRow {
    var row = self
    row.write = .nothing
    switch read.kind {
    case .writable: row.read.kind = .readOnly
    case .hugeWritable: row.read.kind = .hugeReadOnly
    default: break
    }
    return row
  }
}
