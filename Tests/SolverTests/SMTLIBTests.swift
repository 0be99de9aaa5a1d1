// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

@testable import Solver

@Suite struct SMTLIBTests {
  @Test func queryAsText() {
    let problem = Problem("flags of page 0\nread") { graph in
      let pte = graph.variable("pte", width: 8)
      let page = graph.variable("page 0", width: 1)
      let word = graph.zeroExtend(page, to: 8)
      let sum = graph.add(pte, word)
      return graph.and(graph.extract(sum, low: 2, width: 1), graph.lessThan(sum, pte))
    }
    #expect(
      SMTLIB.text(of: problem.query, in: problem.graph) == """
        ; flags of page 0 read
        (set-logic QF_BV)
        (declare-const pte (_ BitVec 8))
        (declare-const |page 0| Bool)
        (declare-const n4 (_ BitVec 8))
        (assert (= n4 (ite |page 0| (_ bv1 8) (_ bv0 8))))
        (declare-const n5 (_ BitVec 8))
        (assert (= n5 (bvadd pte n4)))
        (declare-const n6 Bool)
        (assert (= n6 (= #b1 ((_ extract 2 2) n5))))
        (declare-const n7 Bool)
        (assert (= n7 (bvult n5 pte)))
        (declare-const n8 Bool)
        (assert (= n8 (and n6 n7)))
        (assert n8)
        (check-sat)

        """)
  }

  @Test(arguments: [
    ("x", "x"), ("page0.pte", "page0.pte"), ("ptes[0]", "|ptes[0]|"), ("0x", "|0x|"),
    ("and", "|unknown:and|"), ("n5", "|unknown:n5|"), ("next", "next"), ("", "|unknown:|"),
    ("a|b", "|unknown:a%7cb|"), ("a%7cb", "a%7cb"), ("unknown:x", "|unknown:unknown:x|"),
    ("tab\t", "|unknown:tab%09|"),
  ])
  func symbols(name: String, symbol: String) {
    #expect(SMTLIB.symbol(name) == symbol)
  }

  @Test(
    .enabled(
      if: ExternalSolver.z3.isInstalled && ExternalSolver.cvc5.isInstalled,
      "z3 and cvc5 are not installed: apt-get install z3 cvc5"))
  func strangeNamesAreAccepted() throws {
    let names = [
      "and", "n5", "select", "store", "div", "bv1", "a|b", "a\\b", "", "0", "@x", ".x", "let", "é",
      "str.len", "a b", "check-sat", "unknown:and", "sin", "seq", "root", "not", "Int", "#b1", "\"",
    ]
    let problem = Problem { graph in
      names.reduce(ExpressionGraph.trueNode) { graph.and($0, graph.variable($1, width: 1)) }
    }
    for solver in [ExternalSolver.z3, .cvc5] {
      let verdict = try solver.check(problem.query, in: problem.graph, seconds: 60).verdict
      #expect(verdict == .satisfiable)
    }
  }
}
