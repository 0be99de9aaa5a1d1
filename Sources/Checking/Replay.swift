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
    /// A bare scenario ran: the clauses that it breaks on the revision asked for.
    case ran(violated: [String])
    /// A revision did not do what the file says: a line each.
    case differs([String])
    /// The file could not be read, or is not a case: one line, with the path.
    case refused(String)
  }

  /// The file's path, as given.
  public var path: String
  public var result: Result
  public var caseFile: CaseFile?

  public init(path: String, result: Result, caseFile: CaseFile? = nil) {
    self.path = path
    self.result = result
    self.caseFile = caseFile
  }

  /// Whether the file and the run disagree; what a bare scenario does is never unexpected.
  public var isUnexpected: Bool {
    if case .differs = result { return true }
    return false
  }

  public var isRefused: Bool {
    if case .refused = result { return true }
    return false
  }

  /// Reads a file and runs its scenario on a target, whatever the file says of others.
  public static func run(path: String, on target: Target) -> Replay {
    do throws(FileError) {
      let file = try CounterexampleFile.read(path: path)
      let scenario: Scenario
      switch file {
      case .scenario(let bare): scenario = bare
      case .counterexample(let found): scenario = found.scenario
      }
      if let refusal = target.refusal(scenario) {
        return Replay(path: path, result: .refused("\(path): \(refusal)"))
      }
      var subject = Runnable(target)
      let violated = subject.run(scenario).violated.ids
      return Replay(path: path, result: .ran(violated: violated), caseFile: .scenario(scenario))
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

  /// Runs a case that was read.
  public static func run(_ file: CaseFile, path: String, _ revision: Revision) -> Result {
    switch file {
    case .scenario(let scenario):
      if let refusal = revision.refusal(scenario) { return .refused("\(path): \(refusal)") }
      var walk = Walk<Concrete>(revision: revision)
      return .ran(violated: walk.run(scenario).violated.ids)
    case .counterexample(let counterexample): return run(counterexample, path: path)
    }
  }

  private static func run(_ counterexample: Counterexample, path: String) -> Result {
    if let problem = counterexample.unknownName { return .refused("\(path): \(problem)") }
    var lines: [String] = []
    for (expected, names) in [(true, counterexample.violates), (false, counterexample.holds)] {
      for name in names {
        guard let revision = Revision.named(name) else { continue }
        if let line = counterexample.disagreement(revision, [], violates: expected) {
          lines.append(line)
        }
      }
    }
    if let subject = Revision.named(counterexample.subject.revision) {
      let taken = FixSet(counterexample.subject.without.compactMap { Fix(id: $0) })
      if let line = counterexample.disagreement(subject, taken, violates: true) {
        lines.append(line)
      }
      let mended = FixSet(counterexample.fixedBy.compactMap { Fix(id: $0) })
      if mended.rawValue != 0, let line = counterexample.remains(subject, taken, mended) {
        lines.append(line)
      }
    }
    return lines.isEmpty ? .asRecorded : .differs(lines)
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

  /// A line where a revision does not do what the file says, or nil.
  func disagreement(_ revision: Revision, _ without: FixSet, violates: Bool) -> String? {
    if let refusal = revision.refusal(scenario) { return "\(refusal), yet the file names it" }
    var walk = Walk<Concrete>(revision: revision.without(without))
    let broken = walk.run(scenario).violated.ids.contains(clause)
    if broken == violates { return nil }
    let taken = without.fixes.map { " without \($0.id)" }.joined()
    return "\(revision.name)\(taken) \(broken ? "breaks" : "keeps") \(clause),"
      + " the file says that it \(violates ? "breaks" : "keeps") it"
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
