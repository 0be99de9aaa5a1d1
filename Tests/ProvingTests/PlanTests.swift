// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import RangeFault
import Specification
import Testing

@testable import Proving

/// The plan has everything, once, and a worker finds it again.
@Suite struct PlanTests {
  @Test(arguments: Revision.all.map(\.name))
  func idsAreUnique(_ name: String) throws {
    let plan = Plan(try #require(Revision.named(name)))
    #expect(Set(plan.rows.map(\.id)).count == plan.rows.count)
    #expect(Set(plan.parts.map(\.id)).count == plan.parts.count)
  }

  /// Each row is asked something, or says why not; nothing is asked for a row that is not there.
  @Test(arguments: ["conforming", "v5.8", "v5.4"])
  func everyRowIsAsked(_ name: String) throws {
    let plan = Plan(try #require(Revision.named(name)))
    let asked = Set(plan.parts.flatMap(\.rows))
    for row in plan.rows {
      #expect(asked.contains(row.id) == (row.exemption == nil), "\(row.id)")
    }
    #expect(asked.isSubset(of: plan.rows.map(\.id)))
  }

  @Test func everyClauseIsInTheWitness() {
    let plan = Plan(.conforming)
    for clause in Contract.clauses {
      #expect(plan.rows.contains { $0.id == "witness.\(clause.id)" && $0.exemption == nil })
    }
  }

  /// The graph of a part is the same each time, so that the steps that Z3 counts are.
  @Test func partsAreTheSameEachTime() throws {
    let part = try #require(Plan(.conforming).parts.first { $0.id.hasPrefix("witness vV") })
    func listing() -> [String] {
      ExpressionGraph.with { graph in
        part.pose(graph, ["witness.C6"]).map { question in
          graph.listing(of: question.assertions.map { $0.node(in: graph) })
        }
      }
    }
    #expect(listing() == listing())
  }
}
