// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Solver
import Testing

extension SolverTests {
  /// Random queries over narrow unknowns, where all assignments can be tried.
  @Suite struct RandomQueryTests {
    @Test(arguments: 0..<60 as Range<UInt64>)
    func z3AgreesWithBruteForce(seed: UInt64) throws {
      let sample = Sample(seed: seed)
      let isSatisfiable = try sample.hasSolution()
      switch try Z3.check(sample.query, in: sample.graph).answer {
      case .satisfiable: #expect(isSatisfiable)
      case .unsatisfiable: #expect(!isSatisfiable)
      case .unknown(let reason): Issue.record("unknown: \(reason)")
      }
    }

    @Test(.enabled(if: ExternalSolver.z3.isInstalled, "z3 is not installed: apt-get install z3"))
    func commandOfZ3AgreesWithBruteForce() throws {
      try compare(ExternalSolver.z3, seeds: 0..<20)
    }

    @Test(
      .enabled(if: ExternalSolver.cvc5.isInstalled, "cvc5 is not installed: apt-get install cvc5"))
    func cvc5AgreesWithBruteForce() throws {
      try compare(ExternalSolver.cvc5, seeds: 20..<40)
    }

    private func compare(_ solver: ExternalSolver, seeds: Range<UInt64>) throws {
      for seed in seeds {
        let sample = Sample(seed: seed)
        let verdict = try solver.check(sample.query, in: sample.graph, seconds: 60).verdict
        let expected: ExternalSolver.Verdict =
          try sample.hasSolution() ? .satisfiable : .unsatisfiable
        #expect(verdict == expected, "seed \(seed)")
      }
    }
  }
}

/// A query of three random assertions over `x` and `y` of 3 bits and the bits `c` and `d`.
private struct Sample {
  let graph = ExpressionGraph()
  var query: Query

  init(seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    func below(_ bound: Int) -> Int {
      // xorshift64 (Marsaglia 2003)
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % bound
    }
    var vectors = ["x", "y"].map { [graph] in graph.variable($0, width: 3) }
    var bits = ["c", "d"].map { [graph] in graph.variable($0, width: 1) }
    for _ in 0..<60 {
      let a = vectors[below(vectors.count)]
      let b =
        below(3) == 0
        ? graph.constant(UInt64(below(8)), width: 3) : vectors[below(vectors.count)]
      let c = bits[below(bits.count)]
      let d = bits[below(bits.count)]
      switch below(14) {
      case 0: vectors.append(graph.not(a))
      case 1: vectors.append(graph.and(a, b))
      case 2: vectors.append(graph.or(a, b))
      case 3: vectors.append(graph.xor(a, b))
      case 4: vectors.append(graph.add(a, b))
      case 5: vectors.append(graph.subtract(a, b))
      case 6: vectors.append(graph.shiftLeft(a, b))
      case 7: vectors.append(graph.shiftRight(a, b))
      case 8: vectors.append(graph.select(c, a, b))
      case 9: vectors.append(graph.zeroExtend(graph.extract(a, low: below(2), width: 2), to: 3))
      case 10: bits.append(graph.equal(a, b))
      case 11: bits.append(graph.lessThan(a, b))
      case 12: bits.append(graph.select(graph.extract(a, low: below(3), width: 1), c, d))
      default: bits.append(graph.xor(c, d))
      }
    }
    query = Query(name: "seed \(seed)", assertions: [])
    for _ in 0..<3 {
      query.assertions.append(
        Symbolic.Bit(bits[bits.count / 3 + below(bits.count * 2 / 3)], of: graph))
    }
  }

  func hasSolution() throws -> Bool {
    for number in 0..<256 as Range<UInt64> {
      var evaluation = Evaluation(
        of: graph,
        under: ["x": number & 7, "y": number >> 3 & 7, "c": number >> 6 & 1, "d": number >> 7])
      let values = try query.assertions.map { try evaluation.value(of: $0) }
      if !values.contains(false) { return true }
    }
    return false
  }
}
