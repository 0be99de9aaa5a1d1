// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import KernelSource
import KernelWalk
import Reporting
import Specification

/// `hmmcheck cover`.
struct Cover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows a kernel's text with how often each line and each way of a branch ran.",
    discussion: """
      Runs random scenarios as check does, and judges nothing. In the margin there is how often a \
      line ran: ##### for never, - where it has no code in this configuration, and  = where only \
      calls reach it that are not judged.

      Exit status: 0 the text was run, 64 bad usage or input.
      """)

  @OptionGroup var kernel: KernelOptions

  @Option(
    help: ArgumentHelp("Scenarios: \(SeedCount.hint) (default: 20000).", valueName: "n"))
  var seeds: SeedCount?

  @Option(help: ArgumentHelp("The first seed; the others follow it.", valueName: "s"))
  var seed = Seed(value: 0)

  @Option(help: "4 pages a PMD, or 512 as on x86-64.")
  var geometry: Check.GeometryName = .small

  @OptionGroup var solver: ReachSolverOptions

  @Option(help: ArgumentHelp("Threads; what is counted does not depend on it.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "The counts for programs, line by line.")
  var json = false

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Writes the text there instead of standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    if kernel.tree == nil { throw ValidationError("say whose text: --kernel TREE") }
    try Jobs.validate(jobs)
    try solver.check(kernel)
  }

  func run() throws {
    guard let kernel = try kernel.kernel() else { return }
    let output = try Output(path: output)
    let target = Target(kernel)
    let campaign = Campaign(
      target, profile: Profile(target, realGeometry: geometry == .x86), first: seed.value,
      count: seeds?.value ?? 20_000, clauses: ClauseSet(), jobs: jobs)
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: nil)
    var outcome: Campaign.Outcome
    let reach: TextReach?
    do {
      outcome = try campaign.run(control: control)
      interrupt.end()
      reach = try solver.search(campaign, &outcome, jobs: jobs)
    } catch {
      output.discard()
      throw error
    }
    var report = CoverReport(
      kernel: kernel, coverage: outcome.text ?? TextCoverage(functions: []), seeds: outcome.seeds)
    report.reach = reach
    try output.write(json ? JSONReport.text(report) : TextReport.text(report))
  }
}
