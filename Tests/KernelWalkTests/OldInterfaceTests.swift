// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import RangeFault
import Specification
import Testing

/// Texts that are called as kernels before 5.8 were: found to be so by what they have, and run.
@Suite struct OldInterfaceTests {
  #if DEBUG
    static let seeds: UInt64 = 1000
  #else
    static let seeds: UInt64 = 50_000
  #endif

  private static func findings(
    _ fixture: OldFixture, _ edits: [(String, String)] = [], only clauses: ClauseSet = .all
  ) throws -> [Finding] {
    let campaign = Campaign(
      Target(try fixture.kernel(edits)), count: seeds, clauses: clauses, jobs: 2)
    let outcome = try campaign.run()
    #expect(outcome.undetermined == 0)
    return outcome.findings
  }

  private static func breaks(
    _ clause: String, _ fixture: OldFixture, _ edits: [(String, String)]
  ) throws -> Bool {
    let clauses = try #require(ClauseSet(ids: [clause]))
    return try !findings(fixture, edits, only: clauses).isEmpty
  }

  private static func ids(_ findings: [Finding]) -> [String] {
    Set(findings.map(\.clause)).sorted().map { Contract.clauses[$0].id }
  }

  /// What the interfaces cannot tell is all that is broken: whose device memory it is, and with
  /// flags, that requests mean nothing to a snapshot.
  @Test(arguments: OldFixture.allCases)
  func theFixtureHolds(_ fixture: OldFixture) throws {
    let findings = try Self.findings(fixture)
    let known = fixture == .flags ? ["C6", "C7", "C9", "C12", "C13"] : ["C9", "C12"]
    #expect(Self.ids(findings) == known)
    for finding in findings {
      let isForeign = finding.scenario.ptes.contains { KindSet.foreignPrivatePTE.contains($0) }
      #expect(isForeign || finding.scenario.snapshotCall, "\(finding)")
    }
  }

  /// Each text is run through its own entries, so that a mistake in either is seen.
  @Test(arguments: OldFixture.allCases)
  func aDroppedLockThatIsNotTold(_ fixture: OldFixture) throws {
    #expect(try Self.breaks("C19", fixture, [("return -EAGAIN;", "return -EFAULT;")]))
  }

  @Test(arguments: [OldFixture.sevenArguments, .threeArguments])
  func aSnapshotThatFaults(_ fixture: OldFixture) throws {
    #expect(
      try Self.breaks(
        "C14", fixture,
        [
          (
            "struct sweep sweep = { .range = range };",
            "struct sweep sweep = { .range = range, .wants = 1 };"
          )
        ]))
  }

  @Test(arguments: [OldFixture.sevenArguments, .threeArguments, .oneVMA, .registered])
  func blockIsHandedOver(_ fixture: OldFixture) throws {
    #expect(try Self.breaks("C19", fixture, [("!block)", "block)")]))
  }

  // MARK: What is found in the text

  /// Nothing of it depends on what the tree says that it is.
  @Test(arguments: OldFixture.allCases, [nil, KernelVersion(4, 14), KernelVersion(6, 12)])
  func theTextTells(_ fixture: OldFixture, _ version: KernelVersion?) throws {
    let files = try fixture.files()
    let other = KernelFiles(
      name: files.name, place: files.place, version: version, walk: files.walk,
      header: files.header)
    let kernel = try Fixture.kernel(other)
    var convention = kernel.interface.convention
    #expect(convention.tablesVanish == (version != KernelVersion(4, 14)))
    convention.tablesVanish = false
    #expect(convention == fixture.convention)
    let revision = Target(kernel).revision
    #expect(revision.name == fixture.like(version))
    #expect(revision.ways.walksHugetlb == (fixture == .registered || fixture == .flags))
  }

  @Test(arguments: [
    (
      OldFixture.oneVMA, "hmm_vma_get_pfns(", "hmm_vma_pfns(",
      "the text defines no hmm_range_fault, nor hmm_vma_fault and hmm_vma_get_pfns as before 5.2"
    ),
    (
      .oneVMA, "hmm_vma_fault(struct hmm_range *range,",
      "hmm_vma_fault(int a, int b, struct hmm_range *range, ",
      "hmm_vma_fault takes 4 arguments; kernels have it with 2 or 3 or 7"
    ),
    (
      .oneVMA, "hmm_vma_get_pfns(struct hmm_range *range)",
      "hmm_vma_get_pfns(struct hmm_range *range, int a)",
      "hmm_vma_get_pfns takes 2 arguments; kernels have it with 1 or 5"
    ),
    (
      .registered, "hmm_range_fault(struct hmm_range *range,",
      "hmm_range_fault(struct hmm_range *range, int a, ",
      "hmm_range_fault takes 3 arguments; kernels have it with 1 or 2"
    ),
    (
      .registered, "hmm_range_snapshot(", "hmm_range_look(",
      "the text's linux/hmm.h defines no HMM_FAULT_SNAPSHOT"
    ),
  ])
  func aCallThatIsNotKnown(
    _ fixture: OldFixture, _ old: String, _ new: String, _ problem: String
  ) throws {
    #expect(throws: KernelProblem(problem)) { try fixture.kernel([(old, new)]) }
  }

  @Test(arguments: [
    (
      OldFixture.oneVMA, "HMM_PFN_SPECIAL }", "HMM_PFN_SPECIAL = 16 }",
      "HMM_PFN_SPECIAL is no index into the arrays that a driver supplies"
    ),
    (.oneVMA, "HMM_PFN_NONE,", "", "the text's linux/hmm.h defines no HMM_PFN_NONE"),
    (
      .sevenArguments, "HMM_PFN_SHIFT 7", "HMM_PFN_SHIFT 25",
      "HMM_PFN_SHIFT leaves no room for a frame of 40 bits in a word of 64"
    ),
  ])
  func aFormatThatIsNotKnown(
    _ fixture: OldFixture, _ old: String, _ new: String, _ problem: String
  ) throws {
    let files = try fixture.files()
    let header = files.header.replacing(old, with: new)
    try #require(header != files.header)
    #expect(throws: KernelProblem(problem)) {
      try Fixture.kernel(
        KernelFiles(
          name: files.name, place: files.place, version: files.version,
          walk: files.walk, header: header))
    }
  }

  // MARK: In both domains

  @Test(arguments: OldFixture.allCases)
  func knownScenariosRunAlike(_ fixture: OldFixture) throws {
    let kernel = try fixture.kernel()
    var generator = Generator(
      profile: Profile(revision: Target(kernel).revision, maximumPages: 6))
    var concrete = KernelWalk<Concrete>(kernel)
    for seed in UInt64(0)..<40 {
      let scenario = generator.scenario(seed: seed)
      concrete.load(scenario)
      concrete.call(pass: 1)
      let expected = SymbolicTests.Course(concrete.world)
      ExpressionGraph.with { _ in
        var symbolic = KernelWalk<Symbolic>(kernel)
        symbolic.load(scenario)
        symbolic.call(pass: 1)
        #expect(SymbolicTests.Course(symbolic.world) == expected, "\(scenario)")
        #expect(symbolic.finding == concrete.finding)
      }
    }
  }
}

extension OldFixture {
  /// How the interface speaks.
  fileprivate var convention: Convention {
    var convention: Convention
    switch self {
    case .sevenArguments, .threeArguments:
      convention = Convention(
        encoding: .fixedLow, busy: .EAGAIN, lockDropped: .EAGAIN, clearsOnError: true,
        hasMask: false, requestsPerPage: false, hasSnapshotEntry: true)
    case .oneVMA:
      convention = Convention(
        encoding: .driver, busy: .EAGAIN, lockDropped: .EAGAIN, clearsOnError: true,
        hasMask: false, hasSnapshotEntry: true)
    case .registered:
      convention = Convention(
        encoding: .driver, lockDropped: .EAGAIN, returnsCount: true, clearsOnError: true,
        hasSnapshotEntry: true)
    case .flags:
      convention = Convention(
        encoding: .driver, lockDropped: .EAGAIN, returnsCount: true, clearsOnError: true)
    }
    convention.encoding.name = "the text's"
    return convention
  }

  /// The revision that stands for kernels that are called so.
  fileprivate func like(_ version: KernelVersion?) -> String {
    switch self {
    case .sevenArguments, .threeArguments: "v4.16"
    case .oneVMA: version == KernelVersion(4, 14) ? "v4.17" : "v5.0"
    case .registered: "v5.2"
    case .flags: version == KernelVersion(4, 14) ? "v5.4" : "v5.6"
    }
  }
}
