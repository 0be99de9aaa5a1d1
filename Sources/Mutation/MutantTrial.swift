// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import KernelWalk
import Logic
import Proving
import Specification

/// One mutant before the specification, and beside the text that it was made of.
struct MutantTrial {
  let original: Target
  let baseline: Baseline
  let seeds: UInt64
  /// Whether a solver is asked for what random scenarios do not show.
  let asksSolver: Bool

  /// A mutant that runs on without end costs all its fuel each time: after some such runs nothing
  /// else is looked for.
  private static let patience = 5

  func verdict(_ mutation: Mutation) -> MutantVerdict {
    let mutant: Target
    do {
      guard let kernel = original.kernel else { return .noProgram("no text of a kernel") }
      mutant = .kernel(try kernel.mutated(by: mutation), like: original.revision)
    } catch {
      return .noProgram(error.description)
    }
    if baseline.judged == 0 {
      return .undetermined(
        MutantVerdict.Undetermined(runs: 0, seed: 0, reason: "the text itself is not understood"))
    }
    return ordeal(mutant) ?? comparison(mutant)
  }

  /// Runs the seeds until a clause objects; nil where none does.
  private func ordeal(_ mutant: Target) -> MutantVerdict? {
    var walk = Runnable(mutant)
    var generator = Generator(profile: Profile(revision: original.revision))
    var scenario = Scenario(count: 0)
    var lost: MutantVerdict.Undetermined?
    var endless = 0
    for (index, draw) in baseline.draws.enumerated() {
      guard let known = baseline.violated[index] else { continue }
      generator.draw(draw, into: &scenario)
      let verdict = walk.run(scenario)
      if walk.world.ghost.notUnderstood {
        let finding = walk.kernelWalk?.finding
        let reason = finding?.description ?? "text that is not understood"
        var runs =
          lost
          ?? MutantVerdict.Undetermined(
            runs: 0, seed: draw.seed, reason: reason, variation: draw.variation)
        runs.runs += 1
        lost = runs
        if finding?.kind == .outOfFuel { endless += 1 }
        if endless == Self.patience { break }
      }
      if verdict.undetermined { continue }
      let broken = verdict.violated.subtracting(known)
      if !broken.isEmpty {
        return .killed(
          MutantVerdict.Kill(clauses: broken, seed: draw.seed, variation: draw.variation))
      }
    }
    return lost.map(MutantVerdict.undetermined)
  }

  /// Looks for a scenario on which the mutant is another program.
  private func comparison(_ mutant: Target) -> MutantVerdict {
    var comparison = TargetComparison(original, mutant)
    comparison.seeds = seeds
    comparison.variations = baseline.variations
    comparison.limit = 1
    let outcome = comparison.run()
    let found = outcome.differences.map {
      Shown(kind: $0.kind, scenario: $0.scenario, draw: $0.draw)
    }
    if !found.isEmpty { return judgement(mutant, found, differing: outcome.differing) }
    let same = Survivor(reason: .noDifference(scenarios: outcome.seeds), mutant: mutant)
    if !asksSolver { return .survived(same) }
    return proof(mutant) ?? .survived(same)
  }

  /// What a solver says of a mutant that random scenarios do not tell from the text; nil where it
  /// does not come to an end.
  private func proof(_ mutant: Target) -> MutantVerdict? {
    let bounds = DifferenceBounds()
    var proof = TargetProof(original, mutant, bounds)
    guard let outcome = try? proof.run(DifferenceKind.allCases) else { return nil }
    let found = outcome.differences.map { Shown(kind: $0.kind, scenario: $0.scenario, draw: nil) }
    if !found.isEmpty { return judgement(mutant, found, differing: 0) }
    if !outcome.isComplete { return nil }
    return .survived(Survivor(reason: .equal(bounds), mutant: mutant))
  }

  /// A scenario on which the mutant is another program.
  private struct Shown {
    let kind: DifferenceKind
    let scenario: Scenario
    let draw: Draw?
  }

  /// What the clauses say of scenarios on which the mutant differs.
  ///
  /// - Parameter differing: how many seeds do.
  private func judgement(
    _ mutant: Target, _ found: [Shown], differing: UInt64
  ) -> MutantVerdict {
    var (first, second) = (Runnable(original), Runnable(mutant))
    var least: Survivor.Difference?
    for difference in found {
      // A scenario that was shrunk is a new one: clauses may object to that.
      let (known, verdict) = (first.run(difference.scenario), second.run(difference.scenario))
      if known.undetermined || verdict.undetermined { continue }
      let broken = verdict.violated.subtracting(known.violated)
      if !broken.isEmpty {
        return .killed(
          MutantVerdict.Kill(
            clauses: broken, seed: difference.draw?.seed, scenario: difference.scenario,
            variation: difference.draw?.variation ?? 0))
      }
      if least != nil { continue }
      least = Survivor.Difference(
        kind: difference.kind, scenario: difference.scenario,
        mended: known.violated.subtracting(verdict.violated), seed: difference.draw?.seed,
        seeds: differing, variation: difference.draw?.variation ?? 0)
    }
    if let least { return .survived(Survivor(reason: .differs(least), mutant: mutant)) }
    return .undetermined(
      MutantVerdict.Undetermined(
        runs: differing, seed: found[0].draw?.seed, reason: "it differs where nothing is judged",
        variation: found[0].draw?.variation ?? 0))
  }
}

extension Kernel {
  /// The kernel with a mutation in its text, called "the mutant".
  ///
  /// - Throws: ``KernelProblem`` where that is no program any more: it cannot be read as a whole,
  ///   or what could be read before cannot.
  func mutated(by mutation: Mutation) throws(KernelProblem) -> Kernel {
    let isWalk = mutation.file == source.files.walk.name
    let files = KernelFiles(
      name: "mutant", place: source.place, version: source.version,
      walk: isWalk ? mutation.applied(to: source.walk) : source.walk,
      header: isWalk ? source.header : mutation.applied(to: source.header),
      pageWalk: source.pageWalk, headers: source.headers)
    let mutant = try Kernel(files, configuration)
    let (old, new) = (version(.small).program, mutant.version(.small).program)
    let known = Set(old.dropped.map(\.name))
    if let dropped = new.dropped.first(where: { !known.contains($0.name) }) {
      throw KernelProblem(dropped.problem.description)
    }
    if new.problems.count > old.problems.count, let problem = new.problems.last {
      throw KernelProblem(problem.description)
    }
    return mutant
  }
}
