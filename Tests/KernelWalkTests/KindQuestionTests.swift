// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

@testable import KernelWalk

/// What the kernel's questions are true of, kind by kind.
@Suite struct KindQuestionTests {
  private static func kinds(_ name: String) throws -> KindSet {
    try #require(KindQuestion.all.first { $0.name == name }, "\(name)").kinds
  }

  @Test func namesAreThereOnce() {
    let names = KindQuestion.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  /// What is neither present nor none is a leaf of one type, but for what no kernel could have
  /// written.
  @Test func aLeafHasOneType() throws {
    let types = try [
      "softleaf_is_swap", "softleaf_is_migration", "softleaf_is_device_private",
      "softleaf_is_device_exclusive", "softleaf_is_hwpoison", "softleaf_is_marker",
    ].map(Self.kinds)
    let none = try Self.kinds("softleaf_is_none")
    for kind in Kind.allCases where kind != .hugeOther && kind != .pudNonPresent {
      #expect(
        types.count { $0.contains(kind) } == (none.contains(kind) ? 0 : 1), "\(kind.name)")
    }
  }

  @Test func presentIsNoLeaf() throws {
    let none = try Self.kinds("softleaf_is_none")
    for name in ["pte_present", "pmd_present", "pud_present", "pte_none"] {
      #expect(try Self.kinds(name).subtracting(none) == [], "\(name)")
    }
    let absent = try Self.kinds("is_swap_pte").union(Self.kinds("is_swap_pmd"))
    #expect(absent.intersection(none) == [])
  }

  /// A marker is of one sort, and userfaultfd's markers are its own and poison.
  @Test func markers() throws {
    let sorts = try [
      "softleaf_is_uffd_wp_marker", "softleaf_is_poison_marker", "softleaf_is_guard_marker",
    ].map(Self.kinds)
    let all = try Self.kinds("pte_is_marker")
    #expect(try all == Self.kinds("softleaf_is_marker"))
    for kind in Kind.allCases {
      #expect(sorts.count { $0.contains(kind) } == (all.contains(kind) ? 1 : 0), "\(kind.name)")
    }
    #expect(try Self.kinds("pte_is_uffd_wp_marker") == sorts[0])
    #expect(try Self.kinds("pte_is_uffd_marker") == sorts[0].union(sorts[1]))
    #expect(try Self.kinds("pte_none_mostly") == all.union(.one(.none)))
  }

  @Test func leavesOfPMDs() throws {
    let valid = try Self.kinds("pmd_is_valid_softleaf")
    #expect(valid == KindSet.devicePrivatePMD.union([.hugeMigration]))
    #expect(try Self.kinds("softleaf_is_valid_pmd_entry").intersection(.pmd) == valid)
    #expect(
      try Self.kinds("softleaf_has_pfn")
        == valid.union(Self.kinds("softleaf_is_migration"))
        .union(Self.kinds("softleaf_is_device_private"))
        .union(Self.kinds("softleaf_is_device_exclusive"))
        .union(Self.kinds("softleaf_is_hwpoison")))
  }

  /// On x86 the special bit is also that of devmap entries.
  @Test func devmapIsSpecialOnX86() throws {
    #expect(try KindSet.devmapPTE.subtracting(Self.kinds("pte_special")) == [])
    #expect(try Self.kinds("pte_special").intersection(.presentPTE).contains(.writable) == false)
  }

  @Test(arguments: [
    ("is_migration_entry", "softleaf_is_migration"),
    ("is_device_private_entry", "softleaf_is_device_private"),
    ("is_writable_device_private_entry", "softleaf_is_device_private_write"),
    ("is_device_exclusive_entry", "softleaf_is_device_exclusive"),
    ("is_hwpoison_entry", "softleaf_is_hwpoison"), ("is_pte_marker_entry", "softleaf_is_marker"),
    ("is_pfn_swap_entry", "softleaf_has_pfn"), ("is_pmd_migration_entry", "pmd_is_migration_entry"),
    ("is_guard_swp_entry", "softleaf_is_guard_marker"),
    ("is_poisoned_swp_entry", "softleaf_is_poison_marker"), ("is_pte_marker", "pte_is_marker"),
    ("pmd_leaf", "pmd_is_leaf"), ("pud_leaf", "pud_is_leaf"),
  ])
  func oldAndNewNamesAreTheSame(_ old: String, _ new: String) throws {
    #expect(try Self.kinds(old) == Self.kinds(new))
  }

  /// The type and the marker as numbers agree with the questions.
  @Test func numbersOfLeaves() throws {
    for kind in Kind.allCases {
      let entry = UInt64(kind.rawValue) | 0x1234 << 8
      let type = KernelWorld<Concrete>.leafType(entry)
      let names: [UInt64: String] = [
        1: "softleaf_is_swap", 7: "softleaf_is_device_exclusive", 8: "softleaf_is_hwpoison",
        9: "softleaf_is_marker",
      ]
      for (number, name) in names {
        #expect((type == number) == (try Self.kinds(name).contains(kind)), "\(kind.name)")
      }
      #expect([2, 3, 4].contains(type) == (try Self.kinds("softleaf_is_migration").contains(kind)))
      #expect(
        [5, 6].contains(type) == (try Self.kinds("softleaf_is_device_private").contains(kind)))
      let marker = KernelWorld<Concrete>.marker(entry)
      #expect((marker == 1) == (try Self.kinds("softleaf_is_uffd_wp_marker").contains(kind)))
      #expect((marker == 2) == (try Self.kinds("softleaf_is_poison_marker").contains(kind)))
      #expect((marker == 4) == (try Self.kinds("softleaf_is_guard_marker").contains(kind)))
    }
  }

  /// Poison is told apart where the text asks for it.
  @Test func poisonIsAnErrorOfItsOwnIfAsked() {
    func errno(_ fault: UInt64, _ flags: UInt64) -> Int64 {
      Int64(bitPattern: KernelWorld<Concrete>.errno(of: fault, flags: flags))
    }
    #expect(errno(0x10, 0) == -14 && errno(0x20, 0) == -14)
    #expect(errno(0x10, 1 << 6) == -133 && errno(0x20, 1 << 6) == -133)
    #expect(errno(0x2, 1 << 6) == -14 && errno(0x40, 1 << 6) == -14)
    #expect(errno(1 | 0x10, 1 << 6) == -12 && errno(0x400, 0) == 0)
  }
}
