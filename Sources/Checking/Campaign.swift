// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Dispatch
import KernelSource
import KernelWalk
import Logic
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

  /// Seeds that a thread takes at a time.
  static let chunk: UInt64 = 1024

  /// Runs the check and shrinks what it finds.
  ///
  /// - Throws: ``Shrinker/Unstable`` where a case did not replay to the same verdict.
  public func run(control: Control = Control()) throws -> Outcome {
    let results = Mutex<[Harvest]>([])
    let next = Atomic<UInt64>(0)
    DispatchQueue.concurrentPerform(iterations: max(jobs, 1)) { _ in
      let harvest = work(next, control)
      results.withLock { $0.append(harvest) }
    }
    var harvest = Harvest()
    for part in results.withLock({ $0 }) { harvest.merge(part) }
    return try outcome(harvest)
  }

  /// Takes chunks of seeds until none is left, or the check is stopped.
  private func work(_ next: borrowing Atomic<UInt64>, _ control: Control) -> Harvest {
    var harvest = Harvest()
    var walk = Runnable(target, counts: countsLines)
    var diagnosis = Diagnosis(target)
    var generator = Generator(profile: profile)
    var scenario = Scenario(count: 0)
    while !control.isStopped {
      let begin = next.wrappingAdd(Campaign.chunk, ordering: .relaxed).oldValue
      if begin >= count { break }
      let length = min(Campaign.chunk, count - begin)
      for offset in begin..<(begin + length) {
        let seed = first &+ offset
        generator.draw(seed: seed, into: &scenario)
        let verdict = walk.run(scenario)
        harvest.coverage.add(scenario, verdict)
        harvest.coverage.add(pages: scenario, walk.layout)
        if let reason = walk.unjudged(verdict) { harvest.leaveOut(reason, offset) }
        if verdict.warned { harvest.warn(offset) }
        let violated = verdict.violated.intersection(clauses)
        if !violated.isEmpty {
          harvest.violatingSeeds += 1
          harvest.record(offset, diagnosis.singleFixes(scenario, violated))
        }
      }
      harvest.seeds += length
      control.add(length)
    }
    harvest.counts = walk.takeCounts()
    return harvest
  }

  /// Shrinks one seed for each reason that was met, in the order of the seeds.
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
    for (reason, sighting) in harvest.reasons.sorted(by: { $0.value.offset < $1.value.offset }) {
      let seed = first &+ sighting.offset
      var shrinker = try Shrinker(
        generator.scenario(seed: seed), clause: reason.clause, target: target)
      shrinker.shrink()
      try shrinker.confirm()
      let remedy = diagnosis.remedy(shrinker.scenario, reason.clause)
      let found = Finding(
        clause: reason.clause, remedy: remedy, scenario: shrinker.scenario, seed: seed,
        seeds: sighting.seeds)
      findings.add(found)
    }
    outcome.findings = findings.sorted
    return outcome
  }
}

/// What one thread found.
struct Harvest: Sendable {
  /// A clause and the fixes that alone make its violation go away.
  struct Reason: Hashable, Sendable {
    var clause: Int
    var fixes: UInt64
  }

  struct Sighting: Sendable {
    /// The first seed, counted from the first of the check.
    var offset: UInt64
    var seeds: UInt64
  }

  var reasons: [Reason: Sighting] = [:]
  var coverage = Coverage()
  var counts = KernelCounts()
  var seeds: UInt64 = 0
  var violatingSeeds: UInt64 = 0
  var undetermined: UInt64 = 0
  var unjudged = UnjudgedTally()
  var warned: UInt64 = 0
  /// Counted from the first of the check.
  var firstWarned: UInt64?

  mutating func leaveOut(_ reason: Unjudged, _ offset: UInt64) {
    undetermined += 1
    unjudged.add(reason, offset: offset)
  }

  mutating func warn(_ offset: UInt64) {
    warned += 1
    firstWarned = min(firstWarned ?? offset, offset)
  }

  mutating func record(_ offset: UInt64, _ mends: [(clause: Int, fixes: FixSet)]) {
    for mend in mends {
      let reason = Reason(clause: mend.clause, fixes: mend.fixes.rawValue)
      add(reason, Sighting(offset: offset, seeds: 1))
    }
  }

  private mutating func add(_ reason: Reason, _ sighting: Sighting) {
    let known = reasons[reason] ?? Sighting(offset: sighting.offset, seeds: 0)
    reasons[reason] = Sighting(
      offset: min(known.offset, sighting.offset), seeds: known.seeds + sighting.seeds)
  }

  mutating func merge(_ other: Harvest) {
    for (reason, sighting) in other.reasons { add(reason, sighting) }
    coverage.merge(other.coverage)
    counts.merge(other.counts)
    seeds += other.seeds
    violatingSeeds += other.violatingSeeds
    undetermined += other.undetermined
    unjudged.merge(other.unjudged)
    warned += other.warned
    if let first = other.firstWarned { firstWarned = min(firstWarned ?? first, first) }
  }
}
