// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3
import Foundation
import Logic
import Testing

@testable import Solver

extension SolverTests {
  @Suite struct Z3Tests {
    @Test func versionHasThreeParts() {
      #expect(Z3.version.split(separator: ".").count == 3)
    }

    @Test func knownAssertionsNeedNoSolver() throws {
      let graph = ExpressionGraph()
      let unknown = graph.bit("x")
      let answers = try [[], [true], [unknown, false]].map {
        try Z3.check(Query(name: "known", assertions: $0), in: graph)
      }
      #expect(
        answers.map(\.answer) == [.satisfiable(Model()), .satisfiable(Model()), .unsatisfiable])
      #expect(answers.map(\.spent) == Array(repeating: Spent(), count: 3))
    }

    /// One value in 2^64 that is wrong.
    @Test func plantedBugIsFound() throws {
      let secret: UInt64 = 0x0123_4567_89ab_cdef
      let problem = Problem { graph in
        let x = graph.variable("x", width: 64)
        let y = graph.variable("y", width: 64)
        let sum = graph.add(
          graph.xor(x, y), graph.shiftLeft(graph.and(x, y), graph.constant(1, width: 64)))
        let isSecret = graph.equal(x, graph.constant(secret, width: 64))
        let wrong = graph.select(isSecret, graph.xor(sum, graph.constant(4, width: 64)), sum)
        return graph.not(graph.equal(wrong, graph.add(y, x)))
      }
      guard case .satisfiable(let model) = try problem.check().answer else {
        Issue.record("the bug is not found")
        return
      }
      #expect(model["x"] == secret)
    }

    @Test func unknownsThatDoNotMatterMayBeAbsent() throws {
      let problem = Problem { graph in
        graph.or(graph.variable("x", width: 1), graph.variable("y", width: 1))
      }
      guard case .satisfiable(let model) = try problem.check().answer else {
        Issue.record("not satisfiable")
        return
      }
      var evaluation = model.evaluation(of: problem.graph)
      #expect(try evaluation.value(of: problem.query.assertions[0]))
      #expect(model["z"] == nil)
    }

    @Test func refusalIsAnErrorInTheWordsOfZ3() throws {
      let session = try Session()
      let bit = try session.keep(Z3_mk_true(session.context))
      let error = #expect(throws: SolverError.self) {
        try session.keep(Z3_mk_bvadd(session.context, bit, bit))
      }
      #expect(error?.code == Int(Z3_EXCEPTION.rawValue))
      #expect(error?.message == "operator is applied to arguments of the wrong sort")
      // The session goes on.
      _ = try session.keep(Z3_mk_not(session.context, bit))
    }

    @Test func unknownTacticIsAnError() {
      let problem = Problem { $0.variable("x", width: 1) }
      #expect(throws: SolverError.self) { try problem.check(tactic: ["simplify", "guess"]) }
    }

    /// Terms still referred to when a context ends cost Z3 minutes where they are deep.
    @Test(.timeLimit(.minutes(1))) func deepGraphsAreFreed() throws {
      let problem = Problem { graph in
        var sum = graph.variable("x", width: 64)
        var parity = ExpressionGraph.falseNode
        for index in 0..<20_000 {
          sum = graph.xor(sum, graph.variable("x\(index)", width: 64))
          parity = graph.xor(parity, graph.variable("b\(index)", width: 1))
        }
        return graph.and(parity, graph.extract(sum, low: 3, width: 1))
      }
      guard case .unknown = try problem.check(Budget(rlimit: 100)).answer else {
        Issue.record("an answer within 100 steps")
        return
      }
    }

    @Test func memoryIsGivenBack() throws {
      func cycle(_ count: Int) throws {
        for index in 0..<count {
          let problem = Problem { graph in
            graph.lessThan(
              graph.add(graph.variable("x", width: 32), graph.variable("y", width: 32)),
              graph.constant(UInt64(index) + 1, width: 32))
          }
          guard case .satisfiable = try problem.check().answer else {
            Issue.record("not satisfiable")
            return
          }
        }
      }
      try cycle(50)
      let before = Z3.allocatedBytes
      let residentBefore = try residentKilobytes()
      try cycle(500)
      #expect(Z3.allocatedBytes < before + 1_000_000)
      #expect(try residentKilobytes() < residentBefore + 20_000)
    }

    private func residentKilobytes() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
      return try #require(line.flatMap { Int($0.filter(\.isNumber)) })
    }
  }
}
