// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Logic
import RangeFault
import Solver
import Testing

@testable import Proving

/// How the questions of a part are asked changes nothing of what is answered.
@Suite struct AskingTests {
  /// Questions about a number below 100: of the rows, `kept` holds, and two do not.
  private static func questions(_ graph: ExpressionGraph) -> [Question] {
    let x = graph.byte("x")
    let common = [x .< 100]
    func claim(_ row: String, _ number: UInt64, _ common: [Symbolic.Bit]) -> Question {
      Question(row, "is \(number)", common, [x .== Symbolic.Byte(constant: number)])
    }
    func example(_ row: String, _ name: String, _ number: UInt64) -> Question {
      Question(row, name, .example, common, [x .>= Symbolic.Byte(constant: number)])
    }
    return [
      claim("broken", 5, common), claim("broken", 6, common), claim("kept", 200, common),
      claim("kept", 100, common), claim("broken, alone", 150, []),
      example("kept", "large", 90), example("kept", "middling", 40), example("broken", "none", 200),
    ]
  }

  private static func outcomes(smt: String?) throws -> [QuestionOutcome] {
    try ExpressionGraph.with { graph throws in
      var request = WorkRequest(
        revision: "conforming", without: [], kernel: nil, part: "numbers", rows: [],
        budget: Budget())
      request.smt = smt
      var asking = Asking(request: request, target: .revision(.conforming), graph: graph)
      try asking.settle(questions(graph))
      return asking.outcomes
    }
  }

  private static func answers(_ outcomes: [QuestionOutcome]) -> [String: Set<String>] {
    outcomes.reduce(into: [:]) {
      $0["\($1.kind) \($1.row)", default: []].insert($1.answer.rawValue)
    }
  }

  static let expected: [String: Set<String>] = [
    "claim broken": ["satisfiable"], "claim kept": ["unsatisfiable"],
    "claim broken, alone": ["satisfiable"], "example kept": ["satisfiable"],
    "example broken": ["unsatisfiable"],
  ]

  @Test func claimsAreSettledTogether() throws {
    let outcomes = try Self.outcomes(smt: nil)
    #expect(Self.answers(outcomes) == Self.expected)
    // One violation of a row is enough, and each claim of a row that holds is answered.
    #expect(outcomes.filter { $0.row == "broken" && $0.kind == .claim }.count == 1)
    #expect(outcomes.filter { $0.row == "kept" && $0.kind == .claim }.count == 2)
  }

  @Test func whatIsWrittenDownIsAskedOneByOne() throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-asking-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let outcomes = try Self.outcomes(smt: directory.path)
    #expect(Self.answers(outcomes) == Self.expected)
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(files.count == outcomes.count)
  }

  /// The example that asks for more is one of the other as well, which nobody is asked for.
  @Test func oneModelServesManyExamples() throws {
    let examples = try Self.outcomes(smt: nil).filter { $0.kind == .example && $0.row == "kept" }
    #expect(examples.map(\.name) == ["large", "middling"])
    #expect(examples.last?.rlimit == 0 && examples.last?.seconds == 0)
  }
}
