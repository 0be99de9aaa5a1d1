// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import Logic
import Solver

/// The places of one request, asked of the solver until it has nothing more to say.
struct ReachAsking {
  private let request: ReachRequest
  private let target: Target
  private let graph: ExpressionGraph
  private var weakened: WeakerQueries
  /// The places that are neither found nor denied.
  private var left: [Int]
  var answer = ReachAnswer()

  init(_ request: ReachRequest, _ target: Target, _ graph: ExpressionGraph) {
    self.request = request
    self.target = target
    self.graph = graph
    weakened = WeakerQueries(of: graph)
    left = Array(request.sought.indices)
  }

  mutating func run(_ skeleton: Skeleton, _ size: BoundedSize) throws {
    let scenario = SymbolicScenario(skeleton, for: target.revision, in: graph)
    let run = BoundedRun(
      scenario, target: target, restarts: ReachSearch.restarts(size, skeleton),
      seeking: request.sought)
    left.removeAll { run.cameBy[$0].constant == false }
    try askTogether(run)
    for place in left { try ask([place], run) }
    // Where a run can be lost, it may have been on the way to any place that was not found.
    let known = Set(answer.found.map(\.place))
    for guarded in run.guards {
      guard let reason = try lost(guarded) else { continue }
      for place in request.sought.indices where !known.contains(place) {
        answer.open[place] = answer.open[place] ?? reason
      }
    }
  }

  /// None of the places that are left is decided.
  mutating func leaveOpen(_ reason: String) {
    for place in left { answer.open[place] = reason }
  }

  /// Asks for all that are left at once, as long as there is an answer: most are denied so.
  private mutating func askTogether(_ run: BoundedRun) throws {
    while left.count > 1 {
      let before = left
      if try !ask(left, run) || left == before { return }
    }
  }

  /// Asks for a run that comes by one of some places. What is found or denied is left no more.
  ///
  /// - Returns: whether the solver had an answer.
  @discardableResult
  private mutating func ask(_ places: [Int], _ run: BoundedRun) throws -> Bool {
    let any: Symbolic.Bit = places.reduce(false) { $0 .| run.cameBy[$1] }
    let query = Query(name: "reach of \(request.layout)", assertions: run.assumptions + [any])
    switch try Z3.check(claim: query, &weakened, budget: request.budget).answer {
    case .unsatisfiable: left.removeAll(where: places.contains)
    case .unknown(let reason):
      if places.count > 1 { return false }
      answer.open[places[0]] = reason
      left.removeAll(where: places.contains)
      return false
    case .satisfiable(let model):
      try take(try run.scenario.scenario(model), for: places)
    }
    return true
  }

  /// Runs a scenario of the solver's, and notes all places that it comes by.
  private mutating func take(_ scenario: Scenario, for places: [Int]) throws {
    var walk = Runnable(target, counts: true)
    _ = walk.run(scenario)
    let coverage = try target.kernel?.coverage(walk.takeCounts())
    let met = request.sought.indices.filter { coverage?.runs(request.sought[$0]) ?? 0 > 0 }
    guard met.contains(where: places.contains) else {
      let names = places.map { request.sought[$0].description }.joined(separator: ", ")
      throw ProvingError(
        "the solver's scenario does not come by \(names) when it is run: \(scenario)")
    }
    let text = CounterexampleFile.encode(.scenario(scenario))
    for place in met where left.contains(place) {
      answer.found.append(ReachAnswer.Found(place: place, scenario: text))
    }
    left.removeAll(where: met.contains)
  }

  /// Why nothing is known of some runs; nil where something is known of each.
  private func lost(_ question: Question) throws -> String? {
    if question.assertions.contains(where: { $0.constant == false }) { return nil }
    let query = Query(name: "text of \(request.layout)", assertions: question.assertions)
    switch try Z3.check(query, in: graph, budget: request.budget).answer {
    case .unsatisfiable: return nil
    case .unknown(let reason):
      return "not known whether a call comes to text that is not understood: \(reason)"
    case .satisfiable(let model):
      var evaluation = model.evaluation(of: graph)
      return "a call " + (try question.notUnderstood(&evaluation))
    }
  }
}
