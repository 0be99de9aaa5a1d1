// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import Reporting

/// `hmmcheck table`.
struct Table: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a table of what texts of kernels break, in Markdown.",
    discussion: """
      Each text is checked as by hmmcheck --kernel. A row is a defect, with the line of mm/hmm.c that \
      shows it in the smallest case; a column is a text. README.md has it from there.

      Exit status: 0 all was judged, whatever is broken; 64 bad usage; 125 something was not judged.
      """)

  @Argument(help: ArgumentHelp("Kernels' trees, as for --kernel.", valueName: "tree"))
  var trees: [String]

  @Option(help: ArgumentHelp("How many scenarios for each: \(SeedCount.hint).", valueName: "n"))
  var seeds: SeedCount?

  @Option(help: ArgumentHelp("Threads; what is found does not depend on it.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var cache: CacheOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Writes the table there instead of standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    try Jobs.validate(jobs)
  }

  func run() throws {
    // All of them are read before any runs.
    let targets = try trees.map { tree in
      Target(try KernelOptions.kernel(tree, [], .model, cache.cache))
    }
    let output = try Output(path: output)
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: nil)
    defer { interrupt.end() }
    var reports: [CheckReport] = []
    do {
      for target in targets {
        let campaign = Campaign(
          target, profile: Profile(target), count: seeds?.value ?? 100_000, clauses: .all,
          jobs: jobs)
        let outcome = try campaign.run(control: control)
        reports.append(
          CheckReport(
            campaign: campaign, outcome: outcome, seconds: 0, interrupted: control.isStopped))
      }
      try output.write(FindingsTable(reports).text)
    } catch let unstable as Shrinker.Unstable {
      output.discard()
      complain(["\(unstable)"])
      throw Status.disagreement.exitCode
    } catch {
      output.discard()
      throw error
    }
    let isJudged = reports.allSatisfy { $0.isWhollyJudged && !$0.interrupted }
    try (isJudged ? Status.held : .undetermined).end()
  }
}
