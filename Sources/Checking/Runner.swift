// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Specification

/// What came of a scenario: the documented caller's loop around a subject.
public struct Verdict: Equatable, Sendable {
  /// Clauses broken in some pass.
  public var violated = ClauseSet()
  /// Clauses that had something to say in some pass.
  public var exercised = ClauseSet()
  /// Clauses on outputs could not be judged in some pass.
  public var undetermined = false
  /// In some pass the condition of a WARN held, in the text of a kernel.
  public var warned = false
  /// Passes made.
  public var passes = 0
  /// The first pass in which a clause was broken; 0 where none was.
  public var violatingPass = 0
  /// Walks begun in all passes.
  public var walks = 0
  /// Loads of entries, and calls of the fault handler, up to the end of the last pass.
  public var loads = 0
  public var faults = 0
  /// What the last pass answered, as the number of an ``Errno``.
  public var result: UInt32 = 0

  @inlinable public init() {}
}

extension Subject where Domain == Concrete {
  /// Runs a scenario: calls again as long as the answer is "start over" and passes are left.
  ///
  /// - Parameter seen: called with the run of each pass, after it was judged.
  @inlinable
  public mutating func run(
    _ scenario: Scenario, seen: (Run<Concrete>, Judgement) -> Void = { _, _ in }
  ) -> Verdict {
    load(scenario)
    var verdict = Verdict()
    for pass in 1...max(scenario.passes, 1) {
      call(pass: pass)
      let judgement = Contract.judge(world)
      verdict.add(judgement, world, pass: pass)
      seen(world, judgement)
      if !startsOver { break }
    }
    return verdict
  }

  /// The answer of the last call asks the caller to start over.
  @inlinable
  var startsOver: Bool {
    if world.ghost.endless || world.ghost.isLost || world.ghost.notUnderstood { return false }
    return world.result == UInt32(world.convention.busy.rawValue)
      || world.convention.lockDropped.map { UInt32($0.rawValue) == world.result } ?? false
  }
}

extension Verdict {
  @inlinable
  mutating func add(_ judgement: Judgement, _ run: Run<Concrete>, pass: Int) {
    violated = violated.union(judgement.violated)
    exercised = exercised.union(judgement.exercised)
    undetermined = undetermined || judgement.undetermined
    warned = warned || run.ghost.warned
    passes = pass
    if violatingPass == 0 && !judgement.violated.isEmpty { violatingPass = pass }
    walks &+= Int(run.ghost.walks)
    loads = Int(run.loads)
    faults = Int(run.nextOutcome)
    result = run.result
  }
}
