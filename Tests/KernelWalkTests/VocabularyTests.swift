// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import KernelWalk
import RangeFault
import Testing

/// Which entries a text can meet, and by which evidence.
@Suite struct VocabularyTests {
  static let swapops = "include/linux/swapops.h"
  static let leafops = "include/linux/leafops.h"

  /// The tree of our own with other headers, another version, and more of mm/hmm.c.
  static func kernel(
    version: KernelVersion?, headers: [String: String] = [:], more: String = "",
    off: [String] = []
  ) throws -> Kernel {
    let files = try Fixture.files()
    return try Fixture.kernel(
      KernelFiles(
        name: version.map { "\($0)" } ?? "tree", place: "tree", version: version,
        walk: files.walk + more, header: files.header, headers: headers), off: off)
  }

  private static func row(
    _ kind: Kind, _ version: KernelVersion?, _ headers: [String: String] = [:], more: String = "",
    off: [String] = []
  ) throws -> Vocabulary.Row {
    let kernel = try kernel(version: version, headers: headers, more: more, off: off)
    return try #require(kernel.interface.vocabulary.row(of: kind))
  }

  @Test func eachKindIsSpokenOfOnce() throws {
    let rows = try Self.kernel(version: KernelVersion(6, 12)).interface.vocabulary.rows
    for kind in Kind.allCases {
      #expect(rows.count { $0.kinds.contains(kind) } == 1, "\(kind.name)")
    }
  }

  @Test func aHeaderNamesWhatThereIs() throws {
    let text = "#define PTE_MARKER_GUARD 4\n"
    let row = try Self.row(.markerGuard, KernelVersion(6, 12), [Self.swapops: text])
    #expect(row.isGiven)
    #expect(row.reason == .named("PTE_MARKER_GUARD", header: Self.swapops))
    #expect(row.reason.description == "include/linux/swapops.h names PTE_MARKER_GUARD")
  }

  /// The header goes before the version, and its comments are no names.
  @Test(arguments: [
    "", "/* PTE_MARKER_GUARD\n * comes later */\n", "// PTE_MARKER_GUARD\n",
    "int PTE_MARKER_GUARDED;\n",
  ])
  func aHeaderThatDoesNotNameThem(_ text: String) throws {
    let row = try Self.row(.markerGuard, KernelVersion(6, 14), [Self.swapops: text])
    #expect(!row.isGiven)
    #expect(row.reason == .unnamed(headers: [Self.swapops]))
  }

  @Test func whatIsNamedAndNotMadeIsNotGiven() throws {
    let headers = [Self.leafops: "bool pmd_is_device_private_entry(pmd_t pmd);\n"]
    let early = try Self.row(.hugePrivateReadOnly, KernelVersion(6, 18), headers)
    #expect(!early.isGiven)
    #expect(
      early.reason.description.hasPrefix("named, but 6.18 creates none: only 6.19 and later do ("))
    #expect(try Self.row(.hugePrivateReadOnly, KernelVersion(6, 19), headers).isGiven)
    #expect(try Self.row(.hugePrivateReadOnly, nil, headers).isGiven)
  }

  /// What the text asks tells more than its version does.
  @Test func theTextAsksForThem() throws {
    let row = try Self.row(.deviceExclusive, KernelVersion(5, 10))
    #expect(row.isGiven)
    #expect(row.reason == .asked("is_device_exclusive_entry"))
  }

  @Test func theVersionComesLast() throws {
    for (version, isGiven) in [(KernelVersion(6, 12), false), (KernelVersion(6, 13), true)] {
      let row = try Self.row(.markerGuard, version)
      #expect(row.isGiven == isGiven)
      #expect(row.reason == .version(version, since: KernelVersion(6, 13), until: nil))
    }
    #expect(
      try Self.row(.markerGuard, KernelVersion(6, 12)).reason.description
        == "its version, 6.12, is before 6.13")
  }

  @Test func withoutAVersionANewKernelIsAssumed() throws {
    let row = try Self.row(.markerGuard, nil)
    #expect(row.isGiven && row.reason == .unknownVersion)
    #expect(try !Self.row(.hugeForeignWritable, nil).isGiven)
  }

  @Test func theConfigurationTakesThemAway() throws {
    for kind in [Kind.hugeWritable, .hugeMigration, .hugePrivateWritable, .pudWritable] {
      let row = try Self.row(
        kind, KernelVersion(7, 3), off: ["CONFIG_TRANSPARENT_HUGEPAGE"])
      #expect(!row.isGiven)
      #expect(row.reason == .switchedOff("CONFIG_TRANSPARENT_HUGEPAGE"), "\(kind.name)")
    }
  }

  /// VMAs of DAX were refused, to 5.1.
  @Test func aTextThatRefusesTheirVMAs() throws {
    let more = "\nbool f(struct vm_area_struct *vma) { return vma_is_dax(vma); }\n"
    let row = try Self.row(.devmapWritable, KernelVersion(5, 2), more: more)
    #expect(!row.isGiven && row.reason == .refused("vma_is_dax"))
    #expect(try Self.row(.devmapWritable, KernelVersion(5, 2)).isGiven)
  }

  /// The refusal speaks of the text, not of the port that it is like.
  @Test func aScenarioIsRefusedInTheTextsOwnTerms() throws {
    let target = Target(
      try Self.kernel(version: KernelVersion(6, 12), headers: [Self.swapops: ""]))
    var scenario = Scenario(count: 1)
    scenario.vmas = [VMA(start: 0, end: 16)]
    scenario.ptes = [.markerGuard]
    #expect(
      target.refusal(scenario)
        == "6.12 has no marker-guard entries: include/linux/swapops.h does not name them")
    scenario.ptes = [.writable]
    #expect(target.refusal(scenario) == nil)
  }

  /// A kernel whose headers cannot leave out the bits above a swap entry's offset has none there, so
  /// that a text that takes the offset as it is does nothing wrong.
  @Test(arguments: [
    ("unsigned long swp_offset_pfn(swp_entry_t entry);\n", true), ("", false),
    ("unsigned long swp_offset(swp_entry_t entry);\n", false),
  ])
  func bitsAboveAnOffset(_ header: String, _ isThere: Bool) throws {
    let target = Target(
      try Self.kernel(version: KernelVersion(6, 12), headers: [Self.swapops: header]))
    var scenario = Scenario(count: 1)
    scenario.vmas = [VMA(start: 0, end: 16)]
    scenario.ptes = [.devicePrivateReadOnly]
    scenario.accessedBits = true
    #expect(
      target.refusal(scenario)
        == (isThere
          ? nil
          : "6.12 has no accessed bits in swap entries: include/linux/swapops.h does not name them")
    )
    var generator = Generator(profile: Profile(target))
    let drawn = (0..<500 as Range<UInt64>).filter { generator.scenario(seed: $0).accessedBits }
    #expect(drawn.isEmpty != isThere)
  }

  /// The raw offset of a device-private entry is its frame on a kernel without such bits.
  @Test func theRawOffsetIsRightWhereThereAreNoBits() throws {
    let files = try Fixture.files([("swp_offset_pfn(entry)", "swp_offset(entry)")])
    for (header, isBroken) in [("", false), ("swp_offset_pfn", true)] {
      let kernel = try Fixture.kernel(
        KernelFiles(
          name: "6.12", place: "tree", version: files.version, walk: files.walk,
          header: files.header, headers: [Self.swapops: header]))
      let outcome = try Campaign(Target(kernel), count: 3000).run()
      #expect(outcome.findings.contains { $0.clauseID == "C9" } == isBroken, "\(header)")
    }
  }

  /// That ports of its age break a clause with such bits is not recorded of a text without.
  @Test func aCaseWithBitsIsNotRunWhereThereAreNone() throws {
    let path = Fixture.url.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Counterexamples/swap-offset-pfn.json")
    let kernel = try Self.kernel(version: KernelVersion(5, 15), headers: [Self.swapops: ""])
    let replay = Replay.run(path: path.path, on: Target(kernel))
    #expect(
      replay.result
        == .inapplicable(
          "5.15 has no accessed bits in swap entries: include/linux/swapops.h does not name them"))
  }

  @Test func theVersionTellsOfBitsWithoutHeaders() throws {
    for (version, isThere) in [(KernelVersion(6, 0), false), (KernelVersion(6, 1), true)] {
      #expect(
        try Self.kernel(version: version).interface.vocabulary.hasAccessedBits == isThere)
    }
  }

  // MARK: Seeds

  private static let changed: KindSet = KindSet.devicePrivatePMD.union([.markerGuard])

  /// Kinds beyond those of the port leave all else of a seed as it was; so do those that are missing.
  @Test func otherDrawsStayWhereTheyAre() throws {
    let port = try #require(Revision.named("v6.12"))
    var text = port
    text.drawn = port.kinds
    text.kinds = port.kinds.union(.devicePrivatePMD).subtracting([.markerGuard])
    var old = Generator(profile: Profile(revision: port))
    var new = Generator(profile: Profile(revision: text))
    var added = 0
    for seed in 0..<2000 as Range<UInt64> {
      let before = old.scenario(seed: seed)
      let after = new.scenario(seed: seed)
      #expect(after.isValid && text.refusal(after) == nil, "seed \(seed)")
      var same = after
      for index in same.pmds.indices where KindSet.devicePrivatePMD.contains(same.pmds[index]) {
        same.pmds[index] = before.pmds[index]
        added += 1
      }
      for index in same.ptes.indices where before.ptes[index] == .markerGuard {
        #expect(same.ptes[index] == .none)
        same.ptes[index] = .markerGuard
      }
      for index in same.events.indices where before.events[index].kind == .markerGuard {
        same.events[index].kind = .markerGuard
      }
      for index in same.events.indices
      where KindSet.devicePrivatePMD.contains(same.events[index].kind) {
        same.events[index].kind = before.events[index].kind
      }
      #expect(same == before, "seed \(seed)")
    }
    #expect(added > 200)
  }
}
