// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import RangeFault
import Reporting
import Specification

/// `hmmcheck check`, and `hmmcheck` without a subcommand.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks random scenarios, after the regression corpus (the default).")

  enum GeometryName: String, CaseIterable, ExpressibleByArgument {
    case small
    case x86 = "x86-64"
  }

  @Option(
    help: ArgumentHelp("How many scenarios: \(SeedCount.hint).", valueName: "n"))
  var seeds: SeedCount?

  @Option(
    help: ArgumentHelp(
      "The first seed; the others follow it. S+K: variation K of each.", valueName: "s"))
  var seed = SeedOrVariation(value: 0)

  @Option(
    help: ArgumentHelp("Stops after this time: 90, 90s, 5m or 1h.", valueName: "t"))
  var time: TimeLimit?

  @OptionGroup var subject: SubjectOptions

  @Option(
    name: .customLong("only"),
    help: ArgumentHelp(
      "Judges these clauses only, as in C6,C7 (see list clauses).", valueName: "clauses"))
  var only: [String] = []

  @Flag(help: "Notes (clauses that nobody promised) count as violations.")
  var strict = false

  @Option(
    name: .customLong("expect"),
    help: ArgumentHelp(
      "The defects that are known, by the clause of each: status 0 for exactly these.",
      valueName: "clauses"))
  var expected: [String] = []

  @Flag(help: "A clause that no scenario exercised counts as a violation.")
  var requireExercised = false

  @OptionGroup var reached: ReachedOptions

  @OptionGroup var reachSolver: ReachSolverOptions

  @Option(help: ArgumentHelp("Pages of the largest range: 1 to 4096.", valueName: "n"))
  var pages: Int?

  @Option(help: "4 pages a PMD, or 512 as on x86-64.")
  var geometry: GeometryName = .small

  @Option(help: ArgumentHelp("Threads; what is found does not depend on it.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Saves what is found as new cases of the corpus.")
  var save = false

  @Option(
    name: .customLong("corpus"),
    help: ArgumentHelp(
      "The regression corpus (default: \(usualCorpus), where it is there).", valueName: "directory")
  )
  var chosenCorpus: String?

  static let usualCorpus = "Counterexamples"

  private var corpus: String { chosenCorpus ?? Self.usualCorpus }

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let chosenCorpus, !save, !FileManager.default.fileExists(atPath: chosenCorpus) {
      throw ValidationError("--corpus \(chosenCorpus): there is no such directory or file")
    }
    if save, !FileManager.default.fileExists(atPath: corpus) {
      throw ValidationError("cannot save into \(corpus): there is no such directory")
    }
    if save && subject.kernel.tree != nil {
      throw ValidationError("--save keeps cases of revisions: without --kernel")
    }
    if chosenCorpus != nil && subject.kernel.tree != nil {
      throw ValidationError(
        "--corpus is of revisions: run its cases on a text by hmmcheck replay --kernel")
    }
    if let pages, !(1...4096).contains(pages) {
      throw ValidationError("--pages \(pages) is not a whole number from 1 to 4096")
    }
    try Jobs.validate(jobs)
    try reached.check(subject.kernel)
    try reachSolver.check(subject.kernel)
    _ = try subject.subject()
    _ = try ClauseSet.parse(only)
    _ = try ClauseSet.parse(expected)
  }

  func run() throws {
    // Not in `validate`, which would speak before an unknown option is named.
    if seeds == nil && time == nil {
      throw ValidationError("say how much to check: --seeds N, --time T, or both")
    }
    let output = try output.open()
    do {
      if let configurations = try subject.configurations() {
        let report = try check(configurations)
        try output.write(self.output.format.report(report))
        complain(report.whole?.surprises ?? [])
        try report.conclusion.status.end()
        return
      }
      let report = try check()
      try output.write(self.output.format.report(report))
      if save { try save(report) }
      complain(report.surprises)
      try report.conclusion.status.end()
    } catch let unstable as Shrinker.Unstable {
      output.discard()
      FileHandle.standardError.write(Data("hmmcheck: \(unstable)\n".utf8))
      throw Status.disagreement.exitCode
    } catch {
      output.discard()
      throw error
    }
  }

  /// What --expect names; nil without it.
  func known() throws -> Expected? {
    expected.isEmpty ? nil : Expected(clauses: Set(try ClauseSet.parse(expected).ids))
  }

  /// Saves what was found, and says on standard error where.
  private func save(_ report: CheckReport) throws {
    do {
      for saved in try report.saved(into: corpus) {
        let line = saved.wasThere ? "\(saved.path) is there already" : "saved \(saved.path)"
        FileHandle.standardError.write(Data("\(line)\n".utf8))
      }
    } catch {
      throw ValidationError(error.description)
    }
  }

  /// Replays the corpus, then runs the seeds.
  private func check() throws -> CheckReport {
    let (target, without) = try subject.target()
    let campaign = try campaign(target)
    let isThere = FileManager.default.fileExists(atPath: corpus)
    let cases =
      isThere && target.kernel == nil ? Corpus.replay([corpus], revision: target.revision) : []
    var report = try run(campaign, seconds: time?.seconds).report
    report.reach = try reachSolver.search(campaign, &report.outcome, jobs: jobs)
    report.without = without
    report.requireExercised = requireExercised
    report.leftOut = try reached.leftOut()
    report.expected = try known()
    report.corpus = cases
    report.missingCorpus = isThere || target.kernel != nil ? nil : corpus
    return report
  }
}

extension Check {
  /// Runs the seeds, for so many seconds at most, and tells whether something stopped that.
  func run(
    _ campaign: Campaign, seconds limit: Double?
  ) throws -> (report: CheckReport, wasStopped: Bool) {
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: limit)
    let progress = Progress(control, of: seeds?.value)
    let begin = ContinuousClock.now
    let outcome = try campaign.run(control: control)
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    progress.end()
    interrupt.end()
    let report = CheckReport(
      campaign: campaign, strict: strict, outcome: outcome, seconds: seconds,
      interrupted: control.isStopped && seeds.map { outcome.seeds < $0.value } ?? false)
    return (report, control.isStopped)
  }

  /// The seeds that are to be run on a target.
  func campaign(_ target: Target) throws -> Campaign {
    let chosen = try ClauseSet.parse(only)
    var campaign = Campaign(
      target,
      profile: Profile(target, realGeometry: geometry == .x86, maximumPages: pages),
      first: seed.draw.seed, count: seeds?.value ?? UInt64(Int64.max),
      clauses: chosen.isEmpty ? .all : chosen, jobs: jobs)
    campaign.variation = seed.draw.variation
    return campaign
  }
}

extension OutputOptions.Format {
  func report(_ report: CheckReport) -> String {
    switch self {
    case .text: TextReport.text(report)
    case .json: JSONReport.text(report)
    case .ktap: KTAPReport.text(report)
    case .junit: JUnitReport.text(report)
    }
  }

  func report(_ replays: [Replay]) -> String {
    switch self {
    case .text: TextReport.text(replays)
    case .json: JSONReport.text(replays)
    case .ktap: KTAPReport.text(replays)
    case .junit: JUnitReport.text(replays)
    }
  }
}
