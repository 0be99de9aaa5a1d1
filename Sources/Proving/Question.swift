// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource
import Logic

/// One question to the solver, and what it means for the row that it belongs to.
public struct Question {
  public enum Kind: String, Codable, Sendable {
    /// The assertions describe a violation: nothing may satisfy them.
    case claim
    /// The assertions describe something that must be possible, so that the row is not vacuous: of
    /// all examples of one name, one must be satisfiable.
    case example
    /// The assertions describe a run of which nothing is known: where something satisfies them, all
    /// rows of the part are undetermined.
    case reach
  }

  /// The id of the row.
  public var row: String
  /// What it asks about, within the row: `page 2`. Examples are told apart by it.
  public var name: String
  public var kind: Kind
  /// What all questions of a part assume.
  public var common: [Symbolic.Bit]
  /// What this one adds.
  public var rest: [Symbolic.Bit]
  /// The unknown scenario, where a model of the assertions is a run from the beginning of a call.
  public var scenario: SymbolicScenario?
  /// The id of the clause that such a run violates.
  public var clause: String?

  /// What went wrong in the text, as a number, and what that stands for; of ``Kind/reach`` only.
  var error: Symbolic.Word?
  var finding: ((UInt64) -> KernelSource.Finding?)?

  public var assertions: [Symbolic.Bit] { common + rest }

  /// What is not understood and a run of a model comes to, in words; of ``Kind/reach`` only.
  func notUnderstood(_ evaluation: inout Evaluation) throws -> String {
    let code = try error.map { try evaluation.value(of: $0) } ?? 0
    let place = finding?(code)?.description ?? "a text without end"
    return "comes to text that is not understood: \(place)"
  }

  init(
    _ row: String, _ name: String, _ kind: Kind, _ common: [Symbolic.Bit],
    _ rest: [Symbolic.Bit] = []
  ) {
    self.row = row
    self.name = name
    self.kind = kind
    self.common = common
    self.rest = rest
  }

  /// A claim.
  init(
    _ row: String, _ name: String, _ common: [Symbolic.Bit], _ rest: [Symbolic.Bit],
    scenario: SymbolicScenario? = nil, clause: String? = nil
  ) {
    self.init(row, name, .claim, common, rest)
    self.scenario = scenario
    self.clause = clause
  }
}
