// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import KernelWalk
import RangeFault
import Specification
import Synchronization

/// A check of many seeds against one target.
public struct Campaign: Sendable {
  public var target: Target
  public var profile: Profile
  /// Seeds `first` ..< `first + count`, wrapping around at 2^64.
  public var first: UInt64
  public var count: UInt64
  /// Clauses that are judged; the others count as kept.
  public var clauses: ClauseSet
  /// Threads: 1 or more. What is found does not depend on it.
  public var jobs: Int
  /// Whether it is counted which lines of a kernel's text run.
  public var countsLines = true
  /// The variation of each seed that is run; 0 for the seeds themselves.
  public var variation: UInt64 = 0
  /// Whether seeds that reach something new in the text are varied.
  public var isGuided = true

  public init(
    revision: Revision, profile: Profile? = nil, first: UInt64 = 0, count: UInt64,
    clauses: ClauseSet = .promises, jobs: Int = 1
  ) {
    self.init(
      .revision(revision), profile: profile, first: first, count: count, clauses: clauses,
      jobs: jobs)
  }

  public init(
    _ target: Target, profile: Profile? = nil, first: UInt64 = 0, count: UInt64,
    clauses: ClauseSet = .promises, jobs: Int = 1
  ) {
    self.target = target
    self.profile = profile ?? Profile(target)
    self.first = first
    self.count = count
    self.clauses = clauses
    self.jobs = jobs
  }

  public var revision: Revision { target.revision }

  /// What a check came to.
  public struct Outcome: Sendable {
    /// Smallest clause first, then smallest seed.
    public var findings: [Finding] = []
    public var coverage = Coverage()
    /// Seeds run; fewer than asked for where the check was stopped.
    public var seeds: UInt64 = 0
    public var violatingSeeds: UInt64 = 0
    /// Seeds that could not be judged, and why.
    public var undetermined: UInt64 = 0
    public var unjudged: [UnjudgedCount] = []
    /// Seeds on which a WARN of a kernel's text fired: no clause forbids it, and the text says itself
    /// that it is wrong then.
    public var warned: UInt64 = 0
    /// The first of them.
    public var firstWarned: UInt64?
    /// Variations run of seeds that reached something new, and those that did so themselves.
    public var variations: UInt64 = 0
    public var reaching: [Draw] = []
    /// Which lines and branches ran; nil for a revision, and where they were not counted.
    public var text: TextCoverage?

    public init() {}
  }

  /// The progress of a check, and the way to stop it, for other threads.
  public final class Control: Sendable {
    private let stopped = Atomic<Bool>(false)
    private let finished = Atomic<UInt64>(0)

    public init() {}

    /// Ends the check at the next chunk of seeds.
    public func stop() { stopped.store(true, ordering: .relaxed) }
    public var isStopped: Bool { stopped.load(ordering: .relaxed) }
    /// Seeds run so far.
    public var seeds: UInt64 { finished.load(ordering: .relaxed) }

    func add(_ seeds: UInt64) { finished.wrappingAdd(seeds, ordering: .relaxed) }
  }

  /// Runs the check and shrinks what it finds.
  ///
  /// - Throws: ``Shrinker/Unstable`` where a case did not replay to the same verdict.
  public func run(control: Control = Control()) throws -> Outcome {
    try outcome(Lanes(self).run(control))
  }

  /// The variations that reach something new in the text, beside the seeds, and all that runs of it:
  /// what another text is to be run on that is compared with this one.
  public func recorded(
    control: Control = Control()
  ) -> (variations: [Draw], counts: KernelCounts) {
    if target.kernel == nil { return ([], KernelCounts()) }
    var campaign = self
    campaign.clauses = ClauseSet()
    let harvest = Lanes(campaign).run(control)
    return (harvest.reaching.sorted { $0.isBefore($1, from: first) }, harvest.counts)
  }

  /// Shrinks the least case of each reason that was met.
  private func outcome(_ harvest: Harvest) throws -> Outcome {
    var outcome = Outcome()
    outcome.coverage = harvest.coverage
    if countsLines { outcome.text = try target.kernel?.coverage(harvest.counts) }
    outcome.seeds = harvest.seeds
    outcome.violatingSeeds = harvest.violatingSeeds
    outcome.undetermined = harvest.undetermined
    outcome.unjudged = harvest.unjudged.counts(from: first)
    outcome.warned = harvest.warned
    outcome.firstWarned = harvest.firstWarned.map { first &+ $0 }
    var findings = FindingList()
    var generator = Generator(profile: profile)
    var diagnosis = Diagnosis(target)
    outcome.variations = harvest.variations
    outcome.reaching = harvest.reaching.sorted { $0.isBefore($1, from: first) }
    for (reason, sighting) in harvest.reasons.sorted(by: { $0.value.isBefore($1.value) }) {
      let draw = Draw(seed: first &+ sighting.offset, variation: sighting.variation)
      var found = try finding(generator.scenario(draw), reason.clause, &diagnosis)
      (found.seed, found.variation, found.seeds) = (draw.seed, draw.variation, sighting.seeds)
      findings.add(found)
    }
    outcome.findings = findings.sorted
    return outcome
  }
}
