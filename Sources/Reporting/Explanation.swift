// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Specification

/// A case told page by page and step by step.
public struct Explanation {
  let recording: Recording
  /// The id of the clause that the case is about.
  let clause: String?
  /// What is proved of the case.
  let minimality: Counterexample.Minimality?

  /// Runs a scenario.
  ///
  /// - Parameters:
  ///   - target: whose walk runs, with any fixes already taken out.
  ///   - clause: the id of the clause that the case is about, if it is about one.
  ///   - minimality: what is proved of the case, if something is.
  public init(
    scenario: Scenario, target: Target, clause: String? = nil,
    minimality: Counterexample.Minimality? = nil
  ) {
    recording = Recording(scenario, target)
    self.clause = clause
    self.minimality = minimality
  }

  /// The same, of a revision.
  public init(
    scenario: Scenario, revision: Revision, clause: String? = nil,
    minimality: Counterexample.Minimality? = nil
  ) {
    self.init(
      scenario: scenario, target: .revision(revision), clause: clause, minimality: minimality)
  }

  /// The whole text, with a newline at its end.
  ///
  /// - Parameter color: with ANSI colours, for a terminal.
  public func text(color: Bool = false) -> String {
    let paint = Paint(isOn: color)
    var blocks = [heading(paint) + call]
    if recording.scenario.count > 0 { blocks.append(memory(paint)) }
    for pass in recording.passes {
      blocks.append(timeline(pass, paint))
      if recording.scenario.count > 0 { blocks.append(outputs(pass, paint)) }
    }
    if let course = SourceCourse(recording) {
      blocks.append(course.lines)
      blocks.append(filled(recording.places, first: "last: ", margin: 4))
    }
    blocks += verdict(paint)
    if let minimality { blocks.append(proof(minimality)) }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  /// `v5.0: breaks C6`, and what the case is about where it does not break that.
  private func heading(_ paint: Paint) -> [String] {
    let verdict = recording.verdict
    let broken = verdict.violated.ids
    var text = "\(recording.target.title): "
    text += broken.isEmpty ? "breaks nothing" : "breaks \(broken.joined(separator: ", "))"
    if let clause, !broken.contains(clause) {
      text +=
        verdict.exercised.ids.contains(clause)
        ? "; keeps \(clause)" : "; \(clause) has nothing to say"
    }
    return wrapped(text, first: "", margin: 2).map { paint($0, .heading) }
  }

  /// What the caller asks, and what the environment has in store.
  private var call: [String] {
    let scenario = recording.scenario
    var parts = ["\(counted(scenario.count, "page")) from \(scenario.start)"]
    parts.append("geometry \(scenario.geometry.name)")
    parts.append("default_flags \(PfnWord.describe(scenario.defaultFlags))")
    parts.append("pfn_flags_mask \(PfnWord.describe(scenario.pfnFlagsMask))")
    if scenario.snapshotCall { parts.append("snapshot call") }
    if scenario.mayDropLock { parts.append(recording.callText) }
    parts += scenario.unlocked.parts(scenario.start)
    if scenario.invalidated { parts.append("invalidated before the call") }
    if let lookups = scenario.pagemapLookups { parts.append("page-map look-ups: \(lookups)") }
    if scenario.accessedBits { parts.append("accessed bits in swap entries") }
    if scenario.passes > 1 { parts.append("at most \(scenario.passes) calls") }
    var lines = filled(parts, first: "", margin: 0)
    if !scenario.faults.isEmpty {
      lines += filled(scenario.faults.map(\.name), first: "fault outcomes: ", margin: 2)
    }
    if !scenario.events.isEmpty {
      lines += filled(scenario.events.map(\.text), first: "events: ", margin: 2)
    }
    return lines
  }
}

extension Target {
  /// The title of the revision, or the name of the kernel.
  var title: String { kernel?.name ?? revision.title }
}

extension Revision {
  /// `v5.6`, `conforming without vm-write-check`: the name, and what the revision of that name has
  /// and this one does not.
  var title: String {
    let whole = Revision.named(name)?.fixes ?? fixes
    return name + whole.subtracting(fixes).fixes.map { " without \($0.id)" }.joined()
  }
}

extension Event {
  /// `load 3 pmd 0 none`: the load before which it happens, and what the entry becomes.
  var text: String {
    target == .range ? "load \(at) invalidation" : "load \(at) \(target) \(index) \(kind.name)"
  }
}
