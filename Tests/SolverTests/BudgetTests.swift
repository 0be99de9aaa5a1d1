// SPDX-License-Identifier: GPL-2.0-or-later

import Dispatch
import Logic
import Testing

@testable import Solver

extension SolverTests {
  /// Whatever stops a check makes it unknown, and nothing else.
  @Suite struct BudgetTests {
    static func reason(_ budget: Budget) throws -> String? {
      guard case .unknown(let reason) = try Problem.hard.check(budget).answer else { return nil }
      return reason
    }

    @Test(arguments: [1, 1_000, 100_000, 1_000_000] as [UInt32])
    func smallLimitIsUnknown(rlimit: UInt32) throws {
      let reason = try Self.reason(Budget(rlimit: rlimit))
      // Z3 4.8.12 has two words for it.
      #expect(reason == "max. resource limit exceeded" || reason == "canceled")
    }

    @Test func timeIsUnknown() throws {
      let stopped = try Self.reason(Budget(rlimit: 0, seconds: 0.2))
      #expect(stopped == "timeout")
    }

    @Test func memoryOfTheSearchIsUnknown() throws {
      let stopped = try Self.reason(Budget(rlimit: 0, seconds: 60, megabytes: 1))
      #expect(stopped == "max. memory exceeded")
    }

    @Test func stepsAreTheSameInEveryRun() throws {
      let runs = try (0..<3).map { _ in
        try Problem.hard.check(Budget(rlimit: 300_000)).spent.rlimit
      }
      #expect(Set(runs).count == 1)
      #expect(runs[0] >= 300_000)
    }

    /// In a process of its own, as is the next: an interrupt stops every check of the process.
    @Test func interruptIsUnknown() async {
      await #expect(processExitsWith: .success) {
        // Again and again, as one that comes before the check has begun stops nothing.
        let timer = DispatchSource.makeTimerSource()
        timer.schedule(deadline: .now(), repeating: .milliseconds(50))
        timer.setEventHandler { Z3.interruptAll() }
        timer.activate()
        defer { timer.cancel() }
        let stopped = try SolverTests.BudgetTests.reason(Budget(rlimit: 0, seconds: 60))
        #expect(stopped == "interrupted")
      }
    }

    /// One that arrives while the terms are made is not lost, and the next check is not hit.
    @Test func earlyInterruptIsUnknown() async {
      await #expect(processExitsWith: .success) {
        let session = try Session()
        let id = Interruption.register(session)
        Z3.interruptAll()
        let solver = try session.makeSolver(.standard, budget: Budget(seconds: 60))
        #expect(try session.check(solver, id) == .unknown(reason: "interrupted"))
        Interruption.unregister(id)
        let next = Problem { $0.variable("x", width: 1) }
        #expect(try next.check().answer == .satisfiable(Model(values: ["x": 1])))
      }
    }

    /// In a process of its own, since the bound is the process's.
    @Test func memoryOfTheProcessIsAnError() async {
      await #expect(processExitsWith: .success) {
        Z3.limitMemory(megabytes: 48)
        let graph = ExpressionGraph()
        let x = graph.variable("x", width: 64)
        var sum = x
        for index in 0..<400_000 as Range<UInt64> {
          let number = graph.constant(index &* 0x9e37_79b9_7f4a_7c15, width: 64)
          sum = graph.add(graph.xor(sum, number), x)
        }
        let root = graph.equal(sum, graph.constant(1, width: 64))
        let query = Query(name: "large", assertions: [Symbolic.Bit(root, of: graph)])
        let error = #expect(throws: SolverError.self) { try Z3.check(query, in: graph) }
        #expect(error?.message == "out of memory")
        // Z3 keeps much of what it had; without the bound it goes on.
        Z3.limitMemory(megabytes: 0)
        let small = Problem { $0.variable("x", width: 1) }
        let answer = try? small.check().answer
        #expect(answer == .satisfiable(Model(values: ["x": 1])))
      }
    }
  }
}
