// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

/// What became of a case that was run again.
public struct Replay: Sendable {
  public enum Result: Sendable, Equatable {
    /// Each revision that the file names did what the file says.
    case asRecorded
    /// The text of a kernel did what is recorded of it; the clauses that it breaks.
    case asExpected(violated: [String])
    /// A bare scenario ran: the clauses that it breaks on the revision asked for.
    case ran(violated: [String])
    /// A revision did not do what the file says: a line each.
    case differs([String])
    /// There is no such entry in the kernel whose text it was to run on: nothing was run.
    case inapplicable(String)
    /// A run could not be judged: a line each.
    case unjudged([String])
    /// The file could not be read, or is not a case: one line, with the path.
    case refused(String)
  }

  /// The file's path, as given.
  public var path: String
  public var result: Result
  public var caseFile: CaseFile?
  /// Of a counterexample that ran on the text of a kernel: the clause that it is about.
  public var clause: String?

  public init(path: String, result: Result, caseFile: CaseFile? = nil, clause: String? = nil) {
    self.path = path
    self.result = result
    self.caseFile = caseFile
    self.clause = clause
  }

  /// Whether the file and the run disagree; what a bare scenario does is never unexpected.
  public var isUnexpected: Bool {
    if case .differs = result { return true }
    return false
  }

  /// Something was run for it.
  public var hasRun: Bool {
    switch result {
    case .inapplicable, .refused: false
    default: true
    }
  }

  public var isUnjudged: Bool {
    if case .unjudged = result { return true }
    return false
  }

  public var isRefused: Bool {
    if case .refused = result { return true }
    return false
  }

  /// Reads a file and runs its scenario on a target, whatever the file says of others.
  public static func run(path: String, on target: Target) -> Replay {
    do throws(FileError) {
      switch try CounterexampleFile.read(path: path) {
      case .scenario(let scenario):
        if let refusal = target.refusal(scenario) {
          return Replay(path: path, result: .refused("\(path): \(refusal)"))
        }
        return Replay(path: path, result: ran(scenario, target), caseFile: .scenario(scenario))
      case .counterexample(let found):
        return Replay(
          path: path, result: try run(found, path, on: target),
          caseFile: .scenario(found.scenario), clause: found.clause)
      }
    } catch {
      return Replay(path: path, result: .refused(error.description))
    }
  }

  /// Reads a file and runs it: a counterexample on every revision that it names, a bare scenario on
  /// `revision`.
  public static func run(path: String, revision: Revision) -> Replay {
    do throws(FileError) {
      let file = try CounterexampleFile.read(path: path)
      return Replay(path: path, result: run(file, path: path, revision), caseFile: file)
    } catch {
      return Replay(path: path, result: .refused(error.description))
    }
  }

  /// Runs a counterexample on a target, which must do what is recorded of that where anything is.
  private static func run(
    _ found: Counterexample, _ path: String, on target: Target
  ) throws(FileError) -> Result {
    var expectation: TextExpectation?
    if let kernel = target.kernel { expectation = try TextExpectation(found, path, kernel) }
    if let refusal = target.refusal(found.scenario) {
      // What ports do with accessed bits says nothing of a text whose kernel has none.
      if let expectation, expectation.result != .noSuchEntry,
        !target.lacksAccessedBits(found.scenario)
      {
        let wanted = expectation.result == .broken ? "breaks" : "keeps"
        return .differs(["\(refusal); \(expectation.source) says that it \(wanted) \(found.clause)"]
        )
      }
      return .inapplicable(refusal)
    }
    guard let expectation else { return ran(found.scenario, target) }
    var subject = Runnable(target)
    let verdict = subject.run(found.scenario)
    let isBroken = verdict.violated.ids.contains(found.clause)
    if !isBroken, let reason = subject.unjudged(verdict) { return .unjudged([reason.description]) }
    let line = expectation.difference(found.clause, isBroken: isBroken, target.name)
    return line.map { .differs([$0]) } ?? .asExpected(violated: verdict.violated.ids)
  }

  /// Runs a bare scenario.
  private static func ran(_ scenario: Scenario, _ target: Target) -> Result {
    var subject = Runnable(target)
    let verdict = subject.run(scenario)
    if verdict.violated.isEmpty, let reason = subject.unjudged(verdict) {
      return .unjudged([reason.description])
    }
    return .ran(violated: verdict.violated.ids)
  }

  /// Runs a case that was read.
  public static func run(_ file: CaseFile, path: String, _ revision: Revision) -> Result {
    switch file {
    case .scenario(let scenario):
      if let refusal = revision.refusal(scenario) { return .refused("\(path): \(refusal)") }
      return ran(scenario, .revision(revision))
    case .counterexample(let counterexample): return run(counterexample, path: path)
    }
  }

  private static func run(_ counterexample: Counterexample, path: String) -> Result {
    if let problem = counterexample.unknownName { return .refused("\(path): \(problem)") }
    var lines: [String] = []
    var unjudged: [String] = []
    for (expected, names) in [(true, counterexample.violates), (false, counterexample.holds)] {
      for name in names {
        guard let revision = Revision.named(name) else { continue }
        counterexample.run(revision, [], violates: expected, &lines, &unjudged)
      }
    }
    if let subject = Revision.named(counterexample.subject.revision) {
      let taken = FixSet(counterexample.subject.without.compactMap { Fix(id: $0) })
      counterexample.run(subject, taken, violates: true, &lines, &unjudged)
      let mended = FixSet(counterexample.fixedBy.compactMap { Fix(id: $0) })
      if mended.rawValue != 0, let line = counterexample.remains(subject, taken, mended) {
        lines.append(line)
      }
    }
    if !lines.isEmpty { return .differs(lines) }
    return unjudged.isEmpty ? .asRecorded : .unjudged(unjudged)
  }
}

extension [Replay] {
  /// What a replay as a whole says.
  public var conclusion: Conclusion {
    let isBroken = contains { replay in
      if case .ran(let violated) = replay.result { return !violated.isEmpty }
      return replay.isUnexpected
    }
    return Conclusion(
      found: [], expected: nil, isBroken: isBroken, isRefused: contains(where: \.isRefused),
      isJudged: contains(where: \.hasRun) && !contains(where: \.isUnjudged))
  }
}

extension Counterexample {
  /// What is wrong with a name that the file uses, or nil.
  var unknownName: String? {
    let revisions = Revision.all.map(\.name)
    for name in [subject.revision] + violates + holds where !revisions.contains(name) {
      return "there is no revision '\(name)'\(suggestion(for: name, among: revisions))"
    }
    let fixes = Fix.allCases.map(\.id)
    for name in subject.without + fixedBy where !fixes.contains(name) {
      return "there is no fix '\(name)'\(suggestion(for: name, among: fixes))"
    }
    let clauses = Contract.clauses.map { $0.id }
    if !clauses.contains(clause) {
      return "there is no clause '\(clause)'\(suggestion(for: clause, among: clauses))"
    }
    return nil
  }

  /// Adds a line where a revision does not do what the file says, or cannot be judged.
  func run(
    _ revision: Revision, _ without: FixSet, violates: Bool, _ lines: inout [String],
    _ unjudged: inout [String]
  ) {
    if let refusal = revision.refusal(scenario) {
      lines.append("\(refusal), yet the file names it")
      return
    }
    var subject = Runnable(.revision(revision.without(without)))
    let verdict = subject.run(scenario)
    let broken = verdict.violated.ids.contains(clause)
    let taken = without.fixes.map { " without \($0.id)" }.joined()
    if !broken, let reason = subject.unjudged(verdict) {
      unjudged.append("\(revision.name)\(taken): \(reason)")
    } else if broken != violates {
      lines.append(
        "\(revision.name)\(taken) \(broken ? "breaks" : "keeps") \(clause),"
          + " the file says that it \(violates ? "breaks" : "keeps") it")
    }
  }

  /// A line where the fixes that the file names do not mend the subject, or nil.
  func remains(_ revision: Revision, _ without: FixSet, _ mended: FixSet) -> String? {
    var subject = revision.without(without)
    subject.fixes = subject.fixes.union(mended)
    var walk = Walk<Concrete>(revision: subject)
    guard walk.run(scenario).violated.ids.contains(clause) else { return nil }
    return "\(revision.name) breaks \(clause) with \(fixedBy.joined(separator: " and ")) as well"
  }
}
