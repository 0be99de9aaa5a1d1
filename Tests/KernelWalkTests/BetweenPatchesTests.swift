// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import KernelWalk
import Testing

/// The state between the last two patches of spring 2020: success is 0 already, special pages are
/// errors already, and the driver still supplies flags, values and shift.
@Suite struct BetweenPatchesTests {
  private static func files(returning type: String = "int") throws -> KernelFiles {
    let before = OldFixture.flags
    let end = "return ret ? ret : (sweep.last - range->start) >> PAGE_SHIFT;"
    let files = try before.files(
      says: KernelVersion(5, 7),
      [
        (
          "long hmm_range_fault(struct hmm_range *range, unsigned int flags)\n{",
          "\(type) hmm_range_fault(struct hmm_range *range)\n{"
        ),
        ("sweep.only_looks = flags & HMM_FAULT_SNAPSHOT;", ""),
        ("flags & HMM_FAULT_ALLOW_RETRY)", "false)"),
        (end, type == "int" ? "return ret;" : end),
        ("if (request & flags[HMM_PFN_DEVICE_PRIVATE])\n\t\twants |= 4;", ""),
        ("if (may & 4)\n\t\ttold |= flags[HMM_PFN_DEVICE_PRIVATE];", ""),
      ])
    let header = files.header
      .replacing(", HMM_PFN_SPECIAL }", with: " }").replacing(
        ", HMM_PFN_DEVICE_PRIVATE }", with: " }"
      )
      .replacing("#define HMM_FAULT_ALLOW_RETRY (1 << 0)\n", with: "")
      .replacing("#define HMM_FAULT_SNAPSHOT (1 << 1)\n", with: "")
    #expect(!header.contains("SPECIAL") && !header.contains("HMM_FAULT"))
    return KernelFiles(
      name: files.name, place: files.place, version: files.version, walk: files.walk,
      header: header)
  }

  @Test func itIsReadAsItIs() throws {
    let convention = try Fixture.kernel(Self.files()).interface.convention
    #expect(!convention.returnsCount && !convention.clearsOnError)
    #expect(convention.lockDropped == nil && convention.hasMask)
    #expect(convention.encoding.special == 0)
    #expect(convention.encoding.pfnShift == 12)
    // A patch earlier it counts pages.
    #expect(try Fixture.kernel(Self.files(returning: "long")).interface.convention.returnsCount)
  }

  /// What the fixture's interface cannot tell aside.
  @Test func itIsJudged() throws {
    for type in ["int", "long"] {
      let campaign = Campaign(
        Target(try Fixture.kernel(Self.files(returning: type))), count: 1000, jobs: 2)
      let outcome = try campaign.run()
      #expect(outcome.undetermined == 0)
      #expect(Set(outcome.findings.map(\.clauseID)).isSubset(of: ["C9", "C12"]), "\(type)")
      #expect(outcome.coverage.exercised.allSatisfy { $0 >= 0 })
    }
  }
}
