// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Logic

@testable import KernelSource

/// An environment that models nothing but two functions of the tests' own.
struct Plain<Domain: Logic.Domain>: Environment {
  /// Sum of what `observe` was called with.
  var observed = Domain.Word(constant: 0)

  static var counts: Bool { Domain.self == Concrete.self }

  mutating func merge(_ condition: Domain.Bit, else other: Self) {
    observed = Domain.Word.select(condition, observed, other.observed)
  }

  static func primitive(named name: String) -> Primitive? {
    ["observe", "__hmm_bug", "back"].firstIndex(of: name).map { Primitive(rawValue: $0) }
  }

  static func call(
    _ primitive: Primitive, _ arguments: ArgumentList<Domain>, _ machine: inout Machine<Self>
  ) -> Domain.Word {
    switch primitive.rawValue {
    case 0:
      machine.environment.observed = machine.environment.observed &+ arguments[0]
      return machine.environment.observed
    case 1:
      machine.fail(.bug, where: arguments[0] .!= Domain.Word(constant: 0))
      return Domain.Word(constant: 0)
    default:
      guard let pointer = arguments[0].constant else { return Domain.Word(constant: 0) }
      return machine.call(pointer: pointer, [arguments[1]])
    }
  }
}

/// What a call of a text's function gives.
struct Outcome: Equatable {
  let value: UInt64
  let finding: Finding?
}

/// Reads C of the tests' own.
func read(
  _ text: String, header: String? = nil, enabled: Set<String> = []
) throws -> Program {
  try KernelText.read(
    main: SourceFile(name: "test.c", text: text),
    header: header.map { SourceFile(name: "hmm.h", text: $0) },
    configuration: Configuration(enabled: enabled))
}

/// Calls `name` with known arguments.
func runConcrete(
  _ program: Program, _ name: String, _ arguments: [UInt64], fuel: Int = 100_000
) -> Outcome? {
  guard let function = program.function(name) else { return nil }
  var machine = Machine(BoundProgram<Plain<Concrete>>(program), Plain(), fuel: fuel)
  let value = machine.call(function, arguments)
  return Outcome(value: value, finding: program.finding(machine.error))
}

/// Calls `name` once with unknown arguments, and gives what comes out under each assignment.
func runSymbolic(
  _ program: Program, _ name: String, _ assignments: [[UInt64]], fuel: Int = 100_000,
  turns: Int = .max
) throws -> (outcomes: [Outcome], nodes: Int)? {
  guard let function = program.function(name) else { return nil }
  return try ExpressionGraph.with { graph in
    let count = program.parameterCount(of: function)
    let names = (0..<count).map { "argument\($0)" }
    var machine = Machine(BoundProgram<Plain<Symbolic>>(program), Plain(), fuel: fuel)
    machine.mostTurns = turns
    let value = machine.call(function, names.map { graph.word($0) })
    let outcomes = try assignments.map { arguments in
      var evaluation = Evaluation(
        of: graph, under: Dictionary(uniqueKeysWithValues: zip(names, arguments)))
      return Outcome(
        value: try evaluation.value(of: value),
        finding: program.finding(try evaluation.value(of: machine.error)))
    }
    return (outcomes, graph.count)
  }
}

/// A line of text at which `finding` is, and its kind.
func summary(_ outcome: Outcome?) -> String {
  guard let outcome else { return "no such function" }
  guard let finding = outcome.finding else { return "\(outcome.value)" }
  return "\(finding.location.file):\(finding.location.line) \(finding.kind)"
}

/// Words that are likely to be at an edge, and others.
struct Words {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }

  mutating func edge() -> UInt64 {
    let word = next()
    switch word & 7 {
    case 0: return word >> 8 & 15
    case 1: return 0 &- (word >> 8 & 15)
    case 2: return 1 << (word >> 8 & 63)
    case 3: return (1 << (word >> 8 & 63)) &- 1
    case 4: return word >> 8 & 0xffff_ffff
    default: return next()
    }
  }
}
