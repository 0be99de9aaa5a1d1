// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import KernelWalk
import Mutation
import Proving
import Reporting
import Solver

/// What `mutants --prove` takes.
struct SoundnessOptions: ParsableArguments {
  @Flag(
    name: .customLong("prove"),
    help: """
      Gives mutants that random scenarios kill to the solver alone, which must prove none of them: \
      the clause that kills a mutant is asked, of those that are proved of the text itself.
      """)
  var isWanted = false

  @Option(help: ArgumentHelp("With --prove: mutants to ask for (default: 200).", valueName: "n"))
  var sample: Int?

  @Option(
    help: ArgumentHelp("With --prove: what the sample is drawn by (default: 0).", valueName: "seed")
  )
  var rng: Seed?

  @Option(
    help: ArgumentHelp("With --prove: seconds for all of it (default: 7200).", valueName: "n"))
  var proofSeconds: Double?

  func validate() throws {
    if !isWanted {
      if sample != nil || rng != nil || proofSeconds != nil {
        throw ValidationError("--sample, --rng and --proof-seconds go with --prove")
      }
      return
    }
    if let sample, !(1...100_000).contains(sample) {
      throw ValidationError("--sample \(sample) is not a whole number from 1 to 100000")
    }
    if let proofSeconds, !(proofSeconds > 0 && proofSeconds <= 1_000_000) {
      throw ValidationError("--proof-seconds \(proofSeconds) is not from 0 to 1000000")
    }
  }
}

extension Mutants {
  /// Asks a prover for mutants, and tells of each on standard error.
  func prove(_ kernel: Kernel) throws {
    var campaign: SoundnessCampaign
    do { campaign = try SoundnessCampaign(kernel) } catch { throw error.ending }
    let wanted = try wantedFunctions(among: Set(campaign.mutations.map(\.function)).sorted())
    if !wanted.isEmpty { campaign = campaign.only { wanted.contains($0.function) } }
    campaign.sample = soundness.sample ?? campaign.sample
    campaign.rng = soundness.rng?.value ?? campaign.rng
    campaign.seconds = soundness.proofSeconds ?? campaign.seconds
    campaign.seeds = seeds?.value ?? campaign.seeds
    let output = try Output(path: output)
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: nil)
    defer { interrupt.end() }
    let begin = ContinuousClock.now
    let outcome: SoundnessOutcome
    do {
      outcome = try campaign.run(isStopped: { control.isStopped }, seen: tell, judge)
    } catch {
      throw ValidationError("\(error)")
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    try output.write(
      format == .json
        ? JSONReport.text(outcome, seconds: seconds) : TextReport.text(outcome, seconds: seconds))
    try outcome.status.end()
  }

  /// The solver alone: no random scenarios, and no rows but those that are asked.
  private func judge(
    _ target: Target, _ rows: [String], _ isWrong: Bool, _ isStopped: () -> Bool
  ) throws -> ProofReport {
    var prover = Prover(target, without: [], executable: Prove.executable, arguments: ["worker"])
    prover.only = rows
    prover.budget = Budget(rlimit: 200_000_000, seconds: 120)
    prover.isForFailure = isWrong
    prover.jobs = jobs
    return try prover.run(isStopped: isStopped)
  }

  private func tell(_ outcome: SoundnessOutcome) {
    let line =
      outcome.results.last.map { "\(outcome.results.count) of \(outcome.wanted)  \($0.line)\n" }
      ?? "proved of the text itself for any length: \(outcome.anyLength.joined(separator: ", "))\n"
    FileHandle.standardError.write(Data(line.utf8))
  }
}

extension SoundnessOutcome {
  /// The status of a campaign.
  var status: Status {
    switch conclusion {
    case .held: .held
    case .unsound, .powerless: .violated
    case .undetermined: .undetermined
    }
  }
}
