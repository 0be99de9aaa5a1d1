// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Dispatch
import KernelWalk
import Synchronization

/// Does the specification notice when the text is wrong? Each mutant of a kernel's text is run
/// until a clause objects to it that does not object to the text itself.
public struct MutationCampaign: Sendable {
  public let target: Target
  public private(set) var mutations: [Mutation]
  /// Seeds from 0 up.
  public var seeds: UInt64 = 20_000
  /// Threads: 1 or more. What is found does not depend on it.
  public var jobs = 1
  /// Whether a solver is asked about mutants that random scenarios do not tell from the text.
  public var asksSolver = false

  /// - Throws: ``KernelProblem`` where the text cannot be read.
  public init(_ kernel: Kernel) throws(KernelProblem) {
    target = Target(kernel)
    mutations = try Mutation.all(of: kernel)
  }

  /// The functions that are changed, in the order of the text.
  public var functions: [String] {
    mutations.reduce(into: []) { if $0.last != $1.function { $0.append($1.function) } }
  }

  /// The campaign with nothing but some of its mutants.
  public func only(_ belongs: (Mutation) -> Bool) -> MutationCampaign {
    var campaign = self
    campaign.mutations = mutations.filter(belongs)
    return campaign
  }

  /// What came of all mutants.
  public struct Outcome: Sendable {
    public var target: Target
    /// In the order of the text.
    public var results: [MutantResult] = []
    public var seeds: UInt64
    /// Seeds, and variations of them, on which the text itself could be judged, and could not.
    public var judged: UInt64
    public var notJudged: UInt64

    /// What the text exports; what of it is not judged is not changed either.
    public var entryPoints: [EntryPoint] {
      guard let kernel = target.kernel, let written = try? kernel.written() else { return [] }
      return kernel.entryPoints(written)
    }
  }

  /// Judges each mutant.
  public func run() -> Outcome {
    let baseline = Baseline(target, seeds: seeds, jobs: jobs)
    let trial = MutantTrial(
      original: target, baseline: baseline, seeds: seeds, asksSolver: asksSolver)
    let next = Atomic<Int>(0)
    let verdicts = Mutex<[Int: MutantVerdict]>([:])
    DispatchQueue.concurrentPerform(iterations: max(jobs, 1)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= mutations.count { break }
        let verdict = trial.verdict(mutations[index])
        verdicts.withLock { $0[index] = verdict }
      }
    }
    var outcome = Outcome(
      target: target, seeds: seeds, judged: baseline.judged, notJudged: baseline.notJudged)
    let found = verdicts.withLock { $0 }
    // The text was read before.
    let coverage = try? target.kernel?.coverage(baseline.counts)
    outcome.results = mutations.enumerated().compactMap { index, mutation in
      found[index].map {
        MutantResult(
          mutation: mutation, verdict: $0,
          isReached: coverage?.isReached(
            mutation.lines, of: mutation.function, in: mutation.file))
      }
    }
    return outcome
  }
}

extension MutationCampaign.Outcome {
  /// What the campaign as a whole says.
  public enum Conclusion: String, Sendable {
    /// Clauses object to every mutant that is another program, as far as was seen.
    case held
    /// A mutant differs, and no clause objects.
    case survived
    /// Something could not be judged: a mutant, or a scenario on the text itself.
    case undetermined
  }

  public var conclusion: Conclusion {
    if !differing.isEmpty { return .survived }
    let isJudged = results.contains {
      switch $0.verdict {
      case .killed, .survived: true
      case .noProgram, .undetermined: false
      }
    }
    return isJudged && notJudged == 0 && undetermined.isEmpty ? .held : .undetermined
  }

  /// The mutants that no clause objects to and that were not judged on every scenario.
  public var undetermined: [MutantResult] {
    results.filter { if case .undetermined = $0.verdict { true } else { false } }
  }

  /// The mutants that differ and survived.
  public var differing: [MutantResult] {
    results.filter {
      if case .survived(let survivor) = $0.verdict { survivor.difference != nil } else { false }
    }
  }
}
