// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Solver
import Testing

extension SolverTests {
  @Suite struct WeakerQueryTests {
    /// Where each unknown of the weaker form is the truth of the equality that it stands for, the two
    /// forms say the same: what satisfies a query satisfies its weaker form.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func weakerFormSaysTheSameOfEqualitiesThatAreKnown(seed: UInt64) throws {
      let graph = ExpressionGraph()
      var random = Random(seed)
      var weakened = WeakerQueries(of: graph)
      var compared = 0
      for query in (0..<4).map({ _ in Picks(&random, graph).query }) {
        guard let weaker = weakened.weaker(query) else { continue }
        compared += 1
        for _ in 0..<20 {
          let values = try assignment(&random, graph)
          var whole = Evaluation(of: graph, under: values)
          var weak = Evaluation(of: graph, under: values)
          for (assertion, form) in zip(query.assertions, weaker.assertions) {
            #expect(try whole.value(of: assertion) == weak.value(of: form))
          }
        }
      }
      #expect(compared > 0)
    }

    /// Values of few kinds, so that picks are often equal; what stands for an equality is its truth.
    private func assignment(
      _ random: inout Random, _ graph: ExpressionGraph
    ) throws -> [String: UInt64] {
      var values: [String: UInt64] = [:]
      let unknowns = graph.variables.filter { !graph.name(of: $0).hasPrefix("equality.") }
      for unknown in unknowns {
        let isBit = graph[unknown].width == 1
        values[graph.name(of: unknown)] = UInt64(random.below(isBit ? 2 : 3) * (isBit ? 1 : 16))
      }
      var evaluation = Evaluation(of: graph, under: values)
      for unknown in graph.variables where !unknowns.contains(unknown) {
        let name = graph.name(of: unknown)
        let equality = NodeID(index: UInt32(name.dropFirst("equality.".count)) ?? 0)
        values[name] = try evaluation.value(of: equality)
      }
      return values
    }

    @Test func whatIsPickedAlikeIsEqual() throws {
      let graph = ExpressionGraph()
      let (x, y) = (graph.word("x", width: 40), graph.word("y", width: 40))
      let c = graph.bit("c")
      let flags = Symbolic.Word(constant: 1 << 63)
      let word = Symbolic.Word.select(c, x | flags, y)
      let frame = Symbolic.Word.select(c, x, y)
      let mask = Symbolic.Word(constant: (1 << 53) - 1)
      let query = Query(name: "frame", assertions: [word & mask .!= frame])
      let weaker = try #require(form(of: query, graph))
      #expect(try Z3.check(weaker, in: graph).answer == .unsatisfiable)
    }

    /// The weaker form is weaker: it does not know that one unknown cannot be two numbers.
    @Test func whatIsPickedOtherwiseIsOpen() throws {
      let graph = ExpressionGraph()
      let (x, y, z) = (graph.word("x"), graph.word("y"), graph.word("z"))
      let query = Query(name: "transitive", assertions: [x .== y, y .== z, x .!= z])
      let weaker = try #require(form(of: query, graph))
      #expect(try Z3.check(query, in: graph).answer == .unsatisfiable)
      #expect(try Z3.check(weaker, in: graph).answer != .unsatisfiable)
    }

    /// What two leaves are to each other they are wherever they are picked.
    @Test func leavesThatAreComparedAreComparedAlike() throws {
      let graph = ExpressionGraph()
      let (x, y) = (graph.word("x"), graph.word("y"))
      let (c, d) = (graph.bit("c"), graph.bit("d"))
      let picked = Symbolic.Word.select(c, x, y) .== Symbolic.Word.select(d, x, y)
      let query = Query(name: "alike", assertions: [x .== y, .!picked])
      let weaker = try #require(form(of: query, graph))
      #expect(try Z3.check(weaker, in: graph).answer == .unsatisfiable)
    }

    @Test func narrowVectorsAreComparedAsTheyAre() {
      let graph = ExpressionGraph()
      let (x, y) = (graph.word("x", width: 16), graph.word("y", width: 16))
      #expect(form(of: Query(name: "narrow", assertions: [x .== y]), graph) == nil)
    }

    private func form(of query: Query, _ graph: ExpressionGraph) -> Query? {
      var weakened = WeakerQueries(of: graph)
      return weakened.weaker(query)
    }
  }
}

/// A query about words that are picked from a few, moved and masked.
private struct Picks {
  var query: Query

  init(_ random: inout Random, _ graph: ExpressionGraph) {
    var words = ["x", "y", "z"].map { graph.word($0, width: 40) } + [graph.word("w"), 16, 0]
    var bits = ["c", "d", "e"].map { graph.bit($0) }
    let masks: [UInt64] = [(1 << 53) - 1, ~0 << 32, 0xff, ~0xf, 1 << 40 | 16, ~0]
    for _ in 0..<80 {
      let a = words[random.below(words.count)]
      let b = words[random.below(words.count)]
      let c = bits[random.below(bits.count)]
      let constant = Symbolic.Word(constant: masks[random.below(masks.count)])
      switch random.below(16) {
      case 0: words.append(a & constant)
      case 1: words.append(a | constant)
      case 2: words.append(a | (b & constant))
      case 3: words.append(a.shiftedRight(Symbolic.Word(constant: UInt64(random.below(50)))))
      case 4: words.append(a.shiftedLeft(Symbolic.Word(constant: UInt64(random.below(50)))))
      case 5: words.append(a.shiftedRight(b))
      case 6: words.append(a &- b)
      case 7: bits.append(c .^ (a .< b))
      case 8: bits.append(a .== b)
      case 9...11: words.append(a &+ Symbolic.Word(constant: UInt64(16 * random.below(3))))
      default: words.append(.select(c, a, b))
      }
    }
    let last = words.suffix(12)
    let equalities = last.flatMap { a in last.map { a .== $0 } }
    query = Query(name: "picks", assertions: bits.suffix(4) + equalities)
  }
}

/// xorshift64 (Marsaglia 2003)
private struct Random {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % bound
  }
}
