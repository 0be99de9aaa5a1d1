// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Logic
import Proving
import RangeFault
import Solver

/// What proofs cost beside the solver: a few queries of each kind, asked through the library, and
/// given as SMT-LIB to the commands of Z3 and cvc5.
enum Proofs {
  /// Parts of the plan by the beginning of their ids.
  static let samples = [
    "decisions.", "entries.", "witness v- from 0", "witness vvvv from 0", "bounded 1-pages",
    "bounded 3-pages",
  ]
  /// Queries of each sample, from parts and claims all over it.
  static let queries = 8
  /// Seconds that a command has for a query.
  static let patience = 5.0

  static func run() throws {
    let speeds = (0..<9).map { _ in graphSpeed() / 1e6 }.sorted()
    show("expression graph: \(fixed(speeds[4], 1)) M new nodes/s, the middle of 9 graphs")
    show("8 queries of       M nodes  M nodes/s   library        z3  ratio      cvc5  ratio (s)")
    let plan = Plan(.conforming)
    for sample in samples {
      show("\(try Sample(sample, plan.parts.filter { $0.id.hasPrefix(sample) }))")
    }
  }

  /// New nodes a second: sums and choices of words, none of which the graph has or can simplify.
  private static func graphSpeed() -> Double {
    let graph = ExpressionGraph()
    let words = (0..<8).map { graph.variable("word\($0)", width: 64) }
    let bits = (0..<8).map { graph.variable("bit\($0)", width: 1) }
    let before = graph.count
    let begin = ContinuousClock.now
    var word = words[0]
    for number in 0..<1_000_000 {
      let sum = graph.add(word, words[number & 7])
      word = graph.select(bits[number >> 3 & 7], graph.xor(sum, words[number >> 6 & 7]), sum)
    }
    return Double(graph.count - before) / ((ContinuousClock.now - begin) / .seconds(1))
  }

  /// At once: a sample takes a while.
  private static func show(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
  }

  /// The figures of one sample, in seconds.
  struct Sample: CustomStringConvertible {
    let name: String
    private var nodes = 0
    private var building = 0.0
    private var library = 0.0
    private var commands: [Command]

    private struct Command {
      let solver: ExternalSolver
      var seconds = 0.0
      var undecided = 0
    }

    init(_ name: String, _ parts: [Part]) throws {
      self.name = name
      commands = [.z3, .cvc5].filter(\.isInstalled).map { Command(solver: $0) }
      for number in 0..<Proofs.queries {
        let part = parts[number * parts.count / Proofs.queries]
        try ExpressionGraph.with { graph throws in try ask(part, number, graph) }
      }
    }

    private mutating func ask(_ part: Part, _ number: Int, _ graph: ExpressionGraph) throws {
      let begin = ContinuousClock.now
      let claims = part.pose(graph, Set(part.rows)).filter { $0.kind == .claim }
      building += (ContinuousClock.now - begin) / .seconds(1)
      nodes += graph.count
      let claim = claims[number * claims.count / Proofs.queries]
      let query = Query(name: "\(claim.row) \(claim.name)", assertions: claim.assertions)
      var weakened = WeakerQueries(of: graph)
      library += try Z3.check(claim: query, &weakened).spent.seconds
      for index in commands.indices {
        let (verdict, spent) = try commands[index].solver.check(
          query, in: graph, seconds: Proofs.patience)
        commands[index].seconds += spent.seconds
        if case .unknown = verdict { commands[index].undecided += 1 }
      }
    }

    var description: String {
      var text = name + String(repeating: " ", count: max(19 - name.count, 1))
      text += fixed(Double(nodes) / 1e6, 2, 7) + fixed(Double(nodes) / building / 1e6, 1, 11)
      text += fixed(library, 2, 10)
      for command in commands {
        text += fixed(command.seconds, 2, 10) + fixed(command.seconds / library, 1, 7)
        if command.undecided > 0 { text += " (\(command.undecided) undecided)" }
      }
      return text
    }
  }
}
