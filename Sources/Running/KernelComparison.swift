// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking

/// Holds models against a kernel that runs, on random scenarios.
public struct KernelComparison: Sendable {
  /// A scenario on which the kernel does something else than a model.
  public struct Difference: Sendable {
    public let seed: UInt64
    public let model: String
    public let text: String
  }

  /// What a comparison came to.
  public struct Outcome: Sendable {
    /// Scenarios that were to be compared.
    public var wanted = 0
    /// Scenarios that were run in the kernel and compared.
    public var compared = 0
    public var differences: [Difference] = []
    /// Seeds that were passed over, by what the runner cannot lay out.
    public var beyond: [String: Int] = [:]
    /// Scenarios that the runner was given and could not lay out, or did not answer, with the reason.
    public var unanswered: [(seed: UInt64, reason: String)] = []
    /// In how many of the compared scenarios a kind of entry, VMA or outcome came up.
    public var met: [String: Int] = [:]
    /// Seeds that were drawn.
    public var drawn: UInt64 = 0

    public init() {}

    /// As many scenarios were compared as were wanted.
    public var isWhole: Bool { unanswered.isEmpty && compared == wanted }
  }

  /// The text that the kernel was built from first, then a port if there is one of its version.
  public let models: [Target]
  private let encoding: Encoding
  private(set) var scenarios: [(seed: UInt64, scenario: Scenario)] = []
  private var outcome = Outcome()

  /// Draws scenarios from the first seed on, until there are `count` that the runner can lay out.
  public init(_ text: Target, ports: [Target], first: UInt64, count: Int) {
    models = [text] + ports
    encoding = text.kernel?.interface.convention.encoding ?? .mapOrder
    var profile = Profile(
      text, realGeometry: true, maximumPages: RunnerScenario.mostPages)
    profile.takesLock = false
    var generator = Generator(profile: profile)
    var seed = first
    outcome.wanted = count
    // A profile none of whose scenarios the runner can lay out would be drawn from for ever.
    while scenarios.count < count, outcome.drawn < UInt64(count) * 1000 {
      var scenario = generator.scenario(seed: seed)
      // A text that leaves such bits out cannot tell.
      if !(text.kernel?.interface.readsSwapOffsets ?? true) { scenario.accessedBits = false }
      if let reason = RunnerLimits.refusal(scenario) {
        outcome.beyond[reason, default: 0] += 1
      } else {
        scenarios.append((seed, scenario))
      }
      seed &+= 1
      outcome.drawn += 1
    }
  }

  /// The file that the runner reads.
  public var file: String {
    scenarios.map { RunnerScenario(id: $0.seed, $0.scenario, encoding).text }.joined()
  }

  /// Compares what the kernel said.
  public func compare(_ console: ConsoleText) -> Outcome {
    var outcome = outcome
    var runs = models.map { ModelRun($0) }
    for (seed, scenario) in scenarios {
      guard let kernel = console.answers[seed] else {
        outcome.unanswered.append((seed, "no answer"))
        continue
      }
      if let reason = kernel.refusal {
        outcome.unanswered.append((seed, reason))
        continue
      }
      if let reason = Self.misplaced(kernel, scenario) {
        outcome.unanswered.append((seed, reason))
        continue
      }
      outcome.compared += 1
      for name in Self.features(scenario) { outcome.met[name, default: 0] += 1 }
      for index in runs.indices {
        let model = runs[index].answer(scenario)
        var difference = AnswerDifference(kernel: kernel, model: model, scenario, encoding)
        if let text = model.refusal ?? difference.first() {
          outcome.differences.append(
            Difference(seed: seed, model: models[index].name, text: text))
        }
      }
    }
    return outcome
  }

  /// Why the entries that the runner laid out are not the scenario's; nil where they are.
  private static func misplaced(_ kernel: CallAnswer, _ scenario: Scenario) -> String? {
    let layout = Layout(scenario)
    if kernel.laid.count != scenario.count { return "not all entries were read back" }
    for page in 0..<scenario.count where !layout.pieces[layout.pieceOf[page]].isGap {
      let wanted = Coverage.kind(of: page, scenario, layout)
      let seen = kernel.laid[page].kind
      if seen != wanted {
        return "page \(page) was laid out as \(seen?.name ?? "unknown"), not \(wanted.name)"
      }
    }
    return nil
  }

  /// What comes up in a scenario.
  private static func features(_ scenario: Scenario) -> Set<String> {
    let layout = Layout(scenario)
    var names: Set<String> = []
    for page in 0..<scenario.count {
      let piece = layout.pieces[layout.pieceOf[page]]
      if piece.isGap {
        names.insert("gap")
        continue
      }
      names.insert(Coverage.kind(of: page, scenario, layout).name)
      for (name, flag) in VMA.Flags.named where scenario.vmas[piece.vma].flags.contains(flag) {
        names.insert("VMA \(name)")
      }
    }
    for outcome in scenario.faults { names.insert("outcome \(outcome.name)") }
    if scenario.passes > 1 { names.insert("several passes") }
    if scenario.count > 512 { names.insert("more than 512 pages") }
    if scenario.invalidated { names.insert("invalidated before") }
    if scenario.defaultFlags != 0 { names.insert("default_flags") }
    if scenario.pfnFlagsMask != .max { names.insert("a mask") }
    return names
  }
}
