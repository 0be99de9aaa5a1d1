// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import KernelWalk
import Mutation
import Reporting

/// `hmmcheck mutants`.
struct Mutants: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes small mistakes in a kernel's text, and looks if the specification notices.",
    discussion: """
      Each mutant is run on random scenarios until it breaks a clause that the text itself keeps \
      there. What survives is compared with the text. With --prove, the solver is tried instead: no \
      mutant that random scenarios kill may be proved.

      Exit status: 0 every mutant that was seen to differ breaks a clause, and with \
      --prove nothing wrong is proved, 1 otherwise, 64 bad usage, 125 something could not be judged, or \
      --prove ran out of time.
      """)

  enum Form: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @OptionGroup var kernel: KernelOptions

  @Option(
    help: ArgumentHelp(
      "Scenarios for each mutant: 1 to \(most) (default: 20000).", valueName: "n"))
  var seeds: SeedCount?

  @Option(help: ArgumentHelp("Threads; what is found does not depend on it.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      "Changes these functions only, as in hmm_vma_fault,hmm_vma_walk_pmd.",
      valueName: "functions"))
  var only: [String] = []

  @Flag(
    help: """
      Asks a solver to tell mutants from the text that random scenarios do not: a minute of \
      processor time each.
      """)
  var solver = false

  @OptionGroup var soundness: SoundnessOptions

  @Option(help: "The form of the report.")
  var format: Form = .text

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Writes the report there instead of standard output.", valueName: "file"))
  var output: String?

  /// The text's own verdicts are kept for all seeds.
  private static let most: UInt64 = 100_000_000

  func validate() throws {
    if soundness.isWanted && solver {
      throw ValidationError("--solver asks for mutants that survive, --prove for those that do not")
    }
    if kernel.tree == nil { throw ValidationError("say whose text: --kernel TREE") }
    if let seeds, seeds.value > Self.most {
      throw ValidationError("--seeds \(seeds.value) is more than \(Self.most)")
    }
    try Jobs.validate(jobs)
  }

  func run() throws {
    guard let kernel = try kernel.kernel() else { return }
    if soundness.isWanted {
      try prove(kernel)
      return
    }
    var campaign = try campaign(kernel)
    let output = try Output(path: output)
    if let seeds { campaign.seeds = seeds.value }
    campaign.jobs = jobs
    campaign.asksSolver = solver
    let begin = ContinuousClock.now
    let outcome = campaign.run()
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    try output.write(
      format == .json
        ? JSONReport.text(outcome, seconds: seconds) : TextReport.text(outcome, seconds: seconds))
    try outcome.status.end()
  }

  private func campaign(_ kernel: Kernel) throws -> MutationCampaign {
    let campaign: MutationCampaign
    do {
      campaign = try MutationCampaign(kernel)
    } catch {
      throw error.ending
    }
    let wanted = try wantedFunctions(among: campaign.functions)
    return wanted.isEmpty ? campaign : campaign.only { wanted.contains($0.function) }
  }

  /// The functions that --only names, all of which must be known.
  func wantedFunctions(among known: [String]) throws -> [String] {
    let wanted = only.flatMap { $0.split(separator: ",") }.map(String.init)
    for name in wanted where !known.contains(name) {
      throw ValidationError(
        "There is no function '\(name)' to change; \(suggestion(for: name, among: known))")
    }
    return wanted
  }
}

extension MutationCampaign.Outcome {
  /// The status of a campaign.
  var status: Status {
    switch conclusion {
    case .held: .held
    case .survived: .violated
    case .undetermined: .undetermined
    }
  }
}
