// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// The kinds of entries, and the classes that they fall into.
@Suite struct KindTests {
  @Test func namesRoundTrip() {
    for kind in Kind.allCases {
      #expect(Kind(name: kind.name) == kind)
      #expect(kind.name.allSatisfy { "abcdefghijklmnopqrstuvwxyz-".contains($0) })
    }
    #expect(Set(Kind.allCases.map(\.name)).count == Kind.allCases.count)
    #expect(Kind.foreignPrivateReadOnly.name == "foreign-private-read-only")
    for name in ["", "None", "read_only", "readOnly", "none ", "hugetlb"] {
      #expect(Kind(name: name) == nil)
    }
    for outcome in FaultOutcome.allCases {
      #expect(FaultOutcome(name: outcome.name) == outcome)
    }
    #expect(FaultOutcome.segmentationFault.name == "segmentation-fault")
    #expect(FaultOutcome(name: "busError") == nil)
  }

  @Test func kindsFitAWord() {
    #expect(Kind.allCases.count <= 64)
    #expect(Kind.allCases.map(\.rawValue) == (0..<UInt8(Kind.allCases.count)).map { $0 })
  }

  // MARK: Where a kind can stand

  @Test func placesPartitionTheKinds() {
    let places = [KindSet.pte, .pmd, .pud, .hugetlb]
    for kind in Kind.allCases {
      let count = places.count { $0.contains(kind) }
      switch kind {
      case .none: #expect(count == 4)
      case .table: #expect(count == 2)
      default: #expect(count == 1, "\(kind.name)")
      }
    }
  }

  /// The classes of PTEs: each kind but none is in one of them, or is alone.
  @Test func classesPartitionThePTEs() {
    let classes: [KindSet] = [
      [.none], .presentPTE, [.swap], [.migration], .ownPrivatePTE, .foreignPrivatePTE,
      [.deviceExclusive], [.hwpoison], .markerPTE,
    ]
    expectPartition(classes, of: .pte)
    expectPartition(
      [[.readOnly], [.writable], [.zeroPage], .specialPTE, .devmapPTE, .numaPTE], of: .presentPTE)
    expectPartition([.ownPrivatePTE, .foreignPrivatePTE], of: .devicePrivatePTE)
  }

  @Test func classesPartitionTheOthers() {
    expectPartition(
      [[.none], [.table], .hugePMD, [.hugeMigration], .devicePrivatePMD, [.hugeOther], [.bad]],
      of: .pmd)
    expectPartition([[.none], [.table], .leafPUD, [.pudNonPresent]], of: .pud)
    expectPartition(
      [
        [.none], .presentHugetlb, [.hugetlbMigration], [.hugetlbPoison], [.hugetlbMarkerUffdWp],
        [.hugetlbMarkerPoison],
      ], of: .hugetlb)
    #expect(KindSet.devmapPMD.isWithin(.hugePMD))
    #expect(KindSet.ownPrivatePMD.isWithin(.devicePrivatePMD))
  }

  private func expectPartition(_ classes: [KindSet], of whole: KindSet) {
    let union = classes.reduce(KindSet()) { $0.union($1) }
    #expect(union == whole)
    #expect(classes.reduce(0) { $0 + $1.members.count } == whole.members.count)
  }

  // MARK: What a kind allows

  /// A kind's name says what it allows.
  @Test func namesTellTheAccess() {
    for kind in Kind.allCases {
      let name = kind.name
      let foreign = name.contains("foreign")
      let host = !name.contains("private") && !foreign
      let numa = name.contains("numa")
      let writable = name.hasSuffix("writable")
      let readable = writable || name.hasSuffix("read-only") || kind == .zeroPage
      #expect(KindSet.cpuWritable.contains(kind) == (writable && host && !numa), "\(name)")
      #expect(KindSet.cpuReadable.contains(kind) == (readable && host && !numa), "\(name)")
      let own = !host && !foreign
      #expect(KindSet.ownPrivate.contains(kind) == own, "\(name)")
      #expect(KindSet.ownPrivateWritable.contains(kind) == (own && writable), "\(name)")
      #expect(KindSet.needWritableVMA.contains(kind) == writable, "\(name)")
    }
    #expect(KindSet.cpuWritable.isWithin(.cpuReadable))
  }

  @Test func announcedAreThoseThatMapSomething() {
    for kind in Kind.allCases {
      #expect(KindSet.announced.contains(kind) == EventTests.mapsSomething(kind), "\(kind.name)")
    }
    #expect(KindSet.cpuReadable.union(.ownPrivate).isWithin(.announced))
  }

  // MARK: Sets

  @Test func setsOfKinds() {
    for first in Kind.allCases {
      #expect(KindSet.one(first) == [first])
      for last in Kind.allCases where last.rawValue >= first.rawValue {
        let members = Kind.allCases.filter { first.rawValue...last.rawValue ~= $0.rawValue }
        #expect(KindSet.span(first, through: last).members == members)
      }
    }
    let set: KindSet = [.none, .swap, .bad]
    #expect(set.subtracting([.swap, .table]).members == [.none, .bad])
    for kind in Kind.allCases {
      #expect(UInt8(kind).isIn(set) == set.contains(kind))
      #expect((UInt8(kind) .== .swap) == (kind == .swap))
    }
    #expect(!UInt8(200).isIn(KindSet(rawValue: .max)))
  }
}

extension KindSet {
  fileprivate func isWithin(_ other: KindSet) -> Bool { rawValue & ~other.rawValue == 0 }
}
